/** The words around what the customer says. */
export const WORDS = {
  'quote': '“{words}”',
  'quotes': '客户的话',
  'why': '这张工单的由来',
  'why.parent': '由工单 {number}（{subject}）开立。',
  'why.score': '客户评了 {score} 分：',
  'why.score_only': '客户评了 {score} 分，没有写原因。',
  'why.thread': '此前与客户的往来都在那张工单里。',
  'why.open': '打开 {number}',
  'why.hidden': '由另一张工单开立，您无权查看那张工单。',
  'heard': '客户怎么说',
  'heard.hide': '收起',
  'heard.nothing': '客户没有留下文字',
  'invitation.unsent_no_mail': '评分邀请没有发出：客户没有邮箱。',
  'invitation.unsent_no_mailbox': '评分邀请没有发出：公司还没有可用的收发邮箱。',
  'invitation.unsent_nobody': '评分邀请没有发出：工单还没有客户。',
  'invitation.by_hand': '可以获取客户链接，用微信或短信发送，或在电话里问，再登记客户评分。',
} as const

export type VoiceWord = keyof typeof WORDS
