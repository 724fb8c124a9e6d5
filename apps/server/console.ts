import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DEMO_META, type DemoSign } from '#apps/console/demo-sign.ts'
import { must } from '#kernel/assert.ts'
import { html, textOfHtml } from '#platform/http/html.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/type-provider.ts'
import type { Part } from './part.ts'

const BUILT = join(import.meta.dirname, '../../dist/console')
const NONCE = '__NONCE__'
const YEAR_SECONDS = 31_536_000

/**
 * What a page of the console may do: our scripts alone, styles that carry the nonce of the answer, pictures of our own, of a blob or
 * (where the reader asked for them) of https; no frames, no plug-ins, and no text becomes HTML but through our one policy.
 */
const policyWith = (nonce: string, socket: string): string => [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data: blob: https:",
  "font-src 'self'",
  `connect-src 'self' ${socket}`,
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default dompurify drawing',
].join('; ')

/** How the staff's screens are served. */
export const consolePart: Part = servingConsole(null)

/** The screens of a demo, which say that they are one. Only whoever composes a server of its own can ask for it: no setting and no row does. */
export const demoConsolePart = (sign: DemoSign): Part => servingConsole(sign)

/** The staff's screens: the built files, and one page for every address that is not a file, an interface or a customer's page. */
function servingConsole(sign: DemoSign | null): Part {
  return {
    name: 'console',
    role: 'web',
    open: async (house, http) => {
      await serveConsole(must(http, 'the console is served by a web process'), house.config.publicUrl, sign)
      return null
    },
  }
}

async function serveConsole(app: Http, publicUrl: string, sign: DemoSign | null): Promise<void> {
  const built = await readFile(join(BUILT, 'index.html'), 'utf8').catch(() => null)
  if (built === null) return
  const page = sign === null ? built : built.replace('</head>', () => `${textOfHtml(html`<meta name="${DEMO_META}" content="${JSON.stringify(sign)}" />`)}</head>`)
  const socket = new URL(publicUrl).origin.replace(/^http/, 'ws')
  await app.register(fastifyStatic, { root: join(BUILT, 'assets'), serve: false, preCompressed: true, immutable: true, maxAge: YEAR_SECONDS * 1_000, index: false })
  app.get('/assets/*', OPEN, async (request, reply) => reply.sendFile((request.params as { readonly '*': string })['*']))
  app.get('/mark.svg', OPEN, async (_request, reply) => reply.sendFile('mark.svg', BUILT))
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (isForMachines(request)) throw notFound()
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-security-policy', policyWith(nonce, socket))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE, nonce))
  }
  app.get('/', OPEN, answer)
  app.get('/*', OPEN, answer)
}

const OPEN = { config: { access: 'anyone' }, schema: { hide: true } } as const

/** Addresses of the interface and of files, and callers that do not read pages, are told the truth: nothing is here. */
const isForMachines = ({ url, headers }: FastifyRequest): boolean =>
  /^\/(api|assets|c|s)\//.test(url) || !/text\/html|\*\/\*/.test(headers.accept ?? '*/*')
