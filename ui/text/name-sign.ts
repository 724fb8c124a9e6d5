const CHINESE = /\p{Script=Han}/u
/** Whoever is called by what they do (管理员, 客服专员) is signed with its beginning: the end would cut a word. */
const ROLE = /[员員]$/u
const SIGN_MAX = 2

/** What stands for a name in a small circle: the last two characters of a Chinese name (王丽娜 → 丽娜), the first letters of others (Chen Yu → CY). */
export function nameSign(name: string): string {
  const letters = [...name.trim()]
  if (CHINESE.test(name)) return (ROLE.test(name.trim()) ? letters.slice(0, SIGN_MAX) : letters.slice(-SIGN_MAX)).join('')
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase()
}
