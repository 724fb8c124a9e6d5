import { describe, expect, it } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { needsTeam, teamsWithoutRole, teamsWithRole } from './team-proposal.ts'

const [intake, tech, techNight] = ['intake', 'tech', 'tech-night'] as unknown as readonly [Id, Id, Id]
const teams = [{ id: intake, role: 'agent' }, { id: tech, role: 'tech_support' }, { id: techNight, role: 'tech_support' }]

describe('the team of a colleague', () => {
  it('is proposed by the role, if one team has it, and goes with the role again', () => {
    expect(teamsWithRole([], 'agent', teams)).toEqual([intake])
    expect(teamsWithRole([intake], 'agent', teams)).toEqual([intake])
    expect(teamsWithoutRole([intake, tech], 'agent', teams)).toEqual([tech])
  })

  it('is left to be chosen where several teams have the role, or none', () => {
    expect(teamsWithRole([intake], 'tech_support', teams)).toEqual([intake])
    expect(teamsWithoutRole([tech], 'tech_support', teams)).toEqual([tech])
    expect(teamsWithRole([], 'engineer', teams)).toEqual([])
  })

  it('is needed by whoever sees cases only through a team, and by nobody who sees all, or none', () => {
    expect(needsTeam([{ permissions: { 'case.read': 'team' } }])).toBe(true)
    expect(needsTeam([{ permissions: { 'case.read': 'own' } }, { permissions: { 'case.read': 'team' } }])).toBe(true)
    expect(needsTeam([{ permissions: { 'case.read': 'team' } }, { permissions: { 'case.read': 'all' } }])).toBe(false)
    for (const roles of [[], [{ permissions: { 'handbook.publish': 'all' as const } }]]) expect(needsTeam(roles)).toBe(false)
  })
})
