import { createRequire } from 'node:module'
import type * as cssInJs from '@ant-design/cssinjs'
import { createElement, type ComponentType, type FunctionComponent, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import type { ESTree, Plugin } from 'vite'
import { must } from '#kernel/assert.ts'
import { themeOf } from '#ui/theme/theme.ts'

const STYLE_MODULE = /\/node_modules\/antd\/es\/(.+?\/style(?:\/[\w-]+)?)\.js$/
const MAKERS = ['genStyleHooks', 'genComponentStyleHook', 'genSubStyleComponent'] as const
const BASE = 'virtual:component-base.css'
const SHEET = '/component-styles/'
/** Where the class of a component is not named as its folder is. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  '_util/wave/style': ['wave'], 'badge/style/ribbon': ['ribbon'], button: ['btn'], 'date-picker': ['picker'], grid: ['row', 'col'], 'input/style/otp': ['otp'],
  'input/style/search': ['input-search'], 'qr-code': ['qrcode'], 'space/style/addon': ['space-addon'], 'space/style/compact': ['space-compact'],
}

type CssInJs = Pick<typeof cssInJs, 'createCache' | 'extractStyle' | 'StyleProvider'>
type Maker = (typeof MAKERS)[number]
type Made = { readonly maker: Maker; readonly given: readonly unknown[] }
type Hook = (prefix: string, root: string) => unknown
type Makers = Record<Maker, (...given: readonly unknown[]) => Hook | ComponentType<{ readonly prefixCls: string }>>

/**
 * The styles of the components as files, one for each component, made while the console is built. The browser then neither carries the code
 * that computes them nor runs it before the first picture of every kind of component. `zeroRuntime` of the theme is its counterpart.
 */
export const componentStylesPlugin = (): Plugin => ({
  name: 'component-styles',
  resolveId: (id) => (id === BASE ? `${SHEET}${BASE.slice('virtual:'.length)}` : id.startsWith(SHEET) ? id : null),
  load: (id) => (id.startsWith(SHEET) ? sheetOf(id.slice(SHEET.length, -'.css'.length)) : null),
  transform(code, id) {
    const part = STYLE_MODULE.exec(id)?.[1]
    if (part === undefined || !MAKERS.some((maker) => code.includes(`${maker}(`))) return null
    return { code: `import '${SHEET}${part}.css'\n${withoutRules(code, this.parse(code))}`, map: null }
  },
})

/** The second argument of a maker says the rules; without it all that computes them is unused, and left out. */
function withoutRules(code: string, tree: ESTree.Program): string {
  let kept = code
  for (const { start, end } of rulesIn(tree).toSorted((a, b) => b.start - a.start)) kept = `${kept.slice(0, start)}undefined${kept.slice(end)}`
  return kept
}

type Place = { readonly start: number; readonly end: number }

function rulesIn(node: unknown): readonly Place[] {
  if (typeof node !== 'object' || node === null) return []
  const { type, callee, arguments: given } = node as { readonly type?: string; readonly callee?: { readonly name?: string }; readonly arguments?: readonly Place[] }
  const rules = type === 'CallExpression' && MAKERS.some((maker) => maker === callee?.name) ? given?.[1] : undefined
  return rules === undefined ? Object.values(node).flatMap(rulesIn) : [rules]
}

const require = createRequire(import.meta.url)
// The library's own copy: it would not hear of another's cache.
const { createCache, extractStyle, StyleProvider } = createRequire(require.resolve('antd'))('@ant-design/cssinjs') as CssInJs
const makers = require('antd/lib/theme/util/genStyleUtils.js') as Makers
const { default: ConfigProvider } = require('antd/lib/config-provider/index.js') as { readonly default: FunctionComponent<object> }
const real: Makers = { ...makers }

/** The rules of one component as the library computes them for our theme; of `component-base` those that all share. */
function sheetOf(part: string): string {
  if (part === 'component-base') return sharedRules()
  const classes = CLASSES[part] ?? CLASSES[part.split('/')[0] ?? ''] ?? [part.split('/')[0] ?? '']
  const sheet = drawn(madeBy(part), classes, { hashed: false, wanted: (name) => !isShared(name) })
  return must(sheet === '' ? undefined : sheet, `${part} has rules`)
}

/** Rules for plain links hold inside of components alone: those are known by the class that carries their variables. */
const sharedRules = (): string =>
  drawn([{ maker: 'genComponentStyleHook', given: ['Base', () => []] }], ['base'], { hashed: true, wanted: isShared }).replaceAll(/\.css-(?!var-)[\w-]+/g, '.css-var-root')

const isShared = (name: string): boolean => name.split('%').includes('Shared')

/** What a module of the library hands to the makers: some as they are loaded, some when they are used. */
function madeBy(part: string): readonly Made[] {
  const path = require.resolve(`antd/lib/${part}.js`)
  require(path)
  delete require.cache[path]
  const made: Made[] = []
  for (const maker of MAKERS) {
    makers[maker] = (...given) => {
      made.push({ maker, given })
      return () => []
    }
  }
  try {
    const { default: use } = require(path) as { readonly default: (prefix: string, root: string, inject: boolean) => unknown }
    if (made.length === 0) use(part, part, true)
  } finally {
    Object.assign(makers, real)
  }
  return made
}

type Drawing = { readonly hashed: boolean; readonly wanted: (name: string) => boolean }

function drawn(made: readonly Made[], classes: readonly string[], { hashed, wanted }: Drawing): string {
  const cache = createCache()
  const probes = made.map(({ maker, given }, at) => {
    const prefixCls = `ant-${classes[at] ?? classes[0]}`
    const use = real[maker](...given)
    if (maker === 'genSubStyleComponent') return createElement(use as ComponentType<{ readonly prefixCls: string }>, { key: at, prefixCls })
    const Probe = (): ReactNode => {
      (use as Hook)(prefixCls, prefixCls)
      return null
    }
    return createElement(Probe, { key: at })
  })
  const theme = { ...themeOf('light', { moving: true }), zeroRuntime: false, hashed }
  renderToString(createElement(StyleProvider, { cache }, createElement(ConfigProvider, { theme } as object, probes as ReactNode)))
  for (const name of cache.cache.keys()) if (!wanted(name)) cache.cache.delete(name)
  return extractStyle(cache, { plain: true, types: ['style'] })
}
