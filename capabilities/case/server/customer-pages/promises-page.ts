import type { CalendarDefinition } from '#capabilities/calendar/definition.ts'
import { must } from '#kernel/assert.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { html, type Html } from '#platform/http/html.ts'
import { sayConditionOf } from '../../core/say-condition.ts'
import { sayLength } from '../../core/say-length.ts'
import type { ClockDefinition, ScenarioDefinition, TriggerDefinition } from '../../definition.ts'
import type { HandbookVersion } from '../handbook-source.ts'
import type { Page } from './page-frame.ts'

type Kept = { readonly text: string; readonly definition: ScenarioDefinition; readonly clock: ClockDefinition; /** Promises run on more than one calendar. */ readonly several: boolean }

/** What the company promises in public: the calendars once, then each promise with its limits. */
export function promisesPage(handbook: HandbookVersion, locale: Locale): Page {
  const { promises } = handbook
  const title = textIn(promises.title, locale)
  const found = promises.promises.map((promise) => {
    const { definition } = must(handbook.scenario(promise.scenario), `scenario ${promise.scenario} exists`)
    const clock = must(definition.clocks.find(({ key }) => key === promise.clock), `clock ${promise.clock} exists`)
    return { text: textIn(promise.text, locale), definition, clock }
  })
  const calendars = [...new Set(found.flatMap(({ definition, clock }) => (clock.limits.some(({ counting }) => counting === 'working') ? [calendarKeyOf(definition, clock)] : [])))]
  const kept = found.map((promise): Kept => ({ ...promise, several: calendars.length > 1 }))
  const body = html`<h1>${title}</h1>
<p>${textIn(promises.introduction, locale)}</p>
${calendars.map((key) => calendarOf(handbook.calendar(key), locale))}
${kept.map((promise) => html`<section class="promise">
<h2>${promise.text}</h2>
<ul>${[...sayLimits(promise, locale, (key) => textIn(handbook.calendar(key).name, locale)), ...sayNotes(promise.clock, locale)].map((line) => html`<li>${line}</li>`)}</ul>
</section>`)}`
  return { status: 200, locale, title, body }
}

const OTHERWISE = { 'zh-CN': '其他情况', 'zh-TW': '其他情況', en: 'otherwise' } as const
const WORKING_TIME = { 'zh-CN': '工作时间', 'zh-TW': '工作時間', en: 'working time' } as const

/** 30 分钟以内 · 紧急度：紧急; 2 小时以内（工作时间） · 其他情况. What working time is stands once, above. */
function sayLimits({ definition, clock, several }: Kept, locale: Locale, calendarName: (key: string) => string): readonly string[] {
  const sayCondition = sayConditionOf(definition, locale)
  return clock.limits.map(({ when, limit, counting }) => {
    const which = when !== undefined ? sayCondition(when) : clock.limits.length > 1 ? textIn(OTHERWISE, locale) : ''
    const name = several ? `${locale === 'en' ? ', ' : '·'}${calendarName(calendarKeyOf(definition, clock))}` : ''
    const tag = counting === 'wall' ? '' : `${textIn(WORKING_TIME, locale)}${name}`
    const length = sayTerm(sayLength(limit, counting, locale), recurs(clock), locale)
    return [`${length}${tag === '' ? '' : locale === 'en' ? ` (${tag})` : `（${tag}）`}`, ...(which === '' ? [] : [which])].join(' · ')
  })
}

/** What stops the clock starts it anew: the promise comes round again and again. */
const recurs = ({ starts, stops }: ClockDefinition): boolean => starts.some((start) => stops.some((stop) => sameHappening(start, stop)))
const sameHappening = (one: TriggerDefinition, other: TriggerDefinition): boolean => one.on === other.on && [one.step].flat().join() === [other.step].flat().join() && one.record === other.record

function sayTerm(length: string, again: boolean, locale: Locale): string {
  if (locale === 'en') return again ? `at least every ${length}` : `within ${length}`
  return again ? `每 ${length}至少一次` : `${length}${locale === 'zh-TW' ? '以內' : '以内'}`
}

const calendarKeyOf = (scenario: ScenarioDefinition, clock: ClockDefinition): string => clock.calendar ?? scenario.calendar

function sayNotes(clock: ClockDefinition, locale: Locale): readonly string[] {
  const pauses = clock.pausesWhileWaiting === true || (clock.pausesWhileAsking?.length ?? 0) > 0
  const waiting = textIn({ 'zh-CN': '等待您答复期间暂停计时', 'zh-TW': '等待您答覆期間暫停計時', en: 'the clock stands still while we wait for you' }, locale)
  if (clock.notBefore === undefined) return pauses ? [waiting] : []
  const length = sayLength(clock.notBefore, 'wall', locale)
  const after = locale === 'en' ? `not earlier than ${length} afterwards` : locale === 'zh-TW' ? `滿 ${length}後進行` : `满 ${length}后进行`
  return pauses ? [after, waiting] : [after]
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** 工作时间（办公时间）：周一至周五 09:00–12:00、13:30–18:00；… */
function calendarOf({ name, week, timezone, statutory }: CalendarDefinition, locale: Locale): Html {
  const hours = (day: (typeof DAYS)[number]) => (week[day] ?? []).map(([from, to]) => `${from}–${to}`).join(locale === 'en' ? ', ' : '、')
  const runs: { from: string; to: string; hours: string }[] = []
  for (const [index, day] of DAYS.entries()) {
    const last = runs.at(-1)
    const now = hours(day)
    const before = index === 0 ? null : hours(DAYS[index - 1]!)
    if (last !== undefined && before === now) last.to = weekday(index, locale)
    else runs.push({ from: weekday(index, locale), to: weekday(index, locale), hours: now })
  }
  const spans = runs.filter((run) => run.hours !== '').map(({ from, to, hours: open }) => `${from === to ? from : locale === 'en' ? `${from} to ${to}` : `${from}至${to}`} ${open}`)
  const holidays = textIn({ 'zh-CN': '法定节假日休息，调休的工作日照常上班', 'zh-TW': '法定節假日休息，調休的工作日照常上班', en: 'closed on statutory holidays of mainland China, open on their make-up working days' }, locale)
  const said = [spans.join(locale === 'en' ? ', ' : '，'), ...(statutory === 'CN' ? [holidays] : []), zoneIn(timezone, locale)].join(locale === 'en' ? '; ' : '；')
  const heading = locale === 'en' ? `Working time (${textIn(name, locale)}): ` : `${textIn(WORKING_TIME, locale)}（${textIn(name, locale)}）：`
  return html`<p class="hours"><strong>${heading}</strong>${said}</p>`
}

/** 4 January 2027 was a Monday; only the weekday's name is taken from it. */
const weekday = (index: number, locale: Locale): string => new Intl.DateTimeFormat(locale, { weekday: locale === 'en' ? 'long' : 'short', timeZone: 'UTC' }).format(Date.UTC(2027, 0, 4 + index))

function zoneIn(timezone: string, locale: Locale): string {
  const name = new Intl.DateTimeFormat(locale, { timeZone: timezone, timeZoneName: 'long' }).formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? timezone
  return locale === 'en' ? `times in ${name}` : locale === 'zh-TW' ? `以上為${name}` : `以上为${name}`
}
