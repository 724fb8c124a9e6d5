import type { VoiceWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<VoiceWord, string>> = {
  'quote': '「{words}」',
  'quotes': '客戶的話',
  'why': '這張工單的由來',
  'why.parent': '由工單 {number}（{subject}）開立。',
  'why.score': '客戶評了 {score} 分：',
  'why.score_only': '客戶評了 {score} 分，沒有寫原因。',
  'why.thread': '此前與客戶的往來都在那張工單裡。',
  'why.open': '開啟 {number}',
  'why.hidden': '由另一張工單開立，您無權查看那張工單。',
  'heard': '客戶怎麼說',
  'heard.hide': '收合',
  'heard.nothing': '客戶沒有留下文字',
  'invitation.unsent_no_mail': '評分邀請沒有發出：客戶沒有信箱。',
  'invitation.unsent_no_mailbox': '評分邀請沒有發出：公司還沒有可用的收發信箱。',
  'invitation.unsent_nobody': '評分邀請沒有發出：工單還沒有客戶。',
  'invitation.by_hand': '可以取得客戶連結，用 LINE 或簡訊傳送，或在電話裡詢問，再登記客戶評分。',
}
