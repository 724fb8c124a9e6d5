import { Type } from 'typebox'
import type { Part } from './part.ts'

const Health = Type.Object({ alive: Type.Boolean(), database: Type.Boolean() })

/** Says whether the server lives and reaches its database. */
export const health: Part = {
  name: 'health',
  role: 'web',
  open: async ({ db }, http) => {
    http?.get('/api/v1/health', { schema: { tags: ['system'], summary: '健康检查：服务与数据库是否可用', response: { 200: Health, 503: Health } }, config: { access: 'anyone' } }, async (_, reply) => {
      const database = await db.query({ name: 'health', text: 'select 1', values: [] }).then(() => true, () => false)
      return reply.status(database ? 200 : 503).send({ alive: true, database })
    })
    return null
  },
}
