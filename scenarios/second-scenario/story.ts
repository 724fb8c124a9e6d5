import { expect } from '../moves.ts'
import type { Move, Story } from '../story.ts'

const request = { model: '投影仪 X200', way: 'pickup', address: '南京东路 100 号' }
const inspected = (at: string, fee: number): Move => ({ at, who: 'zhaoMin', does: { do: 'complete', step: 'inspect', form: { condition: 'damaged', fee, findings: '镜头划伤' } } })

/** A rented projector comes back damaged: collected at the second attempt, assessed twice, the deposit returned. */
export const damagedReturn: Story = {
  key: 'damaged-return',
  title: 'a rented projector is collected at the second attempt, assessed twice, and its deposit returned',
  steps: [
    { at: '2026-09-30T16:00:00+08:00', who: 'wangLi', does: { do: 'open', scenario: 'rental-return', customer: 'wangLi', channel: 'web' } },
    { at: '2026-09-30T16:10:00+08:00', who: 'chenYu', does: { do: 'complete', step: 'request', form: request } },
    expect('2026-09-30T16:10:00+08:00', { numbered: 'ZL-20260930-0001' }, { step: 'collect', standing: 'active' }, { clock: 'collection', due: '2026-10-09T16:10:00+08:00' }),
    { at: '2026-09-30T17:00:00+08:00', who: 'chenYu', does: { do: 'wait', reason: 'customer-packing' } },
    expect('2026-10-05T16:59:00+08:00', { clock: 'collection', standing: 'paused' }),
    expect('2026-10-05T17:00:00+08:00', { clock: 'collection', standing: 'running', due: '2026-10-09T17:10:00+08:00' }, { awaiting: 'us' }),
    { at: '2026-10-08T10:00:00+08:00', who: 'sunHao', does: { do: 'complete', step: 'collect', form: { result: 'absent' } } },
    expect('2026-10-08T10:00:00+08:00', { step: 'collect', standing: 'active', round: 2 }, { clock: 'collection', standing: 'running' }),
    { at: '2026-10-09T17:00:00+08:00', who: 'sunHao', does: { do: 'complete', step: 'collect', form: { result: 'collected' } } },
    expect('2026-10-09T17:00:00+08:00', { clock: 'collection', standing: 'met' }, { clock: 'inspection', due: '2026-10-10T17:30:00+08:00' }),
    inspected('2026-10-10T11:00:00+08:00', 1200),
    expect('2026-10-10T11:00:00+08:00', { children: 1, open: 1 }, { told: 'assess-damage', times: 1 }, { clock: 'refund', standing: 'paused' }, { of: 'main.child', numbered: 'DS-20261010-0001' }, { of: 'main.child', team: 'support' }),
    { at: '2026-10-10T11:30:00+08:00', who: 'chenYu', does: { do: 'confirm', step: 'assessment', by: 'word' }, refused: 'case.written_answer_needed' },
    { at: '2026-10-10T14:00:00+08:00', who: 'wangLi', does: { do: 'decline', step: 'assessment', by: 'link' } },
    expect('2026-10-10T14:00:00+08:00', { step: 'inspect', standing: 'active', round: 2 }, { clock: 'refund', standing: 'running' }),
    inspected('2026-10-12T10:00:00+08:00', 300),
    { at: '2026-10-12T10:30:00+08:00', who: 'chenYu', does: { do: 'confirm', step: 'assessment', by: 'word' } },
    { at: '2026-10-12T11:00:00+08:00', who: 'liJing', does: { do: 'complete', step: 'repay', form: { returned: true } } },
    expect('2026-10-12T11:00:00+08:00', { status: 'resolved' }, { clock: 'refund', standing: 'met' }, { told: 'survey-invitation', times: 1 }),
    expect('2026-10-15T11:00:00+08:00', { status: 'resolved' }, { step: 'rating', standing: 'done', outcome: 'lapsed' }, { children: 2, open: 2 }),
    ...['main.child', 'main.child2'].flatMap((of): readonly Move[] => [
      { at: '2026-10-15T14:00:00+08:00', who: 'zhouWei', does: { do: 'complete', step: 'estimate', form: { price: 300 }, of } },
      { at: '2026-10-15T14:00:00+08:00', who: 'zhouWei', does: { do: 'complete', step: 'archive', of } },
    ]),
    expect('2026-10-15T14:00:00+08:00', { of: 'main.child2', status: 'closed' }, { status: 'closed' }, { of: 'main.child', clock: 'estimate', standing: 'late' }, { of: 'main.child2', notified: 'clock_missed', times: 1 }),
  ],
}
