import { propertiesOf, type Look } from './tokens.ts'

/** The tokens of both looks as a style sheet, for pages without scripts: the reader's machine says which look is worn. */
export const tokenSheet = (): string => `:root {
  color-scheme: light dark;
${declarations('light')}
}
@media (prefers-color-scheme: dark) {
  :root {
${declarations('dark')}
  }
}
`

const declarations = (look: Look): string =>
  Object.entries(propertiesOf(look))
    .map(([name, value]) => `    --${name}: ${value};`)
    .join('\n')
