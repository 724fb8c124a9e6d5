/** How characters are read; made while the console is built (`readings-plugin.ts`). */
declare module 'virtual:readings' {
  export const READINGS: string
}
