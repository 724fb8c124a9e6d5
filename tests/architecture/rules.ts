import { architectureMap } from './rules/architecture-map.ts'
import { barrelFiles } from './rules/barrel-files.ts'
import { clauseNames } from './rules/clause-names.ts'
import { corePurity } from './rules/core-purity.ts'
import { dependencyReasons } from './rules/dependency-reasons.ts'
import { explicitAny } from './rules/explicit-any.ts'
import { fileSize } from './rules/file-size.ts'
import { forbiddenNames } from './rules/forbidden-names.ts'
import { importCycles } from './rules/import-cycles.ts'
import { importZones } from './rules/import-zones.ts'
import { leftovers } from './rules/leftovers.ts'
import { lockFile } from './rules/lock-file.ts'
import { machineAddresses } from './rules/machine-addresses.ts'
import { ownMocks } from './rules/own-mocks.ts'
import { readmePerCapability } from './rules/readme-per-capability.ts'
import { refusalWording } from './rules/refusal-wording.ts'
import type { Rule } from './source-file.ts'

/** The house rules that read text alone, each by the sentence its test carries. */
export const RULES: readonly (readonly [sentence: string, rule: Rule])[] = [
  ['imports run one way, downwards', importZones],
  ['no file imports itself in a circle', importCycles],
  ['nobody hides where a thing lives', barrelFiles],
  ['cores are pure', corePurity],
  ['no file is longer than 400 lines', fileSize],
  ['our own code is never mocked', ownMocks],
  ['names say what a thing is', forbiddenNames],
  ['types are never switched off', explicitAny],
  ['nothing is left half done', leftovers],
  ['clauses stand in the handbook, not in the code', clauseNames],
  ['the repository names no machine and no registry', machineAddresses],
  ['the lock carries no download addresses', lockFile],
  ['each dependency says why it is here', dependencyReasons],
  ['ARCHITECTURE.md names every folder', architectureMap],
  ['each capability and channel has its page', readmePerCapability],
  ['every refusal has words in zh-CN and en', refusalWording],
]
