export type StepState = 'done' | 'active' | 'dropped' | 'ahead' | 'maybe'
/** Where a running case stands on the way of its scenario, step by step; steps left out are not on its way. `handbookId`: the version it runs under. */
export type CasePosition = { readonly caseId: string; readonly number: string; readonly handbookId: string; readonly steps: ReadonlyMap<string, StepState> }
