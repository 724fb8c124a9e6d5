/** What people write when asked for a password: the first things tried. Lower case; years and dates by pattern. */
const WORDS = `
password passwd passw0rd p@ssword p@ssw0rd pa55word pass pwd secret letmein welcome hello login logon signin access changeme change default
admin administrator root user guest test tester testing demo sample temp master super system manager operator staff office service support
helpdesk server database oracle mysql postgres windows linux cisco company computer internet network security private public office365
qwerty qwertyuiop qwertyui qwert asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsx qazwsxedc wsxedc qweasd qweasdzxc qwe asd zxc
1qaz2wsx 1qaz 2wsx 3edc 4rfv 5tgb 1q2w3e4r5t6y 1q2w3e4r5t 1q2w3e4r 1q2w3e q1w2e3r4t5 q1w2e3r4 q1w2e3 zaq12wsx zaq1 xsw2 cde3 vfr4 qwer1234
abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij aabbcc abcabc a1b2c3d4 a1b2c3 aa bb cc xx xyz
1234567890 123456789 12345678 1234567 123456 12345 1234 123 0987654321 987654321 87654321 7654321 654321 54321 4321 321 0123456789
112233 11223344 1122334455 123123 123321 12344321 123454321 147258369 147258 258369 159357 159753 789456123 456789 789456 741852963 13579 24680
111 222 333 444 555 666 777 888 999 000 11 22 33 44 55 66 77 88 99 00 110 119 120 10086 10010 10000 12306 168 188 518 520 1314 5201314 521 201314 3344520
7758521 7758258 584520 1314520 1314521 147852 963852741 520520 13145200
iloveyou ilove loveyou iloveu love lovely forever baby sweet honey angel princess sunshine flower rainbow butterfly summer winter spring autumn
monkey dragon tiger lion panda football baseball basketball soccer superman batman spiderman pokemon starwars michael jordan charlie daniel jessica
ashley thomas andrew killer hunter shadow freedom whatever trustno1 mustang ferrari porsche cookie cheese banana orange apple google baidu tencent
alibaba taobao weixin wechat xiaomi huawei facebook microsoft samsung china beijing shanghai shenzhen guangzhou zhongguo
woaini woaiwojia woaini1314 woaini520 aini nihao nihaoma mima wodemima mimamima gongsi kefu kehu shouhou guanliyuan zhangsan lisi wangwu laopo laogong
baobei baobao xiaobao gongxifacai facai shunli zhanghao denglu ceshi
careloop care loop guanhuai guanhuaibihuan bihuan 关怀闭环 关怀 闭环 密码 我的密码 管理员 客服 公司 测试 我爱你 你好 中国
`
const COMMON: readonly string[] = WORDS.split(/\s+/).filter((word) => word !== '').toSorted((a, b) => b.length - a.length)
const DATE = /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?/

/** A password of nothing but such words, dates and a sign or two: password1234, admin@2026, woaini1314. */
export function isCommonPassword(password: string): boolean {
  let rest = password.toLowerCase()
  let own = 0
  while (rest !== '') {
    const known = COMMON.find((word) => rest.startsWith(word)) ?? DATE.exec(rest)?.[0]
    if (known === undefined && /^[\p{L}\p{N}]/u.test(rest)) own += 1
    rest = rest.slice(known?.length ?? [...rest][0]!.length)
  }
  return own < OWN_MIN
}

/** Letters and digits of one's own that make a password more than its common parts. */
const OWN_MIN = 4
