import { registerMessages } from '#platform/http/messages/message-table.ts'

/** What a notice says; the case it is about stands beside it. */
registerMessages({
  'notification.clock_warned': { 'zh-CN': '时限快到了，请尽快处理', 'zh-TW': '時限快到了，請盡快處理', en: 'A deadline is near; please see to it' },
  'notification.clock_missed': { 'zh-CN': '已超过时限，请立即处理', 'zh-TW': '已超過時限，請立即處理', en: 'A deadline has passed; please see to it now' },
  'notification.clock_remind': { 'zh-CN': '超时提醒：这张工单还在等您处理', 'zh-TW': '逾時提醒：這張工單還在等您處理', en: 'Overdue: this case is still waiting for you' },
  'notification.clock_superior': { 'zh-CN': '超时上报：这张工单仍未按时处理，请您介入', 'zh-TW': '逾時上報：這張工單仍未按時處理，請您介入', en: 'Escalated: this case is overdue; please step in' },
  'notification.clock_reassign': { 'zh-CN': '超时改派：这张工单已换人负责，请您跟进', 'zh-TW': '逾時改派：這張工單已換人負責，請您跟進', en: 'Reassigned: this case was overdue and has been passed on; please follow it' },
  'notification.case_reopened': { 'zh-CN': '有一张工单重新打开了，请安排处理', 'zh-TW': '有一張工單重新開啟了，請安排處理', en: 'A case was reopened; please see that it is taken up' },
  'notification.case_declined': { 'zh-CN': '客户没有同意或说没有解决，请看客户怎么说', 'zh-TW': '客戶沒有同意或說沒有解決，請看客戶怎麼說', en: 'The customer said no, or that it is not solved; please see what they said' },
  'notification.mentioned': { 'zh-CN': '有同事在内部备注里提到您', 'zh-TW': '有同事在內部備註裡提到您', en: 'A colleague mentioned you in an internal note' },
  'notification.case_assigned': { 'zh-CN': '有一张工单交给您或您的团队，请处理', 'zh-TW': '有一張工單交給您或您的團隊，請處理', en: 'A case was handed to you or your team' },
})
