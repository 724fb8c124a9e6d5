import { rewriteOnLoad } from './rewrite-on-load.ts'
import { SEND_BEFORE_COMMIT } from './edits.ts'

rewriteOnLoad(SEND_BEFORE_COMMIT.path, SEND_BEFORE_COMMIT.edits)
