import { useEffect, useSyncExternalStore } from 'react'
import { readKey } from './read-key.ts'

/** Something a key does on the present screen. `keys`: `j`, `g i` (one after the other) or `mod+k`; `name`: what the list of keys calls it. */
export type KeyCommand = { readonly keys: string; readonly name: string; readonly group: string; readonly run: () => void }

const SWITCH = 'careloop.keys'
const SEQUENCE_MS = 1_200
const listeners = new Set<() => void>()
let commands: readonly KeyCommand[] = []
let begun: { readonly keys: string; readonly at: number } | null = null

const changed = (): void => {
  for (const listener of listeners) listener()
}
const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Single keys can be switched off by who presses them by accident; combinations with Ctrl or ⌘ stay. */
const singleKeysOn = (): boolean => localStorage.getItem(SWITCH) !== 'off'
export const useSingleKeysOn = (): boolean => useSyncExternalStore(listen, singleKeysOn)
export function switchSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(SWITCH)
  else localStorage.setItem(SWITCH, 'off')
  changed()
}

/** What keys do right now, for the list under `?` and for the palette. */
export const useKeyCommands = (): readonly KeyCommand[] => useSyncExternalStore(listen, () => commands)

/** These keys work while the screen is shown. Give a list that stays the same between draws (`useMemo`). */
export function useKeys(own: readonly KeyCommand[]): void {
  useEffect(() => {
    commands = [...commands, ...own]
    changed()
    return () => {
      commands = commands.filter((command) => !own.includes(command))
      changed()
    }
  }, [own])
}

const WRITING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"], [role="searchbox"]'
const isWriting = (target: EventTarget | null): boolean => target instanceof Element && target.closest(WRITING) !== null
const isInDialog = (target: EventTarget | null): boolean => target instanceof Element && target.closest('[role="dialog"]') !== null
/** Something lies over the screen, a dialog, an open menu or a question beside its button: its keys are not meant, wherever the focus is. */
const COVERS = '[role="dialog"][aria-modal="true"], body > :not(#root) [role="menu"], body > :not(#root) [role="tooltip"] button'
const isCovered = (): boolean => [...document.querySelectorAll(COVERS)].some((cover) => cover.checkVisibility())

function onKeyDown(event: KeyboardEvent): void {
  const key = readKey(event)
  if (key === null || event.defaultPrevented) return
  const combined = key.startsWith('mod+')
  if (!combined && (isWriting(event.target) || isInDialog(event.target) || isCovered() || !singleKeysOn())) return
  const keys = begun !== null && event.timeStamp - begun.at < SEQUENCE_MS ? `${begun.keys} ${key}` : key
  // The screen that came last knows best what its keys mean.
  const command = commands.findLast((candidate) => candidate.keys === keys) ?? commands.findLast((candidate) => candidate.keys === key)
  begun = commands.some((candidate) => candidate.keys.startsWith(`${key} `)) ? { keys: key, at: event.timeStamp } : null
  if (command === undefined) return
  event.preventDefault()
  command.run()
}

addEventListener('keydown', onKeyDown)
