import type { UiWord } from './zh-cn.ts'

export const WORDS: Readonly<Record<UiWord, string>> = {
  'problem.no_connection': '連不上伺服器，請檢查網路。已提交的內容不會遺失，也不會重複提交。',
  'problem.unknown': '伺服器沒有說明原因（狀態 {status}）。請稍後再試。',
  'problem.bug': '這裡出錯了。您已提交的內容都已儲存，請重新整理頁面再試。',
  'loading': '載入中',
  'cancel': '取消',
  'save': '儲存',
  'close': '關閉',
  'more': '更多',
  'text.unfold': '展開',
  'text.fold': '收合',
  'copied': '已複製',
  'copy': '複製',
}
