/** A file of a draft, its path relative to the handbook folder. */
export type DraftFile = { readonly path: string; readonly text: string }

const YAML = /\.ya?ml$/
const WITHIN = /^(?:calendars|scenarios|surveys|wording|care|customers)$/

/** The YAML files of a chosen folder. The browser names them with the folder itself in front, which is left out. */
export async function readFolder(files: Iterable<File>): Promise<readonly DraftFile[]> {
  const yaml = [...files].filter(({ name }) => YAML.test(name))
  return Promise.all(yaml.map(async (file) => ({ path: pathIn(file.webkitRelativePath === '' ? file.name : file.webkitRelativePath), text: await file.text() })))
}

/** `我的手册/scenarios/after-sales.yaml` → `scenarios/after-sales.yaml`. */
export function pathIn(path: string): string {
  const parts = path.split('/')
  if (parts.length === 1 || (parts.length === 2 && WITHIN.test(parts[0] ?? ''))) return path
  return parts.slice(1).join('/')
}
