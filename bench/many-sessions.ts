import { createHmac, randomBytes } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { Db } from '#platform/db/database.ts'
import { openSealing, systemIds } from '#platform/runtime.ts'

/** Colleagues of these teams with a session each, made by SQL: ten thousand sign-ins would measure passwords. */
export async function signedInBySql({ db, dataDir, teamIds }: { readonly db: Db; readonly dataDir: string; readonly teamIds: readonly Id[] }, count: number): Promise<readonly string[]> {
  const sealing = await openSealing({ db, dataDir }, { masterKey: null })
  const secret = sealing.blindIndex('sign-in', 'access.secret')
  const people = Array.from({ length: count }, (_, index) => ({ id: systemIds(), user_id: systemIds(), session_id: systemIds(), number: `bench-${count}-${index}`, token: randomBytes(24).toString('hex') }))
  const from = (columns: string, source: string) => ({ text: `insert into ${columns} ${source} from jsonb_to_recordset($1::jsonb) as p (id uuid, user_id uuid, session_id uuid, number text, token text)`, values: [JSON.stringify(people)] })
  await db.write([
    from('auth.users (id, name, email, email_verified, created_at, updated_at)', `select user_id, number, number || '@example.com', true, now(), now()`),
    from('staff (id, number, name, locale, active, auth_user_id, created_at)', `select id, number, number, 'zh-CN', true, user_id, now()`),
    from('staff_roles (staff_id, role)', `select id, 'agent'`),
    { text: `insert into team_members (staff_id, team_id) select (p ->> 'id')::uuid, team from jsonb_array_elements($1::jsonb) p, unnest($2::uuid[]) team`, values: [JSON.stringify(people), teamIds] },
    from('auth.sessions (id, user_id, token, expires_at, created_at, updated_at)', `select session_id, user_id, token, now() + interval '1 day', now(), now()`),
  ])
  return people.map(({ token }) => `careloop_session=${encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)}`)
}
