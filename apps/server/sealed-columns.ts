import { RECORD_SEALED } from '#capabilities/case/server/case-rows.ts'
import { MESSAGE_SEALED } from '#capabilities/conversation/server/commands.ts'
import { MAILBOX_SEALED } from '#capabilities/conversation/server/mailbox-commands.ts'
import { CUSTOMER_SEALED } from '#capabilities/customer/server/commands.ts'
import type { SealedColumn } from '#platform/crypto/reseal.ts'
import { ROOT_SEALED } from '#platform/crypto/stable-root.ts'
import { SUBJECT_KEY_SEALED } from '#platform/crypto/subject-key.ts'

/** Every column that lies under the master key; files beside them. A test looks for what is missing here. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [ROOT_SEALED, SUBJECT_KEY_SEALED, ...MAILBOX_SEALED, ...CUSTOMER_SEALED, ...RECORD_SEALED, ...MESSAGE_SEALED]
