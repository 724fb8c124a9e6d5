/** Of a strip that is wider than a phone, the chosen one is seen. */
export function bringIntoView(chosen: HTMLElement | null): void {
  chosen?.scrollIntoView({ block: 'nearest', inline: 'center' })
}
