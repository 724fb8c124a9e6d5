const BEYOND_LATIN = 0x2e80
const NARROW = 0.6

/** About how wide a text is drawn at a size, in pixels: characters of Chinese are as wide as they are high. */
export const widthOf = (text: string, size: number): number => [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > BEYOND_LATIN ? size : size * NARROW), 0)

/** Into how many lines a text breaks where it has so much room. */
export const linesIn = (text: string, size: number, room: number): number => Math.max(1, Math.ceil(widthOf(text, size) / room))
