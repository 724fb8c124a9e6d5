import { accessRoutes } from '#capabilities/access/server/routes.ts'
import type { Part } from './part.ts'

/** Signing in, colleagues, teams, keys. */
export const people: Part = {
  name: 'people',
  role: 'web',
  open: async ({ access }, http) => {
    if (http !== null) accessRoutes(http, access)
    return null
  },
}
