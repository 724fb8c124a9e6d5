import { theme as algorithms, type ThemeConfig } from 'antd'
import { colourIn, CORNERS, FONT_FAMILY, TYPE_SIZES, type Look } from './tokens.ts'

/** Ant Design in our colours. `moving`: whoever asked for less motion has none, and what would move away is gone at once. */
export function themeOf(look: Look, { moving }: { readonly moving: boolean }): ThemeConfig {
  const colour = (name: Parameters<typeof colourIn>[0]): string => colourIn(name, look)
  return {
    // The rules of the components are files, made when the console is built; only their variables are made here.
    zeroRuntime: true,
    hashed: false,
    algorithm: look === 'light' ? algorithms.defaultAlgorithm : algorithms.darkAlgorithm,
    token: {
      motion: moving,
      colorPrimary: colour('accent'),
      colorInfo: colour('accent'),
      colorLink: colour('accent-text'),
      colorLinkHover: colour('accent-text'),
      colorSuccess: colour('good'),
      colorWarning: colour('warn'),
      colorError: colour('bad'),
      colorBgLayout: colour('page'),
      colorBgContainer: colour('panel'),
      colorBgElevated: colour('raised'),
      colorText: colour('text'),
      colorTextSecondary: colour('muted'),
      colorTextTertiary: colour('muted'),
      colorTextDescription: colour('muted'),
      colorTextPlaceholder: colour('faint'),
      colorTextQuaternary: colour('faint'),
      colorTextDisabled: colour('faint'),
      colorBorder: colour('line-strong'),
      colorBorderSecondary: colour('line'),
      colorSplit: colour('line'),
      fontFamily: FONT_FAMILY,
      fontSize: TYPE_SIZES.type,
      borderRadius: CORNERS.corner,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      // What the library makes of a dark tone is grey.
      Alert: { colorWarningBg: colour('warn-soft'), colorErrorBg: colour('bad-soft'), colorInfoBg: colour('info-soft'), colorSuccessBg: colour('good-soft') },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', colorErrorText: colour('bad') },
      Menu: { itemSelectedBg: colour('accent-soft'), itemSelectedColor: colour('accent-text'), darkItemSelectedBg: colour('accent-soft') },
      // A choice is seen to be one on the page as on a panel.
      Segmented: { itemColor: colour('muted'), trackBg: colour(look === 'light' ? 'calm-soft' : 'hover'), itemSelectedBg: colour(look === 'light' ? 'panel' : 'selected') },
      Table: { headerColor: colour('muted'), headerBg: colour('sunken'), headerSplitColor: 'transparent' },
      Tabs: { itemColor: colour('muted'), itemSelectedColor: colour('accent-text') },
    },
  }
}
