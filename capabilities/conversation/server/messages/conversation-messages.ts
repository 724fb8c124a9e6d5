import { registerMessages } from '#platform/http/messages/message-table.ts'

/** What conversations say when they say no. */
registerMessages(
  {
    'message.not_planned': { 'zh-CN': '这条消息已开始发送或已处理，不能再撤回', 'zh-TW': '這則訊息已開始傳送或已處理，無法再收回', en: 'This message is already on its way or done with; it cannot be taken back' },
    'message.not_uncertain': { 'zh-CN': '这条消息的发送结果已经明确，无需核实', 'zh-TW': '這則訊息的傳送結果已明確，無需核實', en: 'It is known what became of this message; there is nothing to settle' },
    'message.too_many_files': { 'zh-CN': '一条消息最多带 {max} 个文件', 'zh-TW': '一則訊息最多可附 {max} 個檔案', en: 'A message takes at most {max} files' },
    'message.files_too_large': { 'zh-CN': '一条消息的文件合计不能超过 {megabytes} MB', 'zh-TW': '一則訊息的檔案合計不能超過 {megabytes} MB', en: 'The files of a message may have {megabytes} MB in all' },
    'message.file_unknown': { 'zh-CN': '有文件找不到：可能已经用过、已过期，或不是您上传的；请重新上传', 'zh-TW': '有檔案找不到：可能已用過、已過期，或不是您上傳的；請重新上傳', en: 'One of the files is not there: it was used or has expired, or somebody else uploaded it; please upload it again' },
    'file.too_many_waiting': { 'zh-CN': '您上传了太多还没有发出的文件；请先发出一些，或等一天后自动清理', 'zh-TW': '您上傳了太多尚未送出的檔案；請先送出一些，或等一天後自動清理', en: 'You have uploaded too many files that were not sent; send some first, or wait a day until they are cleared away' },
    'file.too_large': { 'zh-CN': '文件不能超过 {megabytes} MB', 'zh-TW': '檔案不能超過 {megabytes} MB', en: 'A file may have at most {megabytes} MB' },
    'file.bad_name': { 'zh-CN': '文件名不对：请用百分号编码（UTF-8）写在 X-File-Name 请求头里', 'zh-TW': '檔名不正確：請以百分號編碼（UTF-8）寫在 X-File-Name 標頭中', en: 'The file name is not right: percent-encode it (UTF-8) in the header X-File-Name' },
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
  { unprocessable: ['message.too_many_files', 'message.files_too_large', 'message.file_unknown', 'mailbox.unknown_scenario', 'mailbox.unknown_team', 'mailbox.password_needed'] },
)

/** Why a message has not gone out, or nobody knows whether it has: shown beside the message. */
registerMessages({
  'mail.loop_limit': { 'zh-CN': '短时间内给这位收件人自动发了太多邮件，可能是两边的系统在互相回复，这封没有发出；请人工跟进', 'zh-TW': '短時間內自動寄給這位收件人的郵件過多，可能是兩邊的系統在互相回覆，這封沒有寄出；請人工跟進', en: 'Too many automatic mails went to this recipient in a short time; two machines may be answering each other. This one was not sent: please take over' },
  'mail.case_limit': { 'zh-CN': '这张工单短时间内自动发出的邮件太多，这封没有发出；请人工跟进', 'zh-TW': '這張工單短時間內自動寄出的郵件過多，這封沒有寄出；請人工跟進', en: 'This case sent too many automatic mails in a short time. This one was not sent: please take over' },
  'mail.suppressed': { 'zh-CN': '发往这个地址的邮件曾被退回，已停止向它发信；请换一种方式联系客户', 'zh-TW': '寄往這個位址的郵件曾被退回，已停止寄信；請改用其他方式聯絡客戶', en: 'Mail to this address came back, so it is not written to any more; please reach the customer another way' },
  'mail.bounced': { 'zh-CN': '邮件被退回，对方没有收到；请核对邮箱地址或换一种方式联系', 'zh-TW': '郵件被退回，對方沒有收到；請核對信箱位址或改用其他方式聯絡', en: 'The mail came back, the customer did not get it; check the address or reach them another way' },
  'mail.no_address': { 'zh-CN': '客户没有留邮箱，发不出去', 'zh-TW': '客戶沒有留下信箱，無法寄出', en: 'The customer has no mail address' },
  'mail.no_mailbox': { 'zh-CN': '没有可用的发件邮箱，发不出去；请管理员添加或恢复邮箱', 'zh-TW': '沒有可用的寄件信箱，無法寄出；請管理員新增或還原信箱', en: 'There is no mailbox to send from; an administrator can add or restore one' },
  'mail.not_sent': { 'zh-CN': '经人工核实，这封邮件没有发出', 'zh-TW': '經人工核實，這封郵件沒有寄出', en: 'Somebody looked and found that this mail was not sent' },
  'mail.refused': { 'zh-CN': '邮件服务器拒收了这封邮件', 'zh-TW': '郵件伺服器拒收了這封郵件', en: 'The mail server refused this mail' },
  'mail.deferred': { 'zh-CN': '邮件服务器一直让稍后再试，一天后仍未发出', 'zh-TW': '郵件伺服器一直要求稍後再試，一天後仍未寄出', en: 'The mail server kept saying "later"; after a day it was given up' },
  'mail.unreachable': { 'zh-CN': '连接不上邮件服务器，邮件没有发出', 'zh-TW': '無法連線到郵件伺服器，郵件沒有寄出', en: 'The mail server could not be reached; the mail was not sent' },
  'mail.auth_failed': { 'zh-CN': '邮箱的用户名或密码不对，邮件没有发出', 'zh-TW': '信箱的使用者名稱或密碼不正確，郵件沒有寄出', en: 'The mail server did not accept user name and password; the mail was not sent' },
  'mail.cleartext_refused': { 'zh-CN': '邮件服务器不支持加密，为免泄露密码没有发送', 'zh-TW': '郵件伺服器不支援加密，為免洩漏密碼沒有寄送', en: 'The mail server offers no encryption, so the password was not given to it and the mail was not sent' },
  'mail.no_answer': { 'zh-CN': '邮件已交给服务器，但没有等到答复，不确定是否发出；请核实', 'zh-TW': '郵件已交給伺服器，但沒有等到答覆，不確定是否寄出；請核實', en: 'The mail went out and no answer came, so it may have been sent; please find out' },
  'mail.interrupted': { 'zh-CN': '发送过程被中断，不确定是否发出；请核实', 'zh-TW': '寄送過程被中斷，不確定是否寄出；請核實', en: 'Sending was interrupted, so it may have been sent; please find out' },
  'mail.bad_address': { 'zh-CN': '收件地址的格式不对，没有发出', 'zh-TW': '收件位址的格式不正確，沒有寄出', en: 'A recipient address is malformed; the mail was not sent' },
  'mail.no_recipient': { 'zh-CN': '没有收件人，没有发出', 'zh-TW': '沒有收件人，沒有寄出', en: 'There is no recipient; the mail was not sent' },
  'mail.file_lost': { 'zh-CN': '附件读不出来，邮件没有发出；请重新上传附件再发', 'zh-TW': '附件讀不出來，郵件沒有寄出；請重新上傳附件再寄', en: 'A file could not be read, so the mail was not sent; please upload it again' },
  'mail.too_many_recipients': { 'zh-CN': '收件人超过 50 个，没有发出', 'zh-TW': '收件人超過 50 位，沒有寄出', en: 'There are more than 50 recipients; the mail was not sent' },
})

/** Why a stored mail waits in quarantine. */
registerMessages({
  'mail.empty': { 'zh-CN': '来信是空的', 'zh-TW': '來信是空的', en: 'The mail is empty' },
  'mail.too_large': { 'zh-CN': '来信超过 72 MB，只保留了信头；请到邮箱里查看原信', 'zh-TW': '來信超過 72 MB，只保留了信頭；請到信箱查看原信', en: 'The mail is larger than 72 MB, so only its header was kept; please read it in the mailbox itself' },
  'mail.header_too_large': { 'zh-CN': '来信的信头太大，没有读取', 'zh-TW': '來信的信頭太大，沒有讀取', en: 'The header of the mail is too large to be read' },
  'mail.too_deep': { 'zh-CN': '来信嵌套的层数太多，没有读取', 'zh-TW': '來信巢狀的層數太多，沒有讀取', en: 'The mail is nested too deeply to be read' },
  'mail.too_many_parts': { 'zh-CN': '来信的组成部分太多，没有读取', 'zh-TW': '來信的組成部分太多，沒有讀取', en: 'The mail has too many parts to be read' },
  'mail.too_many_addresses': { 'zh-CN': '来信里的地址太多，没有读取', 'zh-TW': '來信中的位址太多，沒有讀取', en: 'The mail has too many addresses to be read' },
  'mail.too_slow': { 'zh-CN': '来信读取超时，已放弃', 'zh-TW': '來信讀取逾時，已放棄', en: 'Reading the mail took too long and was given up' },
  'mail.too_heavy': { 'zh-CN': '读取来信所需的内存过多，已放弃', 'zh-TW': '讀取來信所需的記憶體過多，已放棄', en: 'Reading the mail took too much memory and was given up' },
  'mail.unreadable': { 'zh-CN': '来信读不出来，原文已保留；升级后会自动再试', 'zh-TW': '來信讀不出來，原文已保留；升級後會自動再試', en: 'The mail could not be read; it is kept as it came and is tried again after an upgrade' },
  'mail.take_in_failed': { 'zh-CN': '来信读取后没能归入工单，原文已保留；升级后会自动再试', 'zh-TW': '來信讀取後未能歸入工單，原文已保留；升級後會自動再試', en: 'The mail was read but did not become part of a case; it is kept and is tried again after an upgrade' },
})
