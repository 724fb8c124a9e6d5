const CHINESE = /\p{Script=Han}/u
const SIGN_MAX = 2

/** What stands for a name in a small circle: the last two characters of a Chinese name (王丽娜 → 丽娜), the first letters of others (Chen Yu → CY). */
export function nameSign(name: string): string {
  if (CHINESE.test(name)) return [...name.trim()].slice(-SIGN_MAX).join('')
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase()
}
