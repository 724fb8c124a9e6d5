import { registerMessages } from '#platform/http/messages/message-table.ts'

/** What customers say when they say no. */
registerMessages(
  {
    'customer.address_invalid': { 'zh-CN': '这不是有效的邮箱地址或电话号码', 'zh-TW': '這不是有效的電子郵件地址或電話號碼', en: 'This is not a valid mail address or telephone number' },
    'customer.address_taken': { 'zh-CN': '这个邮箱或电话已登记在另一位客户名下；如为同一人，请合并两份资料', 'zh-TW': '這個信箱或電話已登記在另一位客戶名下；如為同一人，請合併兩份資料', en: 'Another customer has this address; if they are one person, merge the two' },
    'customer.timezone_unknown': { 'zh-CN': '没有这个时区，请写成 Asia/Shanghai 这样', 'zh-TW': '沒有這個時區，請寫成 Asia/Taipei 這樣', en: 'There is no such time zone; write it like Asia/Shanghai' },
    'customer.unknown_tier': { 'zh-CN': '服务手册里没有客户等级“{tier}”，现有等级：{known}', 'zh-TW': '服務手冊裡沒有客戶等級「{tier}」，現有等級：{known}', en: 'The handbook has no customer tier “{tier}”; it has {known}' },
    'customer.archived': { 'zh-CN': '该客户已归档，请先恢复', 'zh-TW': '該客戶已封存，請先還原', en: 'This customer is archived; restore them first' },
    'customer.not_archived': { 'zh-CN': '该客户没有归档', 'zh-TW': '該客戶未封存', en: 'This customer is not archived' },
    'customer.merged': { 'zh-CN': '该客户已合并到另一位客户，请到那里修改', 'zh-TW': '該客戶已合併到另一位客戶，請到那裡修改', en: 'This customer was merged into another; please go on there' },
    'customer.not_merged': { 'zh-CN': '该客户没有被合并', 'zh-TW': '該客戶未被合併', en: 'This customer was not merged' },
    'customer.same': { 'zh-CN': '不能把客户合并到自己', 'zh-TW': '不能將客戶合併到自己', en: 'A customer cannot be merged into themselves' },
    'customer.into_merged': { 'zh-CN': '目标客户已合并到别的客户，请直接合并到最终的那一位', 'zh-TW': '目標客戶已合併到其他客戶，請直接合併到最終的那一位', en: 'That customer was merged into another; merge into the last one' },
    'customer.erased': { 'zh-CN': '该客户的资料已按要求删除，不能再修改', 'zh-TW': '該客戶的資料已依要求刪除，不能再修改', en: 'The data of this customer were erased on request' },
    'customer.erased_name': { 'zh-CN': '已删除的客户', 'zh-TW': '已刪除的客戶', en: 'Erased customer' },
    'customer.case_open': { 'zh-CN': '该客户还有 {count} 张工单没有关闭，处理完再删除资料', 'zh-TW': '該客戶還有 {count} 張工單尚未關閉，處理完再刪除資料', en: 'This customer has {count} cases that are not closed; finish them before erasing' },
    'customer.not_confirmed': { 'zh-CN': '姓名与该客户不符，资料没有删除', 'zh-TW': '姓名與該客戶不符，資料沒有刪除', en: 'The name is not that of this customer; nothing was erased' },
    'customer.too_many_addresses': { 'zh-CN': '联系方式最多 {max} 条，请先停用不用的', 'zh-TW': '聯絡方式最多 {max} 筆，請先停用不用的', en: 'At most {max} addresses; end one that is no longer used first' },
  },
  { unprocessable: ['customer.address_invalid', 'customer.not_confirmed', 'customer.timezone_unknown', 'customer.unknown_tier', 'customer.same', 'customer.too_many_addresses'] },
)
