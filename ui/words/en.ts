import type { UiWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<UiWord, string>> = {
  'problem.no_connection': 'The server cannot be reached; please check the network. Nothing submitted is lost, and nothing is submitted twice.',
  'problem.unknown': 'The server gave no reason (status {status}). Please try again later.',
  'problem.bug': 'Something went wrong here. Everything you submitted is saved; reload the page and try again.',
  'loading': 'Loading',
  'cancel': 'Cancel',
  'save': 'Save',
  'close': 'Close',
  'more': 'More',
  'text.unfold': 'Read on',
  'text.fold': 'Show less',
  'copied': 'Copied',
  'copy': 'Copy',
}
