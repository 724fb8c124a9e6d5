import type { Locale } from '#kernel/text.ts'

const SUBJECT_MAX = 300
const OPENING_MAX = 40
/** A line that only addresses somebody. */
const ADDRESS = /^(?:(?:尊敬|亲爱)的.{0,12}|在吗|(?:dear|hi|hello|hey) [^,，:：!！]{1,30}[,，:：!！])[\p{P}\p{S}\s]*$/iu
/** The greeting that a line begins with. */
const GREETING = /^(?:[您你]们?好|(?:早上|上午|中午|下午|晚上)好|hi|hello|hey|good (?:morning|afternoon|evening))(?=[\p{P}\p{S}\s]|$)[\p{P}\p{S}\s]*/iu
/** Up to where one sentence goes. */
const SENTENCE = /^.*?[。！？!?；;]/u

/** What a case is called: the subject of the message that opened it, else the first thing that the message says, cut to some forty characters; null where it says nothing. */
export function caseSubject(subject: string | null, text: string): string | null {
  const given = (subject ?? '').trim()
  if (given !== '') return [...given].slice(0, SUBJECT_MAX).join('')
  const line = text.split('\n').map((it) => it.trim()).filter((it) => !ADDRESS.test(it)).map((it) => it.replace(GREETING, '')).find((it) => /[\p{L}\p{N}]/u.test(it))
  if (line === undefined) return null
  const letters = [...(SENTENCE.exec(line)?.[0] ?? line).replace(/[。；;]$/u, '')]
  return letters.length > OPENING_MAX ? `${letters.slice(0, OPENING_MAX).join('')}…` : letters.join('')
}

/** What colleagues see a case called that only follows another: by its scenario, and by what it is about. Customers read the subject alone. */
export function followerTitle(subject: string | null, { scenario, locale }: { readonly scenario: string; readonly locale: Locale }): string {
  const said = (subject ?? '').trim()
  return said === '' ? scenario : `${scenario}${locale === 'en' ? ': ' : '：'}${said}`
}
