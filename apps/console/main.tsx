import 'virtual:component-base.css'
import '#ui/theme/base.css'
import { createRoot } from 'react-dom/client'
import { forgetOldForms } from '#capabilities/case/web/work/form-draft.ts'
import { must } from '#kernel/assert.ts'
import { chosenLocale } from '#ui/words/choose-locale.ts'
import { openWords } from '#ui/words/words.ts'
import { App } from './app.tsx'
import { guardHtml } from './trusted-types.ts'
import { readLanguage } from './words/languages.ts'

guardHtml()
void begin()

/** Not awaited by the module itself: what it loads stands on the same file and would wait for it in turn. */
async function begin(): Promise<void> {
  forgetOldForms()
  const locale = chosenLocale()
  const { book, components } = await readLanguage(locale)
  document.documentElement.lang = locale
  openWords(locale, book)
  createRoot(must(document.querySelector('#root'), 'the page has a root')).render(<App components={components} />)
}
