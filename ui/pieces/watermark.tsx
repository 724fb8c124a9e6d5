import { useEffect } from 'react'

const TILE = { width: 260, height: 170 } as const
const FONT_PX = 15
const FAINT = 0.14

/**
 * The same words over the whole screen, faint and in the way of nothing. Whoever takes the layer away or hides it gets it back:
 * that keeps honest people honest, and is no lock.
 */
export function Watermark({ words, colour }: { readonly words: string; readonly colour: string }) {
  useEffect(() => keepOver(document.body, words, tileOf(words, colour)), [words, colour])
  return null
}

/** Keeps one layer over everything. Answers how to end it. */
function keepOver(page: HTMLElement, words: string, tile: string): () => void {
  let layer: HTMLElement | null = null
  const watcher = new MutationObserver((seen) => {
    if (layer?.parentElement !== page || seen.some(({ type }) => type === 'attributes')) put()
  })
  const put = (): void => {
    watcher.disconnect()
    layer?.remove()
    layer = dressed(words, tile)
    page.append(layer)
    watcher.observe(page, { childList: true })
    watcher.observe(layer, { attributes: true })
  }
  put()
  return () => {
    watcher.disconnect()
    layer?.remove()
  }
}

/** Its look is set property by property: the policy of the page takes no style written as text. */
function dressed(words: string, tile: string): HTMLElement {
  const layer = document.createElement('div')
  layer.dataset['watermark'] = words
  layer.ariaHidden = 'true'
  const look: Readonly<Record<string, string>> = {
    position: 'fixed', inset: '0', 'z-index': '3000', 'pointer-events': 'none', 'background-repeat': 'repeat', 'background-size': `${TILE.width}px ${TILE.height}px`,
    'background-image': `url("${tile}")`, display: 'block', visibility: 'visible', opacity: '1',
  }
  for (const [name, value] of Object.entries(look)) layer.style.setProperty(name, value, 'important')
  return layer
}

function tileOf(words: string, colour: string): string {
  const ratio = Math.max(1, window.devicePixelRatio)
  const canvas = document.createElement('canvas')
  canvas.width = TILE.width * ratio
  canvas.height = TILE.height * ratio
  const pen = canvas.getContext('2d')
  if (pen === null) return ''
  pen.scale(ratio, ratio)
  pen.translate(TILE.width / 2, TILE.height / 2)
  pen.rotate((-22 * Math.PI) / 180)
  pen.font = `${FONT_PX}px ${getComputedStyle(document.body).fontFamily}`
  pen.fillStyle = colour
  pen.globalAlpha = FAINT
  pen.textAlign = 'center'
  pen.fillText(words, 0, 0, TILE.width)
  return canvas.toDataURL()
}
