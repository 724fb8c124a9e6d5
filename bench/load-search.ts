import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { DAY } from '#kernel/instant.ts'
import { pickIndex, seededRng } from '#kernel/rng.ts'
import type { Db } from '#platform/db/database.ts'

/** A year of cases with their messages and customers through the real schema. The agent's teams own one case in ten. */
export type SearchLoad = { readonly template: Id; readonly messages: number; readonly teamIds: readonly Id[]; readonly end: number }

const MESSAGES_A_CASE = 5
const CASES_A_CUSTOMER = 2
const TEAMS = 20
const BLOCK = 5_000
const RARE_EVERY = 50_000
/** A word that hardly any message has. */
export const RARE_WORD = '鎏铄阀'

const CITIES = ['北京', '上海', '广州', '深圳', '杭州', '成都', '重庆', '武汉', '西安', '南京']
const WHO = ['客户', '用户', '会员', '业主', '经销商', '门店']
const DOES = ['投诉', '咨询', '反馈', '要求', '询问', '表示', '确认']
const WHAT = ['空调不制冷', '发票未收到', '退款迟迟不到账', '洗衣机漏水', '配件需要更换', '保修期限', '积分兑换失败', '物流破损', '验证码收不到', '打印机报错', '账单金额有误', '合同续签', '软件闪退', '门锁打不开', '油烟机噪音大']
const END = ['请尽快处理', '希望今天回复', '需要电话回访', '不接受换货', '下周再联系', '谢谢', '麻烦安排师傅上门']
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文']
const GIVEN = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰文辉玲玉红建华宇欣怡子轩浩然梓涵一诺']

/** Ids grow with the number, as ids from the time do. */
function shaped(kind: string, n: number): Id {
  const [head, tail] = [n.toString(16).padStart(8, '0'), n.toString(16).padStart(12, '0')]
  return `0190${head.slice(0, 4)}-${head.slice(4)}-7${kind}-8000-${tail}` as Id
}

export async function loadSearch(db: Db, { template, messages, teamIds, end }: SearchLoad): Promise<{ readonly customers: number; readonly cases: number }> {
  const cases = Math.floor(messages / MESSAGES_A_CASE)
  const customers = Math.floor(cases / CASES_A_CUSTOMER)
  const rng = seededRng(20_261_122)
  const pick = <T>(of: readonly T[]): T => must(of[pickIndex(rng, of.length)], 'one of them')
  const teams = Array.from({ length: TEAMS }, (_, n) => teamIds[n] ?? shaped('eee', n))
  const at = (n: number, of: number): string => new Date(end - 365 * DAY + Math.floor((365 * DAY * n) / of)).toISOString()
  const name = (): string => `${pick(SURNAMES)}${pick(GIVEN)}${rng() < 0.5 ? pick(GIVEN) : ''}`
  const sentence = (): string => `${pick(CITIES)}的${pick(WHO)}${pick(DOES)}${pick(WHAT)}，单号 ${pickIndex(rng, 1_000_000)}，${pick(END)}。`
  const text = (n: number): string => `您好！${sentence()}${sentence()}${rng() < 0.5 ? sentence() : ''}${n % RARE_EVERY === 7 ? `型号${RARE_WORD}。` : ''}`
  await inBlocks(customers, (first, count) => {
    const numbers = Array.from({ length: count }, (_, index) => first + index)
    return db.write([RELAXED, { text: CUSTOMERS, values: [numbers.map((n) => shaped('ccc', n)), numbers.map(name), numbers.map((n) => at(n, customers)), numbers.map((n) => shaped('ddd', n))] }])
  })
  await inBlocks(cases, (first, count) => {
    const numbers = Array.from({ length: count }, (_, index) => first + index)
    const values = [template, numbers.map((n) => shaped('000', n)), numbers.map((n) => `SH-${at(n, cases).slice(0, 10).replaceAll('-', '')}-${String(n).padStart(4, '0')}`), numbers.map((n) => shaped('ccc', Math.floor(n / CASES_A_CUSTOMER))), numbers.map((n) => teams[n % TEAMS]), numbers.map(() => pick(WHAT)), numbers.map((n) => at(n, cases))]
    return db.write([RELAXED, { text: CASES, values }, { text: AUDIENCE, values: [values[1]] }])
  })
  await inBlocks(messages, (first, count) => {
    const numbers = Array.from({ length: count }, (_, index) => first + index)
    return db.write([RELAXED, { text: MESSAGES, values: [numbers.map((n) => shaped('aaa', n)), numbers.map((n) => shaped('000', Math.floor(n / MESSAGES_A_CASE))), numbers.map(text), numbers.map((n) => at(n, messages))] }])
  })
  return { customers, cases }
}

async function inBlocks(count: number, load: (first: number, count: number) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < count; first += BLOCK) await load(first, Math.min(BLOCK, count - first))
}

const RELAXED = { text: 'set local synchronous_commit = off', values: [] }
const CUSTOMERS = `
with given as (select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[]) as g (id, name, at, point)),
made as (insert into customers (id, kind, name, locale, created_at, updated_at) select id, 'person', name, 'zh-CN', at, at from given)
insert into contact_points (id, customer_id, kind, value, value_index, tail_index, from_at)
select point, id, 'phone', '\\x00', sha256(uuid_send(point)), substr(sha256(convert_to((hashtext(point::text) % 10000)::text, 'UTF8')), 1, 8), at from given`
const CASES = `
insert into cases (id, number, scenario, handbook_id, version, status, observed, customer_id, team_id, subject, state, opened_at, updated_at)
select given.id, given.number, scenario, handbook_id, version, 'closed', observed, given.customer, given.team, given.subject, state, given.at, given.at
from cases, unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[]) as given (id, number, customer, team, subject, at) where cases.id = $1`
const AUDIENCE = `
insert into audience (key, case_id, customer_id, next_due_at, status)
select key, id, customer_id, 'infinity', status from cases, unnest(array['all', 't:' || team_id]) key where id = any($1::uuid[])`
const MESSAGES = `
insert into messages (id, case_id, direction, channel, author_kind, text, created_at)
select id, case_id, 'in', 'email', 'customer', text, at from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as given (id, case_id, text, at)`
