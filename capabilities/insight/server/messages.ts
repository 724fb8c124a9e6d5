import { registerMessages } from '#platform/http/messages/message-table.ts'

registerMessages({
  'insight.zone_unknown': { 'zh-CN': '没有“{zone}”这个时区', 'zh-TW': '沒有「{zone}」這個時區', en: 'There is no time zone "{zone}"' },
})
