import { Fragment } from 'react'
import { linkedText } from '#ui/text/linked-text.ts'

/** Words as they were written, their addresses to be opened apart. */
export function PlainText({ text }: { readonly text: string }) {
  return linkedText(text).map(({ text: words, href }, at) =>
    href === null ? <Fragment key={at}>{words}</Fragment> : <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">{words}</a>)
}
