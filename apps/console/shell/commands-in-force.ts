import type { KeyCommand } from '#ui/keys/key-commands.ts'

/** What each key does right now: of two meanings of one key that of the screen that came last. */
export const commandsInForce = (commands: readonly KeyCommand[]): readonly KeyCommand[] => commands.filter(({ keys }, at) => !commands.slice(at + 1).some((later) => later.keys === keys))
