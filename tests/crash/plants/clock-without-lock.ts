import { rewriteOnLoad } from './rewrite-on-load.ts'
import { CLOCK_WITHOUT_LOCK } from './edits.ts'

rewriteOnLoad(CLOCK_WITHOUT_LOCK.path, CLOCK_WITHOUT_LOCK.edits)
