import { askEarly } from '#ui/talk/early-answers.ts'
import { lookNow } from '#ui/theme/look-now.ts'
import { wearLook } from '#ui/theme/wear-look.ts'
import { chosenLocale } from '#ui/words/choose-locale.ts'
import { firstAddresses, isInside } from './first-addresses.ts'

/** The files of each language, put in when the console is built. */
declare const LANGUAGE_FILES: Readonly<Record<string, readonly string[]>>

// A small script of its own: while the program is still on its way, what it will ask first is asked already, and its frame stands in its colours.
wearLook(lookNow(), document.documentElement)
if (isInside(location.pathname)) document.documentElement.dataset['inside'] = ''
const locale = chosenLocale()
for (const address of firstAddresses(location.pathname, new URLSearchParams(location.search))) askEarly(address, locale)
for (const file of LANGUAGE_FILES[locale] ?? []) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: file }))
