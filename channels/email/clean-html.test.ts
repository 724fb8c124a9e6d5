import { describe, expect, it } from 'vitest'
import { cleanHtml, type ImageView } from './clean-html.ts'

const VIEW: ImageView = { enclosed: (contentId) => (contentId === 'logo@x' ? '/api/v1/files/17' : undefined), showRemote: false }

describe('HTML from outside', () => {
  const attacks = [
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg><script>alert(1)</script></svg>', '<svg/onload=alert(1)>', '<math><mi xlink:href="javascript:alert(1)">',
    '<a href="javascript:alert(1)">x</a>', '<a href="jav&#x09;ascript:alert(1)">x</a>', '<a href=" data:text/html,<script>alert(1)</script>">x</a>', '<a href="vbscript:x">x</a>',
    '<iframe src="https://evil.example"></iframe>', '<object data="x"></object>', '<embed src="x">', '<form action="https://evil.example"><input name=p><button>登录</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">', '<base href="https://evil.example/">', '<link rel=stylesheet href="https://evil.example/x.css">',
    '<style>body{background:url(https://evil.example/x)}</style>', '<div style="position:fixed;top:0;left:0;width:100%;z-index:9999">盖住</div>',
    '<div style="background:url(https://evil.example/x)">x</div>', '<div style="color:expression(alert(1))">x</div>', '<p style="color:red;background-image:url(//evil.example)">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', '<!--[if mso]><script>alert(1)</script><![endif]-->', '<<script>alert(1)</script>',
    '<img src="x" style="position:absolute">', '<textarea></textarea><img src=x onerror=alert(1)>', '<template><img src=x onerror=alert(1)></template>',
    '<video src="https://evil.example/x" autoplay>', '<table background="https://evil.example/x"><tr><td>x</td></tr></table>', '<img srcset="https://evil.example/x 1x">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">', '<a href="/api/v1/sign-out">x</a>', '<img src="/api/v1/sign-out">', '<div id="root" class="ant-modal">x</div>',
  ]
  it.each(attacks)('runs nothing, loads nothing, covers nothing: %s', (attack) => {
    const clean = cleanHtml(attack)
    expect(clean).not.toMatch(/<(?:script|style|iframe|object|embed|form|input|button|meta|base|link|svg|math|video|template|textarea)/i)
    expect(clean).not.toMatch(/\son\w+=|javascript:|vbscript:|expression|position|z-index|url\(|srcset|background=|\ssrc=|\sid=|\sclass=|href="\//i)
    expect(cleanHtml(clean)).toBe(clean)
  })

  it('loses nothing a letter needs', () => {
    expect(cleanHtml('<p style="color:#333;position:fixed">您好 <b>王丽</b></p><table><tr><td colspan="2">1</td></tr></table>'))
      .toBe('<p style="color:#333">您好 <b>王丽</b></p><table><tr><td colspan="2">1</td></tr></table>')
  })

  it('opens links outside, without telling where from', () => {
    expect(cleanHtml('<a href="https://example.cn/a?b=1&c=2">x</a>')).toBe('<a href="https://example.cn/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">x</a>')
  })

  it('is the same after the second cleaning, images too', () => {
    const clean = cleanHtml('<p>a &amp; b<img src="https://evil.example/pixel.gif" width="1"><img src="cid:logo@x"></p>')
    expect(cleanHtml(clean)).toBe(clean)
  })
})

describe('images', () => {
  it('of other sites wait until somebody asks for them', () => {
    const stored = cleanHtml('<img src="https://example.cn/p.png" alt="图">')
    expect(stored).toBe('<img alt="图" data-src="https://example.cn/p.png" />')
    expect(cleanHtml(stored, VIEW)).toBe(stored)
    expect(cleanHtml(stored, { ...VIEW, showRemote: true })).toContain(' src="https://example.cn/p.png"')
  })

  it('inside the mail are shown from our own server, once they are known', () => {
    const stored = cleanHtml('<img src="cid:logo%40x"><img src="CID:other">')
    expect(stored).toBe('<img data-cid="logo@x" /><img data-cid="other" />')
    expect(cleanHtml(stored, VIEW)).toBe('<img data-cid="logo@x" src="/api/v1/files/17" /><img data-cid="other" />')
  })

  it('a sender cannot name an address of ours to be loaded', () => {
    expect(cleanHtml('<img data-src="/api/v1/sign-out" src="x">', { ...VIEW, showRemote: true })).toBe('<img />')
    expect(cleanHtml('<img data-src="javascript:alert(1)">', { ...VIEW, showRemote: true })).toBe('<img />')
  })
})

it('a hundred thousand nested tags are cleaned without a hang', () => {
  expect(cleanHtml(`${'<div>'.repeat(100_000)}深`).length).toBeGreaterThan(0)
})
