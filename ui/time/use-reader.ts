import { localeNow } from '#ui/words/words.ts'
import type { Reader } from './say-time.ts'
import { useNow } from './use-now.ts'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Who reads the times on this screen: in the language of the screens, in the zone of the machine in front of them. */
export const useReader = (): Reader => ({ now: useNow(), locale: localeNow(), zone })
