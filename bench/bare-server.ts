import { fastify } from 'fastify'
import { Pool } from 'pg'

/** The ceiling: Fastify and pg with nothing of ours, writing four rows in one prepared statement. */
const pool = new Pool({ connectionString: process.env['BARE_DATABASE_URL'], max: 16 })

await pool.query(`
  create table if not exists bare_cases (id uuid primary key, number text unique, subject text, state json, opened_at timestamptz);
  create table if not exists bare_messages (id uuid primary key, case_id uuid, text text, created_at timestamptz);
  create table if not exists bare_events (id uuid primary key, case_id uuid, type text, data jsonb, recorded_at timestamptz);
  create table if not exists bare_outbox (id uuid primary key, kind text, payload jsonb, due_at timestamptz);
  create index if not exists bare_messages_case on bare_messages (case_id);
  create index if not exists bare_outbox_due on bare_outbox (due_at)`)

const WRITE = `
  with new_case as (insert into bare_cases values (gen_random_uuid(), gen_random_uuid()::text, $1, $2, now()) returning id),
  message as (insert into bare_messages select gen_random_uuid(), id, $3, now() from new_case),
  event as (insert into bare_events select gen_random_uuid(), id, 'case.opened', '{}', now() from new_case)
  insert into bare_outbox select gen_random_uuid(), 'tell', jsonb_build_object('case', id), now() from new_case returning id`

type Asked = { readonly subject: string; readonly text: string }

const app = fastify()
app.post<{ Body: Asked }>('/cases', async (request, reply) => {
  const { subject, text } = request.body
  const { rows } = await pool.query<{ id: string }>({ name: 'write', text: WRITE, values: [subject, JSON.stringify({ subject }), text] })
  return reply.status(201).send({ id: rows[0]?.id })
})
await app.listen({ host: 'localhost', port: 0 })
process.on('SIGTERM', () => void app.close().then(() => pool.end()).then(() => process.exit(0)))
const address = app.server.address()
process.send?.({ address: `http://localhost:${address !== null && typeof address === 'object' ? address.port : 0}`, firstSignIn: null })
