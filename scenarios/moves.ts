import type { Colleague, Customer } from './cast.ts'
import type { Check, Expectation, Move, Values } from './story.ts'

/** Moves that many stories share. Instants are RFC 3339; `of` names another case than `main`. */
type On = { readonly of?: string }

const INTAKE: Values = { symptom: '无法登录', need: '恢复登录', urgency: 'ordinary', type: 'question', complexity: 'simple' }

/** A customer's mail opens a case. */
export const mailFrom = (at: string, who: Customer, on: On = {}): Move => ({ at, who, does: { do: 'open', customer: who, ...on } })
/** An agent takes the case in: an ordinary, simple question unless the values say otherwise. */
export const intake = (at: string, who: Colleague, values: Values = {}, on: On = {}): Move => ({ at, who, does: { do: 'complete', step: 'intake', form: { ...INTAKE, ...values }, ...on } })
/** A colleague writes to the customer. */
export const reply = (at: string, who: Colleague, on: On = {}): Move => ({ at, who, does: { do: 'reply', ...on } })
/** A colleague rings the customer and reaches them. */
export const call = (at: string, who: Colleague, on: On = {}): Move => ({ at, who, does: { do: 'contact', reached: true, ...on } })
/** The question is answered by the agent. */
export const answered = (at: string, who: Colleague, on: On = {}): Move => ({ at, who, does: { do: 'complete', step: 'answer', form: { result: 'answered', answer: '请在设置中重置密码' }, ...on } })
/** The case goes to tech support. */
export const dispatch = (at: string, who: Colleague, on: On = {}): Move => ({ at, who, does: { do: 'complete', step: 'dispatch', form: { briefing: '客户已重启设备' }, team: 'support', person: 'zhaoMin', ...on } })
/** Tech support finds the cause. */
export const diagnosis = (at: string, who: Colleague, values: Values = {}, on: On = {}): Move => ({ at, who, does: { do: 'complete', step: 'diagnosis', form: { finding: '证书过期', cause: 'configuration', ...values }, ...on } })
/** A solution is proposed to the customer. */
export const solution = (at: string, who: Colleague, way: 'remote' | 'on_site' | 'improvement', on: On = {}): Move => ({ at, who, does: { do: 'complete', step: 'solution', form: { way, plan: '更换证书' }, ...on } })
/** The solution is carried out. */
export const carriedOut = (at: string, who: Colleague, on: On = {}): Move => ({ at, who, does: { do: 'complete', step: 'execution', form: { done: true, progress: '已更换并验证' }, ...on } })
/** The customer presses yes or no on the signed page. */
export const press = (at: string, who: Customer, what: 'confirm' | 'decline', step: string, on: On = {}): Move => ({ at, who, does: { do: what, step, by: 'link', ...on } })
/** The customer scores on the signed page. */
export const score = (at: string, who: Customer, points: number, on: On = {}): Move => ({ at, who, does: { do: 'score', step: 'callback', score: points, ...on } })
/** Nobody answers the call-back. */
export const unreached = (at: string, who: Colleague, on: On = {}): Move => ({ at, who, does: { do: 'complete', step: 'callback', form: { reached: 'unreached' }, ...on } })
/** What is then true. */
export const expect = (at: string, ...expects: readonly Expectation[]): Check => ({ at, expects })
/** The same move, which the business refuses. */
export const refused = (move: Move, code: string): Move => ({ ...move, refused: code })
