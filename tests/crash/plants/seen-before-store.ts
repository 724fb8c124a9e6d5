import { rewriteOnLoad } from './rewrite-on-load.ts'
import { SEEN_BEFORE_STORE } from './edits.ts'

rewriteOnLoad(SEEN_BEFORE_STORE.path, SEEN_BEFORE_STORE.edits)
