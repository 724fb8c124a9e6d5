import type { IdSource } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { enqueue, type Wish } from '#platform/outbox/outbox-store.ts'
import type { CaseEffect } from '../core/case-command.ts'

/** The kinds of wishes that cases put into the outbox. */
export const CASE_JOBS = { tell: 'case.tell', notify: 'case.notify', command: 'case.command', knowledge: 'case.knowledge', replyGoes: 'case.reply_goes' } as const

export type TimedEffect = { readonly effect: CaseEffect; readonly at: Instant }

/** Wishes in the command's own transaction; each is carried out once by its key. */
export function enqueueEffects(effects: TimedEffect[], newId: IdSource): readonly Statement[] {
  const first = effects[0]
  return first === undefined ? [] : [enqueue(effects.map((timed) => wishOf(timed, newId)), first.at)]
}

function wishOf({ effect, at }: TimedEffect, newId: IdSource): Wish {
  const { type, ...payload } = effect
  switch (type) {
    case 'tell':
      return { id: newId(), kind: CASE_JOBS.tell, payload, dueAt: at, dedupId: `tell:${effect.key}` }
    case 'notify':
      return { id: newId(), kind: CASE_JOBS.notify, payload, dueAt: at, dedupId: `notify:${effect.key}` }
    case 'command':
      return { id: newId(), kind: CASE_JOBS.command, payload, dueAt: at, dedupId: `command:${effect.key}` }
    case 'proposeKnowledge':
      return { id: newId(), kind: CASE_JOBS.knowledge, payload, dueAt: at, dedupId: `knowledge:${effect.draftId}` }
  }
}
