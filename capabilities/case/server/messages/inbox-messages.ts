import { registerMessages } from '#platform/http/messages/message-table.ts'

/** What views and batches say when they say no. */
registerMessages(
  {
    'case.awaiting_new_reply': { 'zh-CN': '客户有新回复', 'zh-TW': '客戶有新回覆', en: 'The customer has written again' },
    'case.awaiting_confirmation': { 'zh-CN': '等客户确认：{step}', 'zh-TW': '等客戶確認：{step}', en: 'Waiting for the customer to confirm: {step}' },
    'case.awaiting_opening': { 'zh-CN': '时间未到：{step}', 'zh-TW': '時間未到：{step}', en: 'Not yet time for: {step}' },
    'case_view.too_many': { 'zh-CN': '每人最多保存 {limit} 个视图，请先删去不用的', 'zh-TW': '每人最多儲存 {limit} 個檢視，請先刪去不用的', en: 'Everybody may keep {limit} views; please remove one first' },
    'case_view.name_taken': { 'zh-CN': '您已有同名的视图', 'zh-TW': '您已有同名的檢視', en: 'You have a view of this name already' },
    'case_view.team_missing': { 'zh-CN': '与团队共享时，请选择一个现有团队', 'zh-TW': '與團隊共用時，請選擇一個現有團隊', en: 'Choose an existing team to share the view with' },
    'case_view.not_shareable': { 'zh-CN': '您只能与自己所在的团队共享视图', 'zh-TW': '您只能與自己所在的團隊共用檢視', en: 'You may share views with your own teams only' },
    'case_batch.nothing_chosen': { 'zh-CN': '请选择工单，或给出视图与筛选条件，二者择一', 'zh-TW': '請選擇工單，或指定檢視與篩選條件，二者擇一', en: 'Choose cases, or a view with filters: one of the two' },
    'case_batch.not_undoable': { 'zh-CN': '备注会留在工单历史中，不能撤销', 'zh-TW': '備註會留在工單歷史中，無法復原', en: 'Notes stay in the history of a case; they cannot be taken back' },
    'case_batch.undone_already': { 'zh-CN': '这次批量操作已经撤销过', 'zh-TW': '這次批次操作已經復原過', en: 'This batch was undone already' },
    'case_batch.too_late': { 'zh-CN': '已超过 {minutes} 分钟，不能再撤销', 'zh-TW': '已超過 {minutes} 分鐘，無法再復原', en: 'More than {minutes} minutes have passed; it cannot be undone any more' },
    'case_batch.changed_since': { 'zh-CN': '之后又有人改动过，保持现状', 'zh-TW': '之後又有人改動過，維持現狀', en: 'Somebody has changed it since; it stays as it is' },
    'case.no_new_reply': { 'zh-CN': '工单没有未读的新回复', 'zh-TW': '工單沒有未讀的新回覆', en: 'The case has no new reply to mark as read' },
    'case.nothing_received': { 'zh-CN': '客户还没有来过消息，不能标为未读', 'zh-TW': '客戶還沒有來過訊息，無法標為未讀', en: 'The customer has not written yet; there is nothing to mark as unread' },
  },
  { unprocessable: ['case_view.too_many', 'case_view.team_missing', 'case_view.not_shareable', 'case_batch.nothing_chosen'] },
)
