const HEADER_BYTES_MAX = 32_768
const TEXT_BYTES_MAX = 32_768
/** Signs that steer a terminal, hide text or turn its direction around; line breaks and tabs stay. */
const STEERING = /[^\P{Cc}\n\t]|\p{Cf}/gu

/** A mail as it came, for somebody's eyes: the header and the beginning of the rest as plain text. `cut` when there is more than is shown. */
export function rawParts(raw: Uint8Array): { readonly header: string; readonly text: string; readonly cut: boolean } {
  const end = endOfHeader(raw)
  const header = raw.subarray(0, Math.min(end, HEADER_BYTES_MAX))
  const text = raw.subarray(end, end + TEXT_BYTES_MAX)
  return { header: shown(header).trimEnd(), text: shown(text).trim(), cut: end > HEADER_BYTES_MAX || raw.length > end + TEXT_BYTES_MAX }
}

/** The first empty line ends the header; a mail without one is all header. */
function endOfHeader(raw: Uint8Array): number {
  for (let at = 0; at < raw.length; at += 1) {
    if (raw[at] !== 10) continue
    const next = raw[at + 1] === 13 ? at + 2 : at + 1
    if (raw[next] === 10) return next + 1
  }
  return raw.length
}

const shown = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes).replaceAll('\r\n', '\n').replaceAll(STEERING, '\uFFFD')
