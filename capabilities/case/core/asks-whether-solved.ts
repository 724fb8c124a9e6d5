type Guide = { readonly steps: readonly { readonly key: string; readonly resolves: boolean }[]; readonly ways: readonly { readonly from: string; readonly to: string; readonly on: readonly string[] }[] }

/** Whether a yes to this step says that the matter is solved; of others it says that the customer agrees. */
export const asksWhetherSolved = ({ steps, ways }: Guide, key: string): boolean =>
  ways.some(({ from, to, on }) => from === key && (on.length === 0 || on.includes('confirmed')) && steps.some((step) => step.key === to && step.resolves))
