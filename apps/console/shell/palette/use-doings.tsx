import { BgColorsOutlined, EyeOutlined, GlobalOutlined, LogoutOutlined, SearchOutlined, SettingOutlined, ThunderboltOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import type { Me } from '#capabilities/access/contract.ts'
import { LOCALES } from '#kernel/text.ts'
import { useKeyCommands } from '#ui/keys/key-commands.ts'
import { chooseLook } from '#ui/theme/use-look.ts'
import { adminPagesOf } from '../../admin/admin-pages.ts'
import { useAdminWords } from '../../admin/use-admin-words.ts'
import { LANGUAGES, LOOKS, useAccountLanguage, useSignOut } from '../account-doings.ts'
import { commandsInForce } from '../commands-in-force.ts'
import { placesOf } from '../places.tsx'
import { useConsoleWords } from '../use-console-words.ts'
import type { Shown } from '../use-shell-keys.ts'
import { useShellWords } from '../use-shell-words.ts'
import type { Entry } from './entry.ts'

/** A doing that can be found by its words. */
export type Doing = Entry & { readonly words: string }

/** The pages that are open to somebody. */
export function usePages({ permissions }: Me): readonly Doing[] {
  const say = useShellWords()
  const sayPlace = useConsoleWords()
  const sayAdmin = useAdminWords()
  const navigate = useNavigate()
  const page = (id: string, words: string, icon: Doing['icon'], run: () => void, keys?: string): Doing => ({ id, words, title: words, icon, run, ...(keys === undefined ? {} : { keys }) })
  const also = (other: string, doing: Doing): Doing => ({ ...doing, words: `${doing.words} ${other}` })
  return [
    ...placesOf(permissions).map(({ to, word, icon, keys }) => also(to === '/inbox' ? say('palette.also_inbox') : '', page(`page:${to}`, sayPlace(word), icon, () => void navigate({ to, search: to === '/inbox' ? { view: 'mine' } : {} }), keys))),
    page('page:/search', say('palette.search_page'), <SearchOutlined />, () => void navigate({ to: '/search', search: {} })),
    page('page:/settings', say('palette.settings'), <UserOutlined />, () => void navigate({ to: '/settings' })),
    ...(permissions['staff.manage'] === 'all' ? [page('page:watermark', say('palette.watermark'), <EyeOutlined />, () => void navigate({ to: '/admin/company', hash: 'watermark' }))] : []),
    ...adminPagesOf(permissions).flatMap(({ pages }) => pages.map(({ to, word }) => page(`page:${to}`, `${sayPlace('nav.admin')} · ${sayAdmin(word)}`, <SettingOutlined />, () => void navigate({ to })))),
  ]
}

/** Everything that can be done from here: by the present screen, and by everybody. */
export function useCommands(onShow: (what: Shown) => void): readonly Doing[] {
  const say = useShellWords()
  const sayConsole = useConsoleWords()
  const signOut = useSignOut()
  const speak = useAccountLanguage()
  const keyed = commandsInForce(useKeyCommands()).filter(({ keys }) => !keys.startsWith('g ') && keys !== 'mod+k' && keys !== '/' && keys !== '?')
  const command = (id: string, words: string, icon: Doing['icon'], run: () => void): Doing => ({ id, words, title: words, icon, run })
  return [
    ...keyed.map(({ keys, name, group, run }): Doing => ({ id: `key:${keys}`, words: `${name} ${group}`, title: name, hint: group, icon: <ThunderboltOutlined />, keys, run })),
    command('help', say('palette.keys'), <ThunderboltOutlined />, () => onShow('help')),
    ...LOOKS.map((look) => command(`look:${look}`, say('palette.look', { look: sayConsole(`look.${look}`) }), <BgColorsOutlined />, () => chooseLook(look))),
    ...LOCALES.map((locale) => command(`language:${locale}`, say('palette.language', { language: LANGUAGES[locale] }), <GlobalOutlined />, () => speak(locale))),
    command('sign-out', say('palette.sign_out'), <LogoutOutlined />, signOut),
  ]
}
