import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castActors, type Cast } from './access-actors.ts'
import { accessDeclarations } from './access-declarations.ts'
import { caseDeclarations } from './case-declarations.ts'
import { casesFor, type CaseMaking } from './filed-cases.ts'
import { conversationDeclarations, pageDeclarations } from './conversation-declarations.ts'
import { inboxDeclarations } from './inbox-declarations.ts'
import { administrationDeclarations, customerDeclarations } from './house-declarations.ts'
import { breaches, holes, tryAll, type Declaration } from './matrix.ts'
import { writingDeclarations } from './writing-declarations.ts'
import { openWholeHouse, type WholeHouse } from './whole-house.ts'

describe('who gets which answer in the whole house', () => {
  let whole: WholeHouse
  let cast: Cast
  let make: CaseMaking
  beforeAll(async () => {
    whole = await openWholeHouse()
    cast = await castActors(whole.ground)
    make = casesFor(whole, cast)
    await make.openMailbox()
  })
  afterAll(() => whole.house.close())

  const tried = (declarations: readonly Declaration[]) =>
    tryAll({ db: whole.house.fresh.db, call: whole.ground.call, administrator: cast.administrator }, declarations, cast.actors)

  it('a route that nobody declared fails', () => {
    const declared = [
      ...accessDeclarations(whole.ground, cast), ...caseDeclarations(whole, make, cast), ...customerDeclarations(make),
      ...conversationDeclarations(whole, make), ...administrationDeclarations(whole, make), ...inboxDeclarations(whole, make), ...writingDeclarations(whole, make), ...pageDeclarations(),
    ]
    expect(holes(whole.routes, declared)).toEqual({ undeclared: [], unknown: [] })
  })

  it('cases: what is hidden is not there, what is not permitted is refused, and neither changes a row', async () => {
    expect(breaches(await tried(caseDeclarations(whole, make, cast)))).toEqual([])
  }, 300_000)

  it('customers are seen through their cases, and changed only by those whose permission reaches one', async () => {
    expect(breaches(await tried(customerDeclarations(make)))).toEqual([])
  }, 120_000)

  it('messages follow their case; mailboxes, quarantine and outbox are for their keepers', async () => {
    expect(breaches(await tried(conversationDeclarations(whole, make)))).toEqual([])
  }, 120_000)

  it('the customer\'s pages open by their link alone', async () => {
    expect(breaches(await tried(pageDeclarations()))).toEqual([])
  })

  it('views belong to whoever keeps them, batches to whoever ran them', async () => {
    expect(breaches(await tried(inboxDeclarations(whole, make)))).toEqual([])
  }, 120_000)

  it('drafts are for their writer alone, templates for their owner and those they are shared with', async () => {
    expect(breaches(await tried(writingDeclarations(whole, make)))).toEqual([])
  }, 120_000)

  it('calendars, the manual, notices and the history', async () => {
    expect(breaches(await tried(administrationDeclarations(whole, make)))).toEqual([])
  }, 120_000)
})
