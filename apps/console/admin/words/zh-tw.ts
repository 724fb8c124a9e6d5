import type { AdminWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<AdminWord, string>> = {
  'title': '管理',
  'nav': '管理頁面',
  'group.company': '公司',
  'group.people': '人員與權限',
  'group.channels': '管道',
  'group.safety': '安全與運作',
  'page.company': '公司資訊',
  'page.calendars': '工作行事曆',
  'page.people': '人員',
  'page.teams': '團隊',
  'page.roles': '崗位與權限',
  'page.mailboxes': '信箱',
  'page.api_keys': 'API 金鑰',
  'page.audit': '操作記錄',
  'page.quarantine': '隔離的來信',
  'page.health': '運作狀況',
  'nothing.title': '這裡沒有您要管理的內容',
  'nothing.text': '管理頁面只對有相應權限的人開放。需要權限的話，請聯絡管理員。',
}
