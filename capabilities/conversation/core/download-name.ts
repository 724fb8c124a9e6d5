import type { Id } from '#kernel/id.ts'

const ENDING = /\.[a-z0-9]{1,8}$/
const STEM_MAX = 60
/** Names that some systems keep for their devices. */
const KEPT_BY_SYSTEMS = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * Under which names a stored file is offered for saving. Of what its sender called it only letters, digits and one plain ending are left:
 * no paths, no second ending, no character that turns the reading order round. `ours` is for programs that read no other: `careloop-<id>.pdf`.
 * Example: `../维修 报告.pdf.exe` → `维修-报告-pdf.exe`.
 */
export function downloadName(id: Id, name: string): { readonly ours: string; readonly said: string } {
  const plain = name.normalize('NFC')
  const [ending = ''] = ENDING.exec(plain.toLowerCase()) ?? []
  const stem = [...plain.slice(0, plain.length - ending.length).replaceAll(/[^\p{L}\p{N}]+/gu, '-')].slice(0, STEM_MAX).join('').replaceAll(/^-+|-+$/g, '')
  const ours = `careloop-${id}${ending}`
  return { ours, said: stem === '' || KEPT_BY_SYSTEMS.test(stem) ? ours : `${stem}${ending}` }
}

/** The same as a header says it (RFC 6266). */
export function savedAs(id: Id, name: string): string {
  const { ours, said } = downloadName(id, name)
  return said === ours ? `attachment; filename="${ours}"` : `attachment; filename="${ours}"; filename*=UTF-8''${encodeURIComponent(said)}`
}
