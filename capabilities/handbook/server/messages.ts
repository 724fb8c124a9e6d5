import { registerMessages } from '#platform/http/messages/message-table.ts'

registerMessages(
  {
    'handbook.invalid': { 'zh-CN': '服务手册有 {problems} 处问题，改正后才能发布', 'zh-TW': '服務手冊有 {problems} 處問題，改正後才能發佈', en: 'The handbook has {problems} problems; correct them before publishing' },
    'handbook.unchanged': { 'zh-CN': '与当前的第 {number} 版完全相同，无需发布', 'zh-TW': '與目前的第 {number} 版完全相同，無需發佈', en: 'It is the same as version {number} in force; there is nothing to publish' },
  },
  { unprocessable: ['handbook.invalid'] },
)
