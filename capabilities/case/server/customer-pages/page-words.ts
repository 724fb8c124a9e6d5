import type { Locale, Text } from '#kernel/text.ts'
import { textIn } from '#kernel/text.ts'

/** What the customer's pages say by themselves; everything else comes from the handbook. */
const WORDS = {
  greeting: { 'zh-CN': '{name}，您好：', 'zh-TW': '{name}，您好：', en: 'Dear {name},' },
  writeTo: { 'zh-CN': '写信给我们：', 'zh-TW': '寫信給我們：', en: 'Write to us:' },
  promises: { 'zh-CN': '我们的服务承诺', 'zh-TW': '我們的服務承諾', en: 'What we promise' },
  case: { 'zh-CN': '服务单号', 'zh-TW': '服務單號', en: 'Your reference' },
  subject: { 'zh-CN': '您反映的问题', 'zh-TW': '您反映的問題', en: 'Your issue' },
  confirmTitle: { 'zh-CN': '请您确认', 'zh-TW': '請您確認', en: 'Please confirm' },
  confirmQuestion: { 'zh-CN': '您同意吗？', 'zh-TW': '您同意嗎？', en: 'Do you agree?' },
  yes: { 'zh-CN': '同意', 'zh-TW': '同意', en: 'Yes' },
  no: { 'zh-CN': '不同意', 'zh-TW': '不同意', en: 'No' },
  thanks: { 'zh-CN': '谢谢，您的答复已经收到。', 'zh-TW': '謝謝，您的答覆已經收到。', en: 'Thank you, we have your answer.' },
  remark: { 'zh-CN': '有什么要告诉我们的？（选填）', 'zh-TW': '有什麼要告訴我們的？（選填）', en: 'Anything you would like to tell us? (optional)' },
  noHeading: { 'zh-CN': '如果不是这样', 'zh-TW': '如果不是這樣', en: 'If that is not so' },
  received: { 'zh-CN': '您的答复已收到', 'zh-TW': '您的答覆已收到', en: 'We have your answer' },
  yourAnswer: { 'zh-CN': '您的答复', 'zh-TW': '您的答覆', en: 'Your answer' },
  changeMind: { 'zh-CN': '想更改或补充？直接回复我们的邮件就可以。', 'zh-TW': '想更改或補充？直接回覆我們的郵件就可以。', en: 'To change or add something, simply reply to our mail.' },
  replyToMail: { 'zh-CN': '有任何需要，直接回复我们的邮件就可以，我们会接着为您处理。', 'zh-TW': '有任何需要，直接回覆我們的郵件就可以，我們會接著為您處理。', en: 'If you need anything, simply reply to our mail and we will go on from there.' },
  alreadyHeading: { 'zh-CN': '这里已经有您的答复了', 'zh-TW': '這裡已經有您的答覆了', en: 'You have answered already' },
  alreadyText: { 'zh-CN': '之前的答复仍然有效，这一次没有改动。', 'zh-TW': '之前的答覆仍然有效，這一次沒有改動。', en: 'Your earlier answer stands; nothing was changed just now.' },
  lapsedHeading: { 'zh-CN': '这次确认已经结束', 'zh-TW': '這次確認已經結束', en: 'This question is closed' },
  lapsedText: { 'zh-CN': '因为较长时间没有收到您的答复，我们已按约定往下处理。', 'zh-TW': '因為較長時間沒有收到您的答覆，我們已按約定往下處理。', en: 'As we had not heard from you for some time, we went on as announced.' },
  withdrawnHeading: { 'zh-CN': '这次确认已不需要', 'zh-TW': '這次確認已不需要', en: 'This question is no longer needed' },
  withdrawnText: { 'zh-CN': '事情有了新的进展，您不用再答复这一条。如有新的确认，请以最近一封邮件为准。', 'zh-TW': '事情有了新的進展，您不用再答覆這一條。如有新的確認，請以最近一封郵件為準。', en: 'Things have moved on and you need not answer this any more. If we asked again, our latest mail counts.' },
  mergedHeading: { 'zh-CN': '您的问题已合并处理', 'zh-TW': '您的問題已合併處理', en: 'Your issue is handled together with another' },
  mergedText: { 'zh-CN': '这个问题和您的另一个问题合在一起处理，这里不用再答复。', 'zh-TW': '這個問題和您的另一個問題合在一起處理，這裡不用再答覆。', en: 'We look after it together with another issue of yours, so no answer is needed here.' },
  expiredHeading: { 'zh-CN': '这个链接已过期', 'zh-TW': '這個連結已過期', en: 'This link has expired' },
  expiredText: { 'zh-CN': '为了您的信息安全，链接过一段时间就不能再打开。', 'zh-TW': '為了您的資訊安全，連結過一段時間就不能再打開。', en: 'To keep your information safe, links stop working after a while.' },
  unknownHeading: { 'zh-CN': '这个链接打不开', 'zh-TW': '這個連結打不開', en: 'This link does not work' },
  unknownText: { 'zh-CN': '链接可能没有复制完整。请回到邮件里再点一次；还是打不开的话，直接回复那封邮件就可以。', 'zh-TW': '連結可能沒有複製完整。請回到郵件裡再點一次；還是打不開的話，直接回覆那封郵件就可以。', en: 'It may not have been copied in full. Please click it again in the mail; if that does not help, simply reply to the mail.' },
  foreignHeading: { 'zh-CN': '请在我们的页面上点击', 'zh-TW': '請在我們的頁面上點擊', en: 'Please use the button on our page' },
  foreignText: { 'zh-CN': '这次点击不是从我们的页面发出的，所以没有生效。请打开邮件里的链接，再点一次按钮。', 'zh-TW': '這次點擊不是從我們的頁面發出的，所以沒有生效。請打開郵件裡的連結，再點一次按鈕。', en: 'This did not come from our page, so nothing was done. Please open the link in the mail and click the button there.' },
  choiceHeading: { 'zh-CN': '还差一步', 'zh-TW': '還差一步', en: 'One thing is missing' },
  choiceText: { 'zh-CN': '没有看到您的选择。请返回上一页，点其中一个按钮。', 'zh-TW': '沒有看到您的選擇。請返回上一頁，點其中一個按鈕。', en: 'We did not see your choice. Please go back and use one of the buttons.' },
  longHeading: { 'zh-CN': '写得有点长', 'zh-TW': '寫得有點長', en: 'That is a little long' },
  longText: { 'zh-CN': '请返回上一页，把内容缩短到 2000 字以内再提交；更多内容可以回复邮件告诉我们。', 'zh-TW': '請返回上一頁，把內容縮短到 2000 字以內再送出；更多內容可以回覆郵件告訴我們。', en: 'Please go back and keep it within 2000 characters; you can tell us more by replying to the mail.' },
  waitHeading: { 'zh-CN': '请稍等一会儿', 'zh-TW': '請稍等一會兒', en: 'Please wait a moment' },
  waitText: { 'zh-CN': '点得有点快，过一分钟再试就好。', 'zh-TW': '點得有點快，過一分鐘再試就好。', en: 'That was a little fast. Please try again in a minute.' },
  faultHeading: { 'zh-CN': '抱歉，页面暂时打不开', 'zh-TW': '抱歉，頁面暫時打不開', en: 'Sorry, something went wrong' },
  faultText: { 'zh-CN': '是我们这边的问题，请过几分钟再试。您也可以直接回复邮件，把答复告诉我们。', 'zh-TW': '是我們這邊的問題，請過幾分鐘再試。您也可以直接回覆郵件，把答覆告訴我們。', en: 'It is on our side; please try again in a few minutes. You can also tell us your answer by replying to the mail.' },
  surveyClosedHeading: { 'zh-CN': '这次评价已经结束', 'zh-TW': '這次評價已經結束', en: 'This survey is closed' },
  surveyClosedText: { 'zh-CN': '谢谢您愿意来看看。您的意见随时欢迎。', 'zh-TW': '謝謝您願意來看看。您的意見隨時歡迎。', en: 'Thank you for coming by. Your opinion is welcome at any time.' },
  oneTap: { 'zh-CN': '点一个分数就完成评价。', 'zh-TW': '點一個分數就完成評價。', en: 'One tap on a number and you are done.' },
  points: { 'zh-CN': '{n} 分', 'zh-TW': '{n} 分', en: '{n} of 5' },
  yourScore: { 'zh-CN': '您的评分', 'zh-TW': '您的評分', en: 'Your score' },
  moreHeading: { 'zh-CN': '还想多说几句吗？', 'zh-TW': '還想多說幾句嗎？', en: 'Would you like to say more?' },
  moreText: { 'zh-CN': '评分已经收到，下面的内容可填可不填。', 'zh-TW': '評分已經收到，下面的內容可填可不填。', en: 'Your score is safe with us; the rest is up to you.' },
  scored: { 'zh-CN': '谢谢您的评价', 'zh-TW': '謝謝您的評價', en: 'Thank you for your score' },
  moreReceived: { 'zh-CN': '您补充的内容也收到了，会有专人阅读。', 'zh-TW': '您補充的內容也收到了，會有專人閱讀。', en: 'We have what you added, too. A person will read it.' },
} as const satisfies Readonly<Record<string, Text>>

export type PageWord = keyof typeof WORDS

/** A sentence of the pages in the customer's language. */
export const say = (locale: Locale, word: PageWord): string => textIn(WORDS[word], locale)
