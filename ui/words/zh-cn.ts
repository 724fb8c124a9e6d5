/** Words that every screen shares. */
export const WORDS = {
  'problem.no_connection': '连接不上服务器，请检查网络。已提交的内容不会丢失，也不会重复提交。',
  'problem.unknown': '服务器没有说明原因（状态 {status}）。请稍后再试。',
  'problem.bug': '这里出错了。您已提交的内容都已保存，请刷新页面再试。',
  'loading': '正在加载',
  'cancel': '取消',
  'save': '保存',
  'close': '关闭',
  'more': '更多',
  'text.unfold': '展开',
  'text.fold': '收起',
  'copied': '已复制',
  'copy': '复制',
} as const
export type UiWord = keyof typeof WORDS
