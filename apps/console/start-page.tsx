import { Navigate } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { setupQuery } from '#capabilities/access/web/pieces/setup-data.ts'

/** Where one begins: the first run while nobody has been through it, else one's own work. */
export function StartPage() {
  const setup = useQuery(setupQuery)
  if (setup.isPending) return null
  return setup.data?.welcome === true ? <Navigate to="/welcome" search={{}} replace /> : <Navigate to="/inbox" search={{ view: 'mine' }} replace />
}
