import { registerMessages } from '#platform/http/messages/message-table.ts'

/** What conversations say when they say no. */
registerMessages(
  {
    'message.not_planned': { 'zh-CN': '这条消息已开始发送或已处理，不能再撤回', 'zh-TW': '這則訊息已開始傳送或已處理，無法再收回', en: 'This message is already on its way or done with; it cannot be taken back' },
    'message.not_uncertain': { 'zh-CN': '这条消息的发送结果已经明确，无需核实', 'zh-TW': '這則訊息的傳送結果已明確，無需核實', en: 'It is known what became of this message; there is nothing to settle' },
    'mailbox.address_taken': { 'zh-CN': '这个邮箱地址已经添加过了', 'zh-TW': '這個信箱位址已新增過了', en: 'There is already a mailbox with this address' },
    'mailbox.unknown_scenario': { 'zh-CN': '服务手册里没有场景“{scenario}”', 'zh-TW': '服務手冊中沒有場景「{scenario}」', en: 'The handbook has no scenario "{scenario}"' },
    'mailbox.unknown_team': { 'zh-CN': '没有这个团队，或团队已停用', 'zh-TW': '沒有這個團隊，或團隊已停用', en: 'There is no such team, or it was dissolved' },
    'mailbox.password_needed': { 'zh-CN': '更换服务器或关闭加密时，请重新填写密码', 'zh-TW': '更換伺服器或關閉加密時，請重新填寫密碼', en: 'Please enter the password again when you change a server or turn encryption off' },
    'mailbox.already_read': { 'zh-CN': '这个邮箱已经收过信，不能改成另一个账号或服务器：请停用它，再新建一个', 'zh-TW': '這個信箱已收過信，不能改為另一個帳號或伺服器：請停用後另建一個', en: 'Mails were read from this mailbox, so its account stays: archive it and add a new one' },
    'mailbox.archived': { 'zh-CN': '该邮箱已停用，请先恢复', 'zh-TW': '該信箱已停用，請先還原', en: 'This mailbox is archived; restore it first' },
    'mailbox.not_archived': { 'zh-CN': '该邮箱没有停用', 'zh-TW': '該信箱未停用', en: 'This mailbox is not archived' },
    'quarantine.too_large': { 'zh-CN': '这封来信超过大小限制，只保留了信头，重试也读不出来；请到邮箱里查看原信', 'zh-TW': '這封來信超過大小限制，只保留了信頭，重試也讀不出來；請到信箱查看原信', en: 'Only the header of this mail was kept because it is too large; please read it in the mailbox itself' },
    'quarantine.settled': { 'zh-CN': '这封来信已经处理过了，请刷新后再看', 'zh-TW': '這封來信已處理過了，請重新整理後再看', en: 'This mail was dealt with in the meantime; please reload' },
    'outbox.not_failed': { 'zh-CN': '这件事没有失败，无需重试', 'zh-TW': '這件事沒有失敗，無需重試', en: 'This has not failed; there is nothing to retry' },
  },
  { unprocessable: ['mailbox.unknown_scenario', 'mailbox.unknown_team', 'mailbox.password_needed'] },
)
