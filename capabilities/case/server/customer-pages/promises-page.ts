import type { CalendarDefinition } from '#capabilities/calendar/definition.ts'
import { parseLimit } from '#capabilities/clock/core/parse-limit.ts'
import { assert, must } from '#kernel/assert.ts'
import { HOUR, MINUTE, SECOND } from '#kernel/instant.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { html, type Html } from '#platform/http/html.ts'
import { sayConditionOf } from '../../core/say-condition.ts'
import type { ClockDefinition, ScenarioDefinition } from '../../definition.ts'
import type { HandbookVersion } from '../handbook-source.ts'
import type { Page } from './page-frame.ts'

/** What the company promises in public: each promise with its limits, and the calendar it runs on. */
export function promisesPage(handbook: HandbookVersion, locale: Locale): Page {
  const { promises } = handbook
  const title = textIn(promises.title, locale)
  const kept = promises.promises.map((promise) => {
    const { definition } = must(handbook.scenario(promise.scenario), `scenario ${promise.scenario} exists`)
    const clock = must(definition.clocks.find(({ key }) => key === promise.clock), `clock ${promise.clock} exists`)
    return { text: textIn(promise.text, locale), limits: sayLimits(handbook, definition, clock, locale), notes: sayNotes(clock, locale), scenario: definition, clock }
  })
  const calendars = [...new Set(kept.flatMap(({ scenario, clock }) => (clock.limits.some(({ counting }) => counting === 'working') ? [clock.calendar ?? scenario.calendar] : [])))]
  const body = html`<h1>${title}</h1>
<p>${textIn(promises.introduction, locale)}</p>
${kept.map(({ text, limits, notes }) => html`<section class="promise">
<p><strong>${text}</strong></p>
<ul>${[...limits, ...notes].map((line) => html`<li>${line}</li>`)}</ul>
</section>`)}
${calendars.map((key) => calendarOf(handbook.calendar(key), locale))}`
  return { status: 200, locale, title, body }
}

const otherwise = { 'zh-CN': '其他情况', 'zh-TW': '其他情況', en: 'otherwise' } as const
const within = { 'zh-CN': '以内', 'zh-TW': '以內', en: '' } as const
const roundTheClock = { 'zh-CN': '自然时间，不分昼夜和节假日', 'zh-TW': '自然時間，不分晝夜和節假日', en: 'every hour counts, day and night' } as const

function sayLimits(handbook: HandbookVersion, scenario: ScenarioDefinition, clock: ClockDefinition, locale: Locale): readonly string[] {
  const sayCondition = sayConditionOf(scenario, locale)
  return clock.limits.map(({ when, limit, counting }) => {
    const which = when !== undefined ? sayCondition(when) : clock.limits.length > 1 ? textIn(otherwise, locale) : ''
    const calendar = textIn(handbook.calendar(clock.calendar ?? scenario.calendar).name, locale)
    const counted = counting === 'wall' ? textIn(roundTheClock, locale) : locale === 'en' ? `working time, calendar “${calendar}”` : locale === 'zh-TW' ? `工作時間，按「${calendar}」日曆` : `工作时间，按“${calendar}”日历`
    const length = `${locale === 'en' ? 'within ' : ''}${sayLength(limit, counting, locale)}${textIn(within, locale)}`
    return locale === 'en' ? `${which === '' ? '' : `${which}: `}${length} (${counted})` : `${which === '' ? '' : `${which}：`}${length}（${counted}）`
  })
}

/** PT2H is 2 小时, P3D is 3 个工作日 or 3 天. */
function sayLength(text: string, counting: 'working' | 'wall', locale: Locale): string {
  const parsed = parseLimit(text)
  assert(parsed.ok, 'a published handbook has valid limits')
  const zh = locale !== 'en'
  const { limit } = parsed
  if (limit.unit === 'days') {
    const working = counting === 'working'
    return zh ? `${limit.days} ${working ? (locale === 'zh-TW' ? '個工作日' : '个工作日') : '天'}` : `${limit.days} ${working ? 'working ' : ''}${plural('day', limit.days)}`
  }
  const units = [
    { count: Math.floor(limit.amount / HOUR), zh: locale === 'zh-TW' ? '小時' : '小时', en: 'hour' },
    { count: Math.floor((limit.amount % HOUR) / MINUTE), zh: locale === 'zh-TW' ? '分鐘' : '分钟', en: 'minute' },
    { count: Math.floor((limit.amount % MINUTE) / SECOND), zh: '秒', en: 'second' },
  ]
  return units.filter(({ count }) => count > 0).map((unit) => `${unit.count} ${zh ? unit.zh : plural(unit.en, unit.count)}`).join(' ')
}

const plural = (word: string, count: number): string => (count === 1 ? word : `${word}s`)

function sayNotes(clock: ClockDefinition, locale: Locale): readonly string[] {
  const pauses = clock.pausesWhileWaiting === true || (clock.pausesWhileAsking?.length ?? 0) > 0
  const waiting = textIn({ 'zh-CN': '等待您答复期间暂停计时', 'zh-TW': '等待您答覆期間暫停計時', en: 'the clock stands still while we wait for you' }, locale)
  if (clock.notBefore === undefined) return pauses ? [waiting] : []
  const length = sayLength(clock.notBefore, 'wall', locale)
  const after = locale === 'en' ? `not earlier than ${length} afterwards` : locale === 'zh-TW' ? `滿 ${length}後進行` : `满 ${length}后进行`
  return pauses ? [after, waiting] : [after]
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** 办公时间：周一至周五 09:00–12:00、13:30–18:00. */
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
  return html`<h2>${textIn(name, locale)}</h2>
<ul>${[...spans, ...(statutory === 'CN' ? [holidays] : []), zoneIn(timezone, locale)].map((line) => html`<li>${line}</li>`)}</ul>`
}

/** 4 January 2027 was a Monday; only the weekday's name is taken from it. */
const weekday = (index: number, locale: Locale): string => new Intl.DateTimeFormat(locale, { weekday: locale === 'en' ? 'long' : 'short', timeZone: 'UTC' }).format(Date.UTC(2027, 0, 4 + index))

function zoneIn(timezone: string, locale: Locale): string {
  const name = new Intl.DateTimeFormat(locale, { timeZone: timezone, timeZoneName: 'long' }).formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? timezone
  return locale === 'en' ? `times in ${name}` : locale === 'zh-TW' ? `以上為${name}` : `以上为${name}`
}
