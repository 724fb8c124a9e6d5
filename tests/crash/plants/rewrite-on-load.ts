import { registerHooks } from 'node:module'

/** One place of a source file, and what stands there instead. */
export type Edit = readonly [from: string, to: string]

/** Changes a source file while it is loaded; a file that no longer reads as expected stops the program, so that no plant withers unseen. */
export function rewriteOnLoad(path: string, edits: readonly Edit[]): void {
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      if (!url.endsWith(path)) return loaded
      return { ...loaded, source: edited(path, String(Buffer.from(loaded.source as Uint8Array)), edits) }
    },
  })
}

/** The text with every edit made; each place must be there exactly once. */
export const edited = (path: string, text: string, edits: readonly Edit[]): string =>
  edits.reduce((before, [from, to]) => {
    if (before.split(from).length !== 2) throw new Error(`${path} does not say once: ${from}`)
    return before.replace(from, () => to)
  }, text)
