import type { Http } from '#platform/http/type-provider.ts'
import { CASE_COMMANDS } from './case-commands.ts'
import type { CaseDeps } from './case-deps.ts'
import { registerCommand } from './command-routes.ts'
import { MESSAGE_COMMANDS } from './message-commands.ts'
import { registerOverview } from './overview.ts'
import { registerCustomerBriefs } from './customer-briefs.ts'
import { registerBatches } from './batch-routes.ts'
import { registerLists } from './list-routes.ts'
import './messages/case-messages.ts'
import './messages/inbox-messages.ts'
import './messages/notification-messages.ts'
import './messages/writing-messages.ts'
import { registerLinks } from './link-route.ts'
import { registerOpening } from './opening-routes.ts'
import { registerClocks } from './clocks-route.ts'
import { registerCaseReads } from './read-routes.ts'
import { registerSearch } from './search-route.ts'
import { registerSplit } from './split-route.ts'
import { registerGuides } from './guide-routes.ts'
import { registerDrafts } from './drafts-route.ts'
import { registerViews } from './view-routes.ts'
import { registerTemplates } from './template-routes.ts'
import { registerThread, type ShowHtml } from './thread-route.ts'
import { registerWriting } from './writing-routes.ts'
import { registerVersionMove } from './version-move-route.ts'

/** What the composition lends: how stored HTML is shown, what the company calls itself, and where customers' links lead. */
type CaseShowing = { readonly showHtml: ShowHtml; readonly publicUrl: string; readonly companyName: () => Promise<string> }

/** Everything one can ask of cases over HTTP. */
export function caseRoutes(app: Http, deps: CaseDeps, { showHtml, publicUrl, companyName }: CaseShowing): void {
  registerOpening(app, deps)
  registerLists(app, deps)
  registerViews(app, deps)
  registerBatches(app, deps)
  registerOverview(app, deps)
  registerCustomerBriefs(app, deps)
  registerCaseReads(app, deps)
  registerClocks(app, deps)
  registerThread(app, deps, showHtml)
  registerWriting(app, deps)
  registerTemplates(app, deps, companyName)
  registerDrafts(app, deps)
  registerLinks(app, deps, publicUrl)
  registerGuides(app, deps)
  registerSearch(app, deps)
  registerSplit(app, deps)
  registerVersionMove(app, deps)
  for (const route of [...CASE_COMMANDS, ...MESSAGE_COMMANDS]) registerCommand(app, deps, route)
}
