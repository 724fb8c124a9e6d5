import { expect, intake, mailFrom, reply } from '../moves.ts'
import type { Story } from '../story.ts'

/** Stories in which the calendar decides. */
export const calendarStories: readonly Story[] = [
  {
    key: 'friday-evening',
    title: 'an ordinary mail of Friday evening is to be answered on Monday morning',
    steps: [
      mailFrom('2026-11-20T17:30:00+08:00', 'wangLi'),
      expect('2026-11-20T17:30:00+08:00',
        { numbered: 'SH-20261120-0001' }, { promised: 'first-response', counting: 'working' }, { promised: 'solution', counting: 'wall' }, { told: 'received', times: 1 },
        { clock: 'first-response', due: '2026-11-23T10:30:00+08:00', clause: 'AFT-01' },
        { clock: 'solution', due: '2026-11-21T17:30:00+08:00' }),
      expect('2026-11-23T09:39:00+08:00', { clock: 'first-response', standing: 'running', missed: false, spent: 'PT1H9M' }),
      reply('2026-11-23T09:40:00+08:00', 'chenYu'),
      expect('2026-11-23T11:00:00+08:00', { clock: 'first-response', standing: 'met', spent: 'PT1H10M' }, { clock: 'solution', missed: true }),
    ],
  },
  {
    key: 'spring-festival',
    title: 'a mail of the 调休 Saturday before 春节 spends one hour before the holidays and the next after them',
    steps: [
      mailFrom('2026-02-14T17:00:00+08:00', 'wangLi'),
      expect('2026-02-14T17:00:00+08:00', { clock: 'first-response', due: '2026-02-24T10:00:00+08:00', provisional: false }),
      expect('2026-02-24T09:30:00+08:00', { clock: 'first-response', standing: 'running', missed: false, spent: 'PT1H30M' }),
      reply('2026-02-24T10:00:00+08:00', 'chenYu'),
      expect('2026-02-24T10:00:00+08:00', { clock: 'first-response', standing: 'met', spent: 'PT2H' }),
    ],
  },
  {
    key: 'makeup-saturday',
    title: 'the Saturday worked instead of a day of 国庆 counts like any Monday',
    steps: [
      mailFrom('2026-10-10T09:30:00+08:00', 'linYue'),
      expect('2026-10-10T09:30:00+08:00', { clock: 'first-response', due: '2026-10-10T11:30:00+08:00' }),
      expect('2026-10-10T11:20:00+08:00', { notified: 'clock_warned', clock: 'first-response', to: 'service', times: 1 }),
      expect('2026-10-10T11:31:00+08:00', { clock: 'first-response', missed: true }, { notified: 'clock_missed', clock: 'first-response', times: 1 }),
      reply('2026-10-10T11:40:00+08:00', 'heLan'),
      expect('2026-10-10T11:40:00+08:00', { clock: 'first-response', standing: 'late' }),
    ],
  },
  {
    key: 'unannounced-year',
    title: 'a deadline in a year whose holidays are not announced is provisional until they are',
    steps: [
      mailFrom('2026-12-31T17:00:00+08:00', 'huangQiang'),
      expect('2026-12-31T17:00:00+08:00', { clock: 'first-response', due: '2027-01-04T10:00:00+08:00', provisional: true }, { clock: 'solution', provisional: false }),
      { at: '2026-12-31T17:30:00+08:00', who: 'product', does: { do: 'announce', years: [{ year: 2027, holidays: ['2027-01-01'], workdays: ['2027-01-02'] }] } },
      expect('2026-12-31T17:30:00+08:00', { clock: 'first-response', due: '2027-01-02T10:00:00+08:00', provisional: false }),
      reply('2027-01-02T09:30:00+08:00', 'chenYu'),
      expect('2027-01-02T09:30:00+08:00', { clock: 'first-response', standing: 'met' }),
    ],
  },
  {
    key: 'ladder-by-day',
    title: 'an overdue answer is reminded, told to the superior and taken over, within working hours',
    steps: [
      mailFrom('2026-11-23T14:00:00+08:00', 'wangLi'),
      { at: '2026-11-23T14:05:00+08:00', who: 'liJing', does: { do: 'assign', team: 'service', person: 'chenYu' } },
      expect('2026-11-23T15:44:00+08:00', { notified: 'clock_warned', times: 0 }),
      expect('2026-11-23T15:45:00+08:00', { notified: 'clock_warned', clock: 'first-response', to: 'chenYu', times: 1 }),
      expect('2026-11-23T16:00:00+08:00', { notified: 'clock_missed', times: 0 }),
      expect('2026-11-23T16:01:00+08:00', { notified: 'clock_missed', to: 'chenYu', times: 1 }, { notified: 'clock_remind', to: 'chenYu', times: 1 }),
      expect('2026-11-23T16:59:00+08:00', { notified: 'clock_superior', times: 0 }),
      expect('2026-11-23T17:00:00+08:00', { notified: 'clock_superior', to: 'supervisor', times: 1 }),
      expect('2026-11-24T10:59:00+08:00', { notified: 'clock_reassign', times: 0 }, { team: 'service', person: 'chenYu' }),
      expect('2026-11-24T11:00:00+08:00', { notified: 'clock_reassign', to: 'supervisor', times: 1 }, { team: 'service', person: 'liJing', collaborators: ['chenYu'] }),
    ],
  },
  {
    key: 'ladder-by-night',
    title: 'an emergency of Saturday night does not wait for Monday to be escalated',
    steps: [
      mailFrom('2026-11-21T23:00:00+08:00', 'huangQiang'),
      { at: '2026-11-21T23:05:00+08:00', who: 'chenYu', does: { do: 'classify', codes: { urgency: 'urgent' } } },
      expect('2026-11-21T23:05:00+08:00', { clock: 'first-response', due: '2026-11-21T23:35:00+08:00' }, { green: true }),
      expect('2026-11-21T23:20:00+08:00', { notified: 'clock_warned', clock: 'first-response', times: 1 }),
      expect('2026-11-21T23:36:00+08:00', { notified: 'clock_remind', clock: 'first-response', times: 1 }),
      expect('2026-11-22T00:36:00+08:00', { notified: 'clock_superior', clock: 'first-response', to: 'supervisor', times: 1 }),
      expect('2026-11-22T03:36:00+08:00', { notified: 'clock_reassign', clock: 'first-response', times: 1 }, { team: 'service', person: 'liJing' }),
    ],
  },
  {
    key: 'manual-due',
    title: 'a due date set by hand holds until it is given back to the rule',
    steps: [
      mailFrom('2026-11-23T10:00:00+08:00', 'wangLi'),
      intake('2026-11-23T10:10:00+08:00', 'chenYu'),
      { at: '2026-11-23T10:15:00+08:00', who: 'liJing', does: { do: 'setDue', clock: 'solution', due: '2026-11-23T10:00:00+08:00' }, refused: 'clock.due_in_past' },
      { at: '2026-11-23T10:20:00+08:00', who: 'liJing', does: { do: 'setDue', clock: 'solution', due: '2026-11-27T18:00:00+08:00' } },
      expect('2026-11-25T10:20:00+08:00', { clock: 'solution', due: '2026-11-27T18:00:00+08:00', missed: false }),
      { at: '2026-11-25T10:30:00+08:00', who: 'liJing', does: { do: 'returnDue', clock: 'solution' } },
      expect('2026-11-25T10:31:00+08:00', { clock: 'solution', due: '2026-11-24T10:00:00+08:00', missed: true }),
      { at: '2026-11-25T10:40:00+08:00', who: 'liJing', does: { do: 'returnDue', clock: 'solution' }, refused: 'clock.due_not_manual' },
    ],
  },
]
