import type { FastifyInstance, FastifyRequest } from 'fastify'
import { HttpProblem } from '#platform/http/problem.ts'
import { REMARK_MAX } from './confirmation-page.ts'

/** Room for the longest remark, of which each sign may take nine letters in a form. */
const FORM_BYTES_MAX = 65_536
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** Within this scope a body is a form and nothing else. */
export function takeForms(scope: Pick<FastifyInstance, 'removeAllContentTypeParsers' | 'addContentTypeParser'>): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(FORM_TYPE, { parseAs: 'string', bodyLimit: FORM_BYTES_MAX }, (_request, body, done) => done(null, new URLSearchParams(String(body))))
}

/** What was filled in; a form without fields is an empty one. */
export const formOf = (request: FastifyRequest): URLSearchParams => (request.body instanceof URLSearchParams ? request.body : new URLSearchParams())

/** A button of another site's page counts for nothing. The browser says where a click came from, and a page cannot lie about it. */
export function requireOwnPage(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw new HttpProblem(403, 'page.foreign')
}

/** Words of a field without blanks around them; undefined when there are none. */
export function wordsIn(form: URLSearchParams, field: string): string | undefined {
  const words = (form.get(field) ?? '').replaceAll('\r\n', '\n').trim()
  if (words.length > REMARK_MAX) throw new HttpProblem(422, 'page.too_long')
  return words === '' ? undefined : words
}

/** 1 to 5; undefined when nothing was chosen, and refused when it is no score. */
export function scoreIn(form: URLSearchParams, field: string): number | undefined {
  const given = form.get(field)
  if (given === null || given === '') return undefined
  if (!/^[1-5]$/.test(given)) throw new HttpProblem(422, 'page.no_choice')
  return Number(given)
}
