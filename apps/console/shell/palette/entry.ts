import type { ReactNode } from 'react'

/** One line of the palette: what it says and what choosing it does. */
export type Entry = { readonly id: string; readonly icon: ReactNode; readonly title: ReactNode; readonly hint?: ReactNode; readonly keys?: string; readonly run: () => void }

/** Lines under one head. */
export type EntryGroup = { readonly name: string; readonly entries: readonly Entry[] }
