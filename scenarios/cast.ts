import type { CalendarSpec, Opening } from '#capabilities/calendar/core/calendar.ts'
import type { Id } from '#kernel/id.ts'

const id = (number: number): Id => `00000000-0000-7000-9000-${String(number).padStart(12, '0')}` as Id

/** Teams by name: the role they stand for and who leads them. */
export const teams = {
  service: { id: id(101), name: '客服一组', role: 'agent', lead: 'liJing' },
  support: { id: id(102), name: '技术支持组', role: 'tech_support', lead: 'zhouWei' },
  field: { id: id(103), name: '上门工程组', role: 'engineer', lead: 'sunHao' },
  oversight: { id: id(104), name: '主管组', role: 'supervisor', lead: 'liJing' },
} as const

/** Colleagues by name. */
export const staff = {
  chenYu: { id: id(201), name: '陈宇', roles: ['agent'], team: 'service' },
  heLan: { id: id(202), name: '何兰', roles: ['agent'], team: 'service' },
  zhaoMin: { id: id(203), name: '赵敏', roles: ['tech_support'], team: 'support' },
  zhouWei: { id: id(204), name: '周伟', roles: ['tech_support'], team: 'support' },
  sunHao: { id: id(205), name: '孙浩', roles: ['engineer'], team: 'field' },
  liJing: { id: id(206), name: '李静', roles: ['supervisor'], team: 'oversight' },
} as const

/** Customers by name; `mail`: whether a mail can reach them. */
export const customers = {
  wangLi: { id: id(301), name: '王丽', tier: 'normal', mail: true },
  huangQiang: { id: id(302), name: '黄强', tier: 'vip', mail: true },
  linYue: { id: id(303), name: '林悦', tier: 'normal', mail: true },
  suGuilan: { id: id(304), name: '苏桂兰', tier: 'normal', mail: false },
} as const

const day: readonly Opening[] = [['09:00', '12:00'], ['13:30', '18:00']]

/** Shanghai office hours with the statutory days announced to the end of 2026. */
export const calendars: Readonly<Record<'office' | 'always', CalendarSpec>> = {
  office: { timezone: 'Asia/Shanghai', week: { mon: day, tue: day, wed: day, thu: day, fri: day }, statutory: 'CN', announcedThrough: 2026 },
  always: {
    timezone: 'Asia/Shanghai',
    week: { mon: [['00:00', '24:00']], tue: [['00:00', '24:00']], wed: [['00:00', '24:00']], thu: [['00:00', '24:00']], fri: [['00:00', '24:00']], sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] },
  },
}

export type Team = keyof typeof teams
export type Colleague = keyof typeof staff
export type Customer = keyof typeof customers
