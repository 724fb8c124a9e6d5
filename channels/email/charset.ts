/** Names mailers use that the Encoding Standard does not know, and narrow Chinese sets whose superset reads more. */
const ALIASES: Readonly<Record<string, string>> = {
  gb2312: 'gb18030', 'gb_2312-80': 'gb18030', gbk: 'gb18030', cp936: 'gb18030', 'x-gbk': 'gb18030', 'euc-cn': 'gb18030', ms936: 'gb18030',
  cp950: 'big5', 'big5-hkscs': 'big5', utf8: 'utf-8', 'utf-8-mac': 'utf-8', cp932: 'shift_jis', 'x-sjis': 'shift_jis',
  'ansi_x3.4-1968': 'us-ascii', 'iso-8559-1': 'windows-1252', 'iso-8859-1:1987': 'windows-1252', cp1252: 'windows-1252', ks_c_5601: 'euc-kr',
}
/** What says nothing reliable about bytes above 127. */
const WEAK = new Set(['', 'us-ascii', 'ascii', 'iso-8859-1', 'latin1', 'windows-1252', 'utf-8', 'unknown-8bit', 'x-unknown', '8bit', 'binary'])
const WIDE = new Set(['gb18030', 'big5', 'euc-kr', 'shift_jis', 'euc-jp'])

/** Bytes as text. The declared charset is believed unless the bytes contradict it; nothing here fails. */
export function decodeText(bytes: Uint8Array, declared: string | undefined): string {
  const label = charsetLabel(declared)
  if (label === 'hz-gb-2312') return decodeHz(bytes)
  if (isAscii(bytes) && !label.startsWith('iso-2022')) return new TextDecoder('utf-8').decode(bytes)
  if (WEAK.has(label)) return decodeBest(bytes, label)
  if (WIDE.has(label) && isWideUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes)
  return decoderFor(label)?.decode(bytes) ?? decodeBest(bytes, '')
}

/** The charset as we call it: lower case, without quotes and the language of RFC 2231. */
function charsetLabel(declared: string | undefined): string {
  const name = (declared ?? '').trim().toLowerCase().replace(/^["']|["']$/g, '').replace(/\*.*$/, '')
  return ALIASES[name] ?? name
}

function decodeBest(bytes: Uint8Array, label: string): string {
  const utf8 = strictly('utf-8', bytes)
  if (utf8 !== null) return utf8
  if (looksLikeGb2312(bytes)) return new TextDecoder('gb18030').decode(bytes)
  return new TextDecoder(label === 'utf-8' ? 'utf-8' : 'windows-1252').decode(bytes)
}

function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function strictly(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 127) return false
  return true
}

/** Valid UTF-8 of three-byte characters at least twice: text of a double-byte set never looks so by chance. */
function isWideUtf8(bytes: Uint8Array): boolean {
  const text = strictly('utf-8', bytes)
  return text !== null && (text.match(/[\u0800-\uffff]/g)?.length ?? 0) >= 2 && !/[\u0080-\u07ff]/.test(text)
}

/** Every run above 127 is made of GB 2312 pairs (EUC-CN): Chinese text sent without naming its charset. */
function looksLikeGb2312(bytes: Uint8Array): boolean {
  let pairs = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) continue
    const trail = bytes[at + 1] ?? 0
    if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1 || trail > 0xfe) return false
    pairs += 1
    at += 1
  }
  return pairs > 0
}

/** RFC 1843: GB 2312 in seven bits between `~{` and `~}`. */
function decodeHz(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replace(/~\r?\n/g, '')
  const shifted = text.replace(/~\{([^~]*)(?:~\}|$)/g, (_, pairs: string) =>
    Buffer.from(Buffer.from(pairs, 'latin1').map((byte) => (byte > 0x20 ? byte | 0x80 : byte))).toString('latin1'))
  return new TextDecoder('gb18030').decode(Buffer.from(shifted.replaceAll('~~', '~'), 'latin1'))
}
