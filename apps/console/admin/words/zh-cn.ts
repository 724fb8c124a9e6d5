/** The words around the pages of the administration. */
export const WORDS = {
  'title': '管理',
  'nav': '管理页面',
  'group.company': '公司',
  'group.people': '人员与权限',
  'group.channels': '渠道',
  'group.safety': '安全与运行',
  'page.company': '公司信息',
  'page.calendars': '工作日历',
  'page.people': '人员',
  'page.teams': '团队',
  'page.roles': '岗位与权限',
  'page.mailboxes': '邮箱',
  'page.api_keys': 'API 密钥',
  'page.audit': '操作记录',
  'page.quarantine': '隔离的来信',
  'page.health': '运行状况',
  'nothing.title': '这里没有您要管理的内容',
  'nothing.text': '管理页面只对有相应权限的人开放。需要权限的话，请联系管理员。',
} as const
export type AdminWord = keyof typeof WORDS
