export type StoredMail = { readonly uid: number; readonly raw: Buffer; readonly flags: Set<string> }
export type Folder = { uidValidity: number; uidNext: number; mails: StoredMail[]; readonly specialUse: string | null }
export type Account = { readonly user: string; readonly password: string; readonly folders: Map<string, Folder> }

/** What the stand-in may be told to do wrong; read again for each command. `dropOn` cuts the line once, instead of carrying out the command. */
export type ImapFaults = { refuseLogins: boolean; withoutIdle: boolean; dropOn: RegExp | null }

export const emptyFolder = (uidValidity: number, specialUse: string | null): Folder => ({ uidValidity, uidNext: 1, mails: [], specialUse })

/** Puts a mail at the end of a folder; answers its UID. */
export function addMail(folder: Folder, raw: Buffer, flags: readonly string[]): number {
  const uid = folder.uidNext
  folder.uidNext += 1
  folder.mails = [...folder.mails, { uid, raw, flags: new Set(flags) }]
  return uid
}
