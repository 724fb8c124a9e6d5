import { describe, expect, it } from 'vitest'
import { isThanks } from './thanks.ts'

const THANKS = [
  '谢谢', '谢谢！', '谢谢您', '谢谢你们', '非常感谢！', '多谢', '好的，谢谢', '谢谢，好的', '收到', '收到，谢谢', '收到，辛苦了', '好的', '好的好的', '好滴，辛苦啦', '明白了，谢谢',
  '知道了', '了解，感谢', '辛苦了！', '谢谢小王', '谢谢陈工', '谢谢李经理，辛苦了', '问题解决了，谢谢！', '已经解决了，非常感谢', '没问题了，谢谢', '可以了，谢谢', '太好了，谢谢大家', '谢谢您的耐心解答',
  '感谢支持', '麻烦你们了，谢谢', '谢谢，再见', '好的，祝您工作顺利', '👌', '👍', '🙏 谢谢', 'ok', 'OK 👌', 'ok 👌', 'Thanks', 'Thanks!', 'Thank you', 'Thank you very much', 'thanks a lot', 'Thx', 'Thanks, bye',
  'Great, thanks', 'Got it, thank you', 'Perfect!', 'Thank you so much for your help', 'Noted, thanks', 'thanks，收到', 'Thanks Anna', 'Thank you, Anna!', '收到，谢谢老李', '辛苦了，小陈',
] as const

const MORE = [
  '谢谢，什么时候能发货？', '谢谢，但还是不行', '收到，不过发票还没有', '好的，请尽快', '谢谢，还有一个问题', '好的，那怎么退货', '谢谢，另外帮我改一下地址', '还是打不开，谢谢', '收到了吗', '好的，明天几点',
  '谢谢，可是没有用', '好的，麻烦寄到公司', '问题没有解决，谢谢', '没解决', '不好', '不可以', '不行', '谢谢你们浪费我的时间', '我不明白', '谢谢，我要投诉', '好的，我等你们消息，明天再不解决就退款', '收到货了是坏的',
  '知道了，钱什么时候退', '谢谢，电话13800138000', '', '   ', '你好', '退款', '订单 20261122', 'Thanks, but it still fails', 'ok, when will it arrive', 'Thank you. Could you also send the invoice', 'Thanks, please call me',
  'It is not ok', "ok it doesn't work", 'thanks for nothing, I want a refund', 'great, now it is broken again', 'Got it. One more question', '谢谢'.repeat(40), '没收到', '还没好', '不谢', '没有收到，谢谢', 'Thanks, Anna is not here', 'ok send it', 'great phone broken', '谢谢小票丢了',
] as const

describe('a short word of thanks that asks nothing', () => {
  it.each(THANKS)('%j sets nothing in motion', (text) => expect(isThanks(text)).toBe(true))
  it.each(MORE)('%j wants an answer', (text) => expect(isThanks(text)).toBe(false))
  it('is decided at once, whatever somebody writes', () => {
    for (const text of [`${'谢'.repeat(50)}退款`, `${'大家老师'.repeat(14)}退`, `${'thank you '.repeat(5)}x`, '谢'.repeat(1_000_000)]) expect(isThanks(text)).toBe(false)
  })
  it('is the same with blanks, full width letters and line breaks around it', () => {
    expect(isThanks('  好的，\n谢谢！ \r\n')).toBe(true)
    expect(isThanks('ＯＫ，Ｔｈａｎｋｓ')).toBe(true)
  })
})
