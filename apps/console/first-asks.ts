import { askEarly } from '#ui/talk/early-answers.ts'
import { chosenLocale } from '#ui/words/choose-locale.ts'
import { firstAddresses } from './first-addresses.ts'

/** The files of each language, put in when the console is built. */
declare const LANGUAGE_FILES: Readonly<Record<string, readonly string[]>>

// A script of its own, a few hundred bytes long: while the program is still on its way, what it will ask first is asked already.
const locale = chosenLocale()
for (const address of firstAddresses(location.pathname, new URLSearchParams(location.search))) askEarly(address, locale)
for (const file of LANGUAGE_FILES[locale] ?? []) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: file }))
