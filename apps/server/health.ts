import { Type } from 'typebox'
import type { Part } from './part.ts'

const Health = Type.Object({ alive: Type.Boolean(), database: Type.Boolean(), room: Type.Boolean() })

/** Says whether the server lives, reaches its database, and found room on the disks when it last wrote. */
export const health: Part = {
  name: 'health',
  role: 'web',
  open: async ({ db, room }, http) => {
    http?.get('/api/v1/health', { schema: { tags: ['system'], summary: '健康检查：服务、数据库与磁盘空间是否可用', response: { 200: Health, 503: Health } }, config: { access: 'anyone' } }, async (_, reply) => {
      const database = await db.query({ name: 'health', text: 'select 1', values: [] }).then(() => true, () => false)
      const hasRoom = !room.full()
      return reply.status(database && hasRoom ? 200 : 503).send({ alive: true, database, room: hasRoom })
    })
    return null
  },
}
