import {
  ByCalendar, ByYear, CalendarHours, CalendarList, CalendarPublished, CalendarTrial, StatutoryNotice, StatutoryYearShown, StatutoryYearView,
} from './contract.ts'

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const CALENDAR_OPERATIONS = {
  'GET /api/v1/calendars': { response: { 200: CalendarList } },
  'PUT /api/v1/calendars/:key': { params: ByCalendar, body: CalendarHours, response: { 200: CalendarPublished } },
  'POST /api/v1/calendars/:key/trial': { params: ByCalendar, body: CalendarHours, response: { 200: CalendarTrial } },
  'GET /api/v1/calendars/statutory/:year': { params: ByYear, response: { 200: StatutoryYearShown } },
  'PUT /api/v1/calendars/statutory/:year': { params: ByYear, body: StatutoryNotice, response: { 200: StatutoryYearView } },
} as const
