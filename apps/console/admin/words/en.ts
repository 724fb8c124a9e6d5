import type { AdminWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<AdminWord, string>> = {
  'title': 'Administration',
  'nav': 'Administration pages',
  'group.company': 'Company',
  'group.people': 'People and permissions',
  'group.channels': 'Channels',
  'group.safety': 'Safety and operation',
  'page.company': 'Company details',
  'page.calendars': 'Working calendars',
  'page.people': 'People',
  'page.teams': 'Teams',
  'page.roles': 'Roles and permissions',
  'page.mailboxes': 'Mailboxes',
  'page.api_keys': 'API keys',
  'page.audit': 'Audit log',
  'page.quarantine': 'Quarantine',
  'page.health': 'Health',
  'nothing.title': 'There is nothing here for you to manage',
  'nothing.text': 'These pages are open to those who hold the permission for them. If you need it, ask an administrator.',
}
