import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { readHandbook } from '#capabilities/handbook/core/read-handbook.ts'
import { must } from '#kernel/assert.ts'
import { clauseTable } from './clause-table.ts'
import { readHandbookFolder } from '#apps/read-handbook-folder.ts'

/** `bin/clauses`: writes docs/clauses.md from the handbook and the stories. Exit code 1 when the handbook has mistakes. */
const root = resolve(import.meta.dirname, '../..')
const read = readHandbook(must(await readHandbookFolder(resolve(root, 'handbook')), 'the handbook comes with the product'), HANDBOOK_SECTIONS)
if (read.ok) await writeFile(resolve(root, 'docs/clauses.md'), clauseTable(read.handbook))
else {
  process.stderr.write('服务手册有错误，请先运行 bin/handbook check。 The handbook has mistakes; run bin/handbook check first.\n')
  process.exitCode = 1
}
