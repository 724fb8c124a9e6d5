import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { renderWording } from '#capabilities/conversation/core/render-wording.ts'
import { loadCustomer, readCustomer } from '#capabilities/customer/server/commands.ts'
import type { Id } from '#kernel/id.ts'
import { textIn, type Locale } from '#kernel/text.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { ByTemplate, NewTemplate, ReplyTemplates, TemplateChange, TemplateMade, TemplateQuery, type ReplyTemplate } from '../writing-contract.ts'
import type { CaseDeps } from './case-deps.ts'
import { calledAs, greetedAs, latestWords, localeOfCustomer } from './case-words.ts'
import type { HandbookVersion } from './handbook-source.ts'
import { loadVisible } from './read-routes.ts'
import { changeTemplate, mayChangeTemplate, putTemplateAway, saveTemplate, type TemplateContext } from './template-commands.ts'
import { readTemplate, templatesFor, type KeptTemplate } from './template-store.ts'
import { personOf } from './writing-routes.ts'

const tags = ['case'] as const
/** One's own, and what others share. */
const SHOWN_MAX = 500
type CompanyName = () => Promise<string>

/** Texts to begin a reply with: those of the handbook, one's own, and what colleagues share. */
export function registerTemplates(app: Http, deps: CaseDeps, companyName: CompanyName): void {
  app.get('/api/v1/reply-templates', { schema: { tags, summary: '回复模板：服务手册的话术、我的与共享给我的；给出工单则已填好', querystring: TemplateQuery, response: { 200: ReplyTemplates } } }, async (request) => {
    const viewer = personOf(viewerOf(request))
    const { caseId } = request.query
    const ground = caseId === undefined ? null : await groundOf(deps, { viewer, caseId: caseId as Id, companyName })
    const locale = ground?.locale ?? localeOfHeader(request.headers['accept-language'])
    const { rows } = await deps.db.query(templatesFor(viewer, SHOWN_MAX))
    const handbook = ground?.handbook ?? (await deps.handbooks.current())
    const fill = (text: string): string | null => (ground === null ? null : renderWording(text, ground.values, 'text').trimEnd())
    return { items: [...rows.map((row) => present(readTemplate(row), viewer, fill)), ...ofHandbook(handbook, { locale, reader: localeOfHeader(request.headers['accept-language']), fill })] }
  })
  app.post('/api/v1/reply-templates', { schema: { tags, summary: '新建回复模板', body: NewTemplate, response: { 201: TemplateMade } } }, async (request, reply) =>
    reply.status(201).send({ id: await saveTemplate(deps, contextOf(request, deps, 201), request.body) }))
  app.patch('/api/v1/reply-templates/:id', { schema: { tags, summary: '修改回复模板', params: ByTemplate, body: TemplateChange, response: { 200: TemplateMade } } }, async (request) =>
    ({ id: await changeTemplate(deps, contextOf(request, deps, 200), { id: request.params.id as Id, change: request.body }) }))
  app.delete('/api/v1/reply-templates/:id', { schema: { tags, summary: '删除回复模板（归档）', params: ByTemplate, response: { 204: Type.Null() } } }, async (request, reply) => {
    await putTemplateAway(deps, contextOf(request, deps, 204), request.params.id as Id)
    return reply.status(204).send(null)
  })
}

function contextOf(request: FastifyRequest, deps: CaseDeps, status: number): TemplateContext {
  const settle = (id: Id) => (request.idempotency === null ? [] : [request.idempotency.complete(status, { id })])
  return { viewer: personOf(viewerOf(request)), at: deps.now(), requestId: request.id, settle }
}

type Ground = { readonly handbook: HandbookVersion; readonly locale: Locale; readonly values: Readonly<Record<string, string | undefined>> }

/** What there is to fill in on a case, in the customer's language; whoever writes speaks in their own name. */
async function groundOf(deps: CaseDeps, { viewer, caseId, companyName }: { readonly viewer: Viewer; readonly caseId: Id; readonly companyName: CompanyName }): Promise<Ground> {
  const { loaded, handbook } = await loadVisible(deps, viewer, caseId)
  const { state } = loaded.aggregate
  const customer = state.customerId === null ? null : readCustomer(await deps.db.query(loadCustomer(state.customerId)))
  const locale = localeOfCustomer(customer?.locale)
  const role = handbook.roleName(viewer.roles[0] ?? '')
  const { need, plan } = await latestWords(deps, caseId)
  return {
    handbook,
    locale,
    values: {
      'customer.name': greetedAs(customer?.name ?? '', locale), 'case.number': state.number, 'case.subject': calledAs(loaded.subject, locale), 'agent.name': viewer.name, 'agent.role': role === undefined ? '' : textIn(role, locale),
      'company.name': await companyName(), need, plan,
    },
  }
}

type Fill = (text: string) => string | null

const present = ({ id, ownerId, ownerName, name, text, shared, teamId }: KeptTemplate, viewer: Viewer, fill: Fill): ReplyTemplate => ({
  id, key: id, name, text, shared, teamId, filled: fill(text), source: 'staff', owner: { id: ownerId, name: ownerName }, mine: mayChangeTemplate(viewer, { id, ownerId, ownerName, name, text, shared, teamId }),
})

/** Wordings of the handbook that are meant for replies; named in the reader's language, written in the customer's. */
const ofHandbook = ({ wordings }: HandbookVersion, { locale, reader, fill }: { readonly locale: Locale; readonly reader: Locale; readonly fill: Fill }): readonly ReplyTemplate[] =>
  wordings.filter(({ kind }) => kind === 'reply').map(({ key, name, body }) => {
    const text = textIn(body, locale)
    return { id: null, key, name: textIn(name, reader), text, shared: 'all', teamId: null, filled: fill(text), source: 'handbook', owner: null, mine: false }
  })
