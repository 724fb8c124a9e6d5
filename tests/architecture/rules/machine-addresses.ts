import { matches, type Breach, type SourceFile } from '../source-file.ts'

const FOLDERS = ['work', 'farm', 'home', 'root', 'Users', 'tmp'].join('|')
const PATHS = new RegExp(`(?<![\\w.)}\\]$*/:-])/(?:${FOLDERS})/\\w`, 'g')
const REGISTRIES = new RegExp(`registry\\.(?:npm|yarn)\\w*\\.|deb\\.deb${'ian'}\\.org|npmmirror\\.com|//mirrors?\\.`, 'g')

/** The repository works on any machine: no absolute path of one of them, no address of a package registry. */
export function machineAddresses(files: readonly SourceFile[]): readonly Breach[] {
  return files.filter((file) => !file.path.startsWith('tests/data/')).flatMap((file) => [
    ...matches({ file, searched: file.text, pattern: PATHS, what: (found) => `names a folder of one machine: ${found}…`, remedy: 'derive it from the root of the clone, os.tmpdir() or the settings' }),
    ...matches({ file, searched: file.text, pattern: REGISTRIES, what: (found) => `names a package registry: ${found}`, remedy: 'leave the address to the settings of npm and apt' }),
  ])
}
