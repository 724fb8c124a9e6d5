import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App as AntApp, ConfigProvider } from 'antd'
import type { Locale as ComponentWords } from 'antd/es/locale/index.js'
import { useLayoutEffect } from 'react'
import { createQueryClient } from '#ui/talk/query-client.ts'
import { themeOf } from '#ui/theme/theme.ts'
import { useLook } from '#ui/theme/use-look.ts'
import { wearLook } from '#ui/theme/wear-look.ts'
import { createConsoleRouter } from './router.tsx'
import { endSession } from './session-end.ts'
import { lendNonce } from './style-nonce.ts'

const STILL = matchMedia('(prefers-reduced-motion: reduce)').matches
const cache = createQueryClient(endSession)
const router = createConsoleRouter(cache)
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
lendNonce(nonce)

/** Everything that all screens stand on: look, language, server data and addresses. */
export function App({ components }: { readonly components: ComponentWords }) {
  const look = useLook()
  useLayoutEffect(() => wearLook(look, document.documentElement), [look])
  return (
    <ConfigProvider theme={themeOf(look, { moving: !STILL })} locale={components} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}
