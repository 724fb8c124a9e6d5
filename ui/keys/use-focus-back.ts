import { useEffect, useState } from 'react'

/** Whoever closes a dialog stands again where they were when it opened; where that is gone, at the content of the page. Call it in what is drawn only while the dialog is open. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(() => () => {
    // The dialog is gone from the page, but its own hold on the focus ends only after this.
    setTimeout(() => {
      if (document.activeElement !== null && document.activeElement !== document.body) return
      if (canTake(before)) before.focus({ preventScroll: true })
      else document.querySelector('main')?.focus({ preventScroll: true })
    })
  }, [before])
}

const canTake = (element: Element | null): element is HTMLElement => element instanceof HTMLElement && element !== document.body && element.isConnected && element.checkVisibility()
