import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { useKeys, type KeyCommand } from '#ui/keys/key-commands.ts'
import { placesOf } from './places.tsx'
import { useConsoleWords } from './use-console-words.ts'
import { useShellWords } from './use-shell-words.ts'

/** What lies over the screen, if anything. */
export type Shown = 'palette' | 'help' | 'new-case' | null

/** Keys that work on every screen. `show` must stay the same between draws. */
export function useShellKeys({ permissions }: Me, show: (what: Shown) => void): void {
  const say = useShellWords()
  const sayPlace = useConsoleWords()
  const navigate = useNavigate()
  useKeys(useMemo((): readonly KeyCommand[] => {
    const group = say('keys.group')
    const open = (what: Shown) => (): void => show(what)
    return [
      { keys: 'mod+k', name: say('keys.palette'), group, run: open('palette') },
      { keys: '/', name: say('keys.palette'), group, run: open('palette') },
      { keys: '?', name: say('keys.help'), group, run: open('help') },
      ...(permissions['case.open'] === undefined ? [] : [{ keys: 'c', name: say('keys.new'), group, run: open('new-case') }]),
      ...placesOf(permissions).map(({ to, word, keys }) => ({ keys, name: say('keys.go', { page: sayPlace(word) }), group, run: () => void navigate({ to, search: to === '/inbox' ? { view: 'mine' } : {} }) })),
    ]
  }, [say, sayPlace, navigate, permissions, show]))
}
