import type { VoiceWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<VoiceWord, string>> = {
  'quote': '“{words}”',
  'quotes': 'In the customer’s words',
  'why': 'Why this case exists',
  'why.parent': 'Opened by case {number} ({subject}).',
  'why.score': 'The customer gave a score of {score}:',
  'why.score_only': 'The customer gave a score of {score} and no reason.',
  'why.thread': 'What was written to and fro before stands in that case.',
  'why.open': 'Open {number}',
  'why.hidden': 'Opened by another case, which you may not see.',
  'heard': 'What the customer said',
  'heard.hide': 'Hide',
  'heard.nothing': 'The customer left no words',
  'invitation.unsent_no_mail': 'The invitation to score was not sent: the customer has no mail address.',
  'invitation.unsent_no_mailbox': 'The invitation to score was not sent: there is no mailbox to send from.',
  'invitation.unsent_nobody': 'The invitation to score was not sent: the case has no customer yet.',
  'invitation.by_hand': 'Take the customer’s link and send it by messenger or text message, or ask on the telephone and record the score.',
}
