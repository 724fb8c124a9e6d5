/** What is known about the mail beside its text. */
export type ReplyContext = { readonly forwarded: boolean }

const QUOTED = /^\s{0,3}[>\uff1e]/
const SEPARATOR = /^[\s>*]*[-—_]{2,}\s*(?:原始邮件|原始郵件|原邮件|原始信息|回复的原邮件|回复的邮件|Original|Original Message|Original Email|Replied Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original)\s*[-—_]*\s*$/i
const HEADER_FIRST = /^[\s*]*(?:发件人|寄件人|寄件者|發件人|From|Von|De|差出人)\s*\**\s*[:\uff1a]/i
const HEADER_MORE = /^[\s*]*(?:发送时间|发送日期|日期|时间|傳送時間|寄件日期|發送時間|收件人|收件者|抄送|副本|主题|主題|主旨|Sent|Date|To|Cc|Subject|Gesendet|An|Betreff|Envoyé|À|Objet|件名|宛先|送信日時)\s*\**\s*[:\uff1a]/i
const ATTRIBUTIONS = [
  /^(?=.*[\d@]).{2,}(?:写道|寫道|来信说|來信說)\s*[:\uff1a]$/,
  /^On\s(?=.*\d).{4,}\bwrote[:\uff1a]$/i,
  /^At\s\d{4}-\d\d-\d\d.{4,}\bwrote[:\uff1a]$/i,
  /^(?:Am\s.*\sschrieb\b.*|Le\s.*\sa écrit\s?|El\s.*\sescribió\s?|.*のメール[^:]*)[:\uff1a]$/i,
]
const MOBILE = [
  /^(?:发自|發自|发送自|寄自)我的.{1,30}$/,
  /^(?:发自|發自|来自|來自|发送自|寄自|从|從).{0,20}(?:iPhone|iPad|Mac|Android|Windows|Outlook|Foxmail|Mail|手机|手機|客户端|邮箱|郵箱|移动端|平板).{0,12}$/i,
  /^(?:获取|下载)\s?(?:适用于)?.{0,20}Outlook.{0,40}$/i,
  /^(?:Sent|Gesendet|Envoyé|Enviado)\s(?:from|via|using|von|de|desde)\s.{2,60}$/i,
  /^Get\s(?:Outlook|BlueMail|Spark)\b.{0,60}$/i,
]
const LINE_CHARS_MAX = 400

/** The customer's own words: without quoted history and signature. Where nothing would be left, the whole text. */
export function replyText(text: string, context: ReplyContext): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const own = withoutHistory(lines, context)
  const reply = withoutMobileLine(withoutSignature(own)).join('\n').replace(/\n{3,}/g, '\n\n').trim()
  return reply === '' ? text.trim() : reply
}

function withoutHistory(lines: readonly string[], context: ReplyContext): readonly string[] {
  const own: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (QUOTED.test(line)) continue
    if (!context.forwarded && (isSeparator(line) || isHeaderBlock(lines, at))) return withoutRule(own)
    const attribution = attributionLength(lines, at)
    if (attribution === 0) own.push(line)
    else if (isQuoteNext(lines, at + attribution)) at += attribution - 1
    else return withoutRule(own)
  }
  return own
}

const isSeparator = (line: string): boolean => line.length < LINE_CHARS_MAX && SEPARATOR.test(line)

/** Outlook, Foxmail, 阿里邮箱: `发件人:` with at least two of time, recipient and subject in the lines after it. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!HEADER_FIRST.test((lines[at] ?? '').slice(0, LINE_CHARS_MAX))) return false
  return lines.slice(at + 1, at + 9).filter((line) => HEADER_MORE.test(line.slice(0, LINE_CHARS_MAX))).length >= 2
}

/** How many lines (1 to 3: mailers wrap) say who wrote the quoted text; 0 where none does. */
function attributionLength(lines: readonly string[], at: number): number {
  let joined = ''
  for (let count = 1; count <= 3; count += 1) {
    const line = (lines[at + count - 1] ?? '').trim()
    if (line === '' || joined.length + line.length > LINE_CHARS_MAX) return 0
    joined = `${joined} ${line}`.trim()
    if (ATTRIBUTIONS.some((pattern) => pattern.test(joined))) return count
  }
  return 0
}

function isQuoteNext(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at, at + 3).find((line) => line.trim() !== '')
  return next !== undefined && QUOTED.test(next)
}

/** A rule just above the history belongs to it. */
function withoutRule(own: readonly string[]): readonly string[] {
  const last = own.findLastIndex((line) => line.trim() !== '')
  return last >= 0 && /^\s*[-—_=]{5,}\s*$/.test(own[last] ?? '') ? own.slice(0, last) : own
}

/** RFC 3676 §4.3: `-- ` alone on a line begins the signature; many mailers lose the blank. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => /^--[ \u00a0]?$/.test(line))
  return at < 0 ? lines : lines.slice(0, at)
}

function withoutMobileLine(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  const line = (lines[last] ?? '').trim()
  if (last <= 0 || line.length > 80 || !MOBILE.some((pattern) => pattern.test(line))) return lines
  return withoutMobileLine(lines.slice(0, last))
}
