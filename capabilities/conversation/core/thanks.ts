const LONGEST = 60
/** Anything that asks, objects or adds: then it is no mere thanks, whatever else it says. */
const MORE = /[?？]|吗|呢|怎么|为什么|什么|几时|何时|多久|能否|可否|可以.{0,4}吗|但|不过|可是|然而|还是|仍|依然|没有|没能|不行|不能|不对|无法|问题|另外|还有|麻烦|请|帮我|帮忙|but|however|still|another|problem|issue|can you|could you|please|when|why|how|what|n't|not /i
const THANKS = /谢|辛苦|感谢|多谢|收到|好的|好滴|好哒|明白|知道了|了解|没问题了|解决了|已解决|可以了|好了|ok|okay|thank|thx|cheers|great|perfect|got it|noted|bye|再见|拜拜|赞|👍|👌|🙏/i
/** What may stand beside the thanks: names, greetings, wishes. Taken away one by one, so that no text takes long. */
const KIND_WORDS = wordsOf(`
  谢 感谢 多谢 非常 十分 太 很 真 真的 都 你 你们 您 大家 老师 经理 工程师 客服 同事 小姐姐 小哥 小哥哥 了 啦 哈 呀 哦 嗯 啊 的 好 滴 哒 收到 明白 知道 了解 清楚 辛苦 没问题 已 已经 解决 可以 再见
  拜拜 祝 生活 工作 愉快 顺利 支持 帮助 协助 指导 解答 答复 回复 关心 理解 配合 服务 及时 耐心 赞 给力 棒
  okay ok thank thanks you u so very much many a lot thx cheers great perfect got it noted bye good job day have nice all
  the best for your help support that is work works fine now`)
/** Who is thanked: a name in the place of one, 小王 or Anna. */
const NAMED = /(?<=谢|辛苦|辛苦了|感谢|收到|好的)[，,、 ]?[小老][\u4e00-\u9fff](?=$|[\p{P}\s]|辛苦|谢)|(?<=[Tt]hanks|[Tt]hank you|[Tt]hx|[Cc]heers),? [A-Z][a-z]{1,12}(?=$|[\p{P}])/gu

/** Longer words first: 了解 is not 了 and something else. Besides them signs, and how colleagues are addressed (陈工, 李经理). */
function wordsOf(list: string): RegExp {
  const words = list.trim().split(/\s+/).toSorted((one, other) => other.length - one.length)
  return new RegExp(String.raw`[\p{P}\p{S}\s]|${words.join('|')}|[\u4e00-\u9fff]{1,2}(?:工|总|姐|哥|老师|经理)`, 'giu')
}

/** A short closing word of thanks that asks nothing: it sets nothing in motion (GOLDEN, clocks 6). */
export function isThanks(text: string): boolean {
  if (text.length > LONGEST * 10) return false
  const said = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  if (said === '' || [...said].length > LONGEST || !THANKS.test(said)) return false
  const rest = withoutThanks(said)
  return rest === '' || (!MORE.test(rest) && rest.replace(KIND_WORDS, '') === '')
}

/** 没问题了, 问题解决了 and 麻烦你们了 are thanks although they bear the words of trouble. */
const withoutThanks = (said: string): string => said.replace(/没(?:有)?问题了?|问题(?:已经?)?(?:解决|处理好)了?|麻烦(?:你们?|您)?了|no problem|请放心/gi, '').replace(NAMED, '').trim()
