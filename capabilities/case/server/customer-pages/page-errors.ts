import type { FastifyReply, FastifyRequest } from 'fastify'
import { Fault } from '#kernel/fault.ts'
import type { Locale } from '#kernel/text.ts'
import { HttpProblem } from '#platform/http/problem.ts'
import type { PageWord } from './page-words.ts'
import { messagePage, sendPage, unknownPage, type Frame } from './page-frame.ts'

const WORDED: Readonly<Record<number, { readonly heading: PageWord; readonly text: PageWord }>> = {
  403: { heading: 'foreignHeading', text: 'foreignText' },
  413: { heading: 'longHeading', text: 'longText' },
  422: { heading: 'choiceHeading', text: 'choiceText' },
  429: { heading: 'waitHeading', text: 'waitText' },
  500: { heading: 'faultHeading', text: 'faultText' },
  503: { heading: 'faultHeading', text: 'faultText' },
}

/** What goes wrong on a customer's page is said by a page, too. */
export function answerPageError(error: unknown, request: FastifyRequest, reply: FastifyReply, { frame, locale }: { readonly frame: Frame; readonly locale: Locale }): Promise<FastifyReply> {
  const status = statusOf(error)
  if (status === 500) request.log.error({ err: error, incident: request.id }, 'bug')
  if (status === 503) request.log.warn({ err: error }, 'fault')
  const words = error instanceof HttpProblem && error.code === 'page.too_long' ? WORDED[413] : WORDED[status]
  const page = words === undefined ? { ...unknownPage(locale), status } : messagePage(locale, status, words)
  if (error instanceof HttpProblem) reply.headers(error.headers)
  // Where the database is away, even the company's name is.
  return sendPage(reply, page, { ...frame, company: () => frame.company().catch(() => ''), writeTo: () => frame.writeTo().catch(() => ''), call: () => frame.call().catch(() => '') })
}

function statusOf(error: unknown): number {
  if (error instanceof HttpProblem) return error.status
  if (error instanceof Fault) return 503
  const { statusCode = 500 } = error as { readonly statusCode?: number }
  return statusCode
}
