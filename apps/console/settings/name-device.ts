const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, 'WeChat'], [/Edg(?:e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/QQBrowser\//, 'QQ'], [/HuaweiBrowser\//, 'Huawei'], [/(?:Firefox|FxiOS)\//, 'Firefox'], [/(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'], [/Safari\//, 'Safari'],
]
const MACHINES: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/OpenHarmony|HarmonyOS/, 'HarmonyOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/Linux/, 'Linux'],
]

/** What people call the device behind a user agent: `Chrome · Windows`; null when it says nothing we know. */
export function nameDevice(userAgent: string): string | null {
  const words = [BROWSERS, MACHINES].flatMap((names) => names.find(([sign]) => sign.test(userAgent))?.[1] ?? [])
  return words.length === 0 ? null : words.join(' · ')
}
