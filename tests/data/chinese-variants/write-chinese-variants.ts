import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { Converter } from 'opencc-js'

/** Where the table of the product stands. */
const TABLE = new URL('../../../kernel/chinese-variants.ts', import.meta.url)
const PLANES = [[0x3400, 0x4dbf], [0x4e00, 0x9fff]] as const
const TO_SIMPLIFIED = (['t', 'tw', 'hk'] as const).map((from) => Converter({ from, to: 'cn' }))
const NEAR = /^[\u3400-\u9fff]$/

/** The table as it is to stand, from the data of OpenCC. */
export function chineseVariants(): string {
  const pairs = PLANES.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at)))
    .map((sign) => [sign, simplified(sign)] as const)
    .filter(([sign, other]) => other !== sign)
  const [from, to] = [pairs.map(([sign]) => sign).join(''), pairs.map(([, other]) => other).join('')]
  return `// Written by tests/data/chinese-variants/write-chinese-variants.ts from the data of OpenCC (Apache License 2.0): characters that people write in two ways, one by one.
/** Traditional characters and other forms, in the order of their codes. */
export const VARIANTS = '${from}'
/** The simplified character of each. */
export const SIMPLIFIED = '${to}'
`
}

/** The one simplified character that Taiwan's, Hong Kong's or the general form stands for, as far as it goes; itself where there is none of one unit. */
function simplified(sign: string): string {
  for (const convert of TO_SIMPLIFIED) {
    const other = convert(sign)
    if (other !== sign && NEAR.test(other)) return simplified(other)
  }
  return sign
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFile(TABLE, chineseVariants())
