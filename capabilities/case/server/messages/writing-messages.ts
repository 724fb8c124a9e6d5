import { registerMessages } from '#platform/http/messages/message-table.ts'

/** What is said to somebody who writes. */
registerMessages(
  {
    'case.newer_message': { 'zh-CN': '您动笔之后又有新消息，请先看一眼，再决定是否发送', 'zh-TW': '您動筆之後又有新訊息，請先看一眼，再決定是否傳送', en: 'There is a newer message than those you have seen; look at it first, then send' },
    'case.mention_unseen': {
      'zh-CN': '{names}看不到这张工单，没有提醒到。请去掉这处提及，或让能分派工单的同事请对方协作',
      'zh-TW': '{names}看不到這個工單，沒有提醒到。請去掉這處提及，或讓能分派工單的同事請對方協作',
      en: '{names} cannot see this case and was not told. Take the mention out, or have somebody who may assign the case ask them to help',
    },
    'case.mention_hidden': {
      'zh-CN': '备注里提到的同事有人看不到这张工单，没有提醒到。请去掉这处提及，或让能分派工单的同事请对方协作',
      'zh-TW': '備註裡提到的同事有人看不到這個工單，沒有提醒到。請去掉這處提及，或讓能分派工單的同事請對方協作',
      en: 'Somebody mentioned in the note cannot see this case and was not told. Take the mention out, or have somebody who may assign the case ask them to help',
    },
    'case.too_many_colleagues': {
      'zh-CN': '在职同事超过 {max} 位，无法一次列出谁看得到这张工单；备注里提到的人仍会逐一核对',
      'zh-TW': '在職同事超過 {max} 位，無法一次列出誰看得到這個工單；備註裡提到的人仍會逐一核對',
      en: 'More than {max} colleagues are at work: who sees this case cannot be listed at once; whoever a note mentions is still checked',
    },
    'reply_template.too_many': { 'zh-CN': '每人最多保存 {limit} 个模板，请先删去不用的', 'zh-TW': '每人最多儲存 {limit} 個範本，請先刪去不用的', en: 'Everybody may keep {limit} templates; please remove one first' },
    'reply_template.name_taken': { 'zh-CN': '您已有同名的模板', 'zh-TW': '您已有同名的範本', en: 'You have a template of this name already' },
    'reply_template.team_missing': { 'zh-CN': '与团队共享时，请选择一个现有团队', 'zh-TW': '與團隊共用時，請選擇一個現有團隊', en: 'Choose an existing team to share the template with' },
    'reply_template.not_shareable': { 'zh-CN': '您只能与自己所在的团队共享模板', 'zh-TW': '您只能與自己所在的團隊共用範本', en: 'You may share templates with your own teams only' },
  },
  { unprocessable: ['case.too_many_colleagues', 'reply_template.too_many', 'reply_template.team_missing', 'reply_template.not_shareable'] },
)
