/** The two looks of the product. */
export type Look = 'light' | 'dark'

type Pair = readonly [light: string, dark: string]

/**
 * Every colour of the product, by what it is for: [light, dark]. Screens use `var(--NAME)` in their styles and nothing else.
 * A tone is a foreground that is readable (WCAG AA, 4.5 : 1) on its own soft ground, on the panel and on the page.
 */
export const COLOURS = {
  page: ['#f4f6f8', '#0f1216'],
  panel: ['#ffffff', '#171b21'],
  raised: ['#ffffff', '#1f242c'],
  sunken: ['#eef1f5', '#12161b'],
  hover: ['#f0f4fa', '#20262e'],
  selected: ['#e6effc', '#1c2c45'],
  text: ['#1a2028', '#e8ebef'],
  muted: ['#4b5563', '#aab3bf'],
  faint: ['#616b7a', '#929dab'],
  line: ['#dfe4ea', '#2b323b'],
  'line-strong': ['#848e9c', '#6b7684'],
  accent: ['#1b5cc8', '#2c6bd6'],
  'accent-text': ['#1a57bd', '#83b4ff'],
  'accent-soft': ['#e6effc', '#1c2c45'],
  'on-accent': ['#ffffff', '#ffffff'],
  'good': ['#1c6e3f', '#6fcf97'],
  'good-soft': ['#e5f5eb', '#15301f'],
  'warn': ['#855000', '#f0b75a'],
  'warn-soft': ['#fdf1dc', '#372a12'],
  'bad': ['#b3261e', '#ff9a8f'],
  'bad-soft': ['#fdeaea', '#3b1a19'],
  'calm': ['#4b5563', '#aab3bf'],
  'calm-soft': ['#e9edf2', '#262d36'],
  'info': ['#1a57bd', '#83b4ff'],
  'info-soft': ['#e6effc', '#1c2c45'],
  'note': ['#6f5200', '#e8c765'],
  'note-soft': ['#fff6d6', '#332b12'],
  'note-line': ['#e6c95c', '#6b5a1f'],
} as const satisfies Readonly<Record<string, Pair>>

export type Colour = keyof typeof COLOURS

/** What a coloured sign means; always together with an icon and a word, never colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'info' | 'note'

/** Distances, in px: `var(--s1)` … `var(--s6)`. */
const SPACES = { s1: 4, s2: 8, s3: 12, s4: 16, s5: 24, s6: 32 } as const
/** Corners, in px. */
export const CORNERS = { 'corner-small': 4, corner: 6, 'corner-large': 10 } as const
/** Sizes of type, in px. */
export const TYPE_SIZES = { 'type-small': 12, type: 14, 'type-large': 16, 'type-title': 20 } as const

export const FONT_FAMILY = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"

/** A colour in one look, as `#rrggbb`. */
export const colourIn = (colour: Colour, look: Look): string => COLOURS[colour][look === 'light' ? 0 : 1]

/** All custom properties of one look, by name without the dashes. */
export function propertiesOf(look: Look): Readonly<Record<string, string>> {
  const lengths = { ...SPACES, ...CORNERS, ...TYPE_SIZES }
  return {
    ...Object.fromEntries((Object.keys(COLOURS) as Colour[]).map((colour) => [colour, colourIn(colour, look)])),
    ...Object.fromEntries(Object.entries(lengths).map(([name, px]) => [name, `${px}px`])),
    font: FONT_FAMILY,
    shadow: look === 'light' ? '0 4px 16px rgb(20 30 45 / 14%)' : '0 4px 16px rgb(0 0 0 / 55%)',
  }
}
