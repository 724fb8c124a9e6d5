import { expect } from 'vitest'
import type { Locator } from 'playwright-core'

/** How somebody works a page. Each waits until the control is there. */
export type Hands = {
  readonly how: string
  press(control: Locator): Promise<void>
  /** One of several of a group. */
  choose(radio: Locator): Promise<void>
  write(field: Locator, text: string): Promise<void>
}

export const BY_MOUSE: Hands = {
  how: 'by mouse',
  press: (control) => control.click(),
  choose: (radio) => radio.check(),
  write: (field, text) => field.fill(text),
}

/** Nothing but keys: Tab goes to a control, arrows go through a group. */
export const BY_KEYBOARD: Hands = {
  how: 'by keyboard alone',
  press: async (control) => {
    await tabTo(control, isFocused)
    await control.page().keyboard.press('Enter')
  },
  choose: async (radio) => {
    await tabTo(radio, isInFocusedGroup)
    const { keyboard } = radio.page()
    if (await radio.evaluate(isFocused)) await keyboard.press('Space')
    for (let pressed = 0; pressed < CHOICES_MAX && !(await radio.isChecked()); pressed += 1) await keyboard.press('ArrowRight')
    expect(await radio.isChecked(), 'the arrows lead to the choice').toBe(true)
  },
  write: async (field, text) => {
    await tabTo(field, isFocused)
    await field.page().keyboard.type(text)
  },
}

const TABS_MAX = 300
const CHOICES_MAX = 10

const isFocused = (element: Element): boolean => element === document.activeElement
const isInFocusedGroup = (element: Element): boolean => element === document.activeElement || (document.activeElement instanceof HTMLInputElement && element instanceof HTMLInputElement && document.activeElement.name !== '' && document.activeElement.name === element.name)

async function tabTo(control: Locator, there: (element: Element) => boolean): Promise<void> {
  await control.waitFor()
  for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
    if (await control.evaluate(there)) return
    await control.page().keyboard.press('Tab')
  }
  throw new Error(`no Tab leads to ${String(control)}`)
}
