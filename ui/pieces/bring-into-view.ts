/** Of a strip that is wider than a phone, the chosen one is seen. With the next picture, which lays the page out anyway. */
export function bringIntoView(chosen: HTMLElement | null): void {
  requestAnimationFrame(() => chosen?.scrollIntoView({ block: 'nearest', inline: 'center' }))
}
