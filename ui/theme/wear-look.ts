import { propertiesOf, type Look } from './tokens.ts'

/** Puts the custom properties of a look onto the page. */
export function wearLook(look: Look, page: HTMLElement): void {
  page.dataset['look'] = look
  page.style.colorScheme = look
  for (const [name, value] of Object.entries(propertiesOf(look))) page.style.setProperty(`--${name}`, value)
}
