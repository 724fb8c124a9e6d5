import { useQuery } from '@tanstack/react-query'
import type { Me } from '#capabilities/access/contract.ts'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { Watermark } from '#ui/pieces/watermark.tsx'
import { colourIn } from '#ui/theme/tokens.ts'
import { useLook } from '#ui/theme/use-look.ts'

/** Somebody who turns it on should not have to ask everybody to load the page anew. */
const ASKED_AGAIN_MS = 300_000

export const consoleSettingsKey = ['console-settings'] as const
export const useConsoleSettings = () => useQuery({ queryKey: consoleSettingsKey, queryFn: async ({ signal }) => askAccess('GET /api/v1/console-settings', {}, { signal }), refetchInterval: ASKED_AGAIN_MS })

/** Name and staff number over every screen, where the administrator wants it. */
export function ScreenWatermark({ me }: { readonly me: Me }) {
  const look = useLook()
  const settings = useConsoleSettings()
  return settings.data?.watermark === true ? <Watermark words={[me.name, me.number].filter((word) => word !== null).join(' ')} colour={colourIn('text', look)} /> : null
}
