import { expect, it } from 'vitest'
import { findPlace } from './place.ts'

it('a data folder that nobody can make is refused at once, however deep it lies', async () => {
  await expect(findPlace('/proc/careloop/data')).rejects.toMatchObject({ code: 'db.embedded.not_writable' })
})
