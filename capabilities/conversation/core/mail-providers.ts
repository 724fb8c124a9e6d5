type Door = { readonly host: string; readonly port: number; readonly secure: boolean }

/** Companies that keep mailboxes for others: their servers, and what they want instead of the password one signs in with. */
export type MailProvider = {
  readonly key: 'tencent' | 'aliyun' | 'netease' | 'qq' | '163' | 'microsoft' | 'gmail'
  readonly imap: Door
  readonly smtp: Door
  /** `code`: an authorisation code made in the provider's settings; `app`: a password for one program; `modern`: passwords alone are often not taken any more. */
  readonly wants: 'code' | 'app' | 'modern'
  /** Mail to name+anything@domain is known to reach name@domain. */
  readonly plusAddressing: boolean
  /** Addresses that are always theirs. */
  readonly domains: readonly string[]
}

const sealed = (host: string, port: number): Door => ({ host, port, secure: true })

/** The usual ones, by the settings they publish. */
export const MAIL_PROVIDERS: readonly MailProvider[] = [
  { key: 'tencent', imap: sealed('imap.exmail.qq.com', 993), smtp: sealed('smtp.exmail.qq.com', 465), wants: 'code', plusAddressing: false, domains: [] },
  { key: 'aliyun', imap: sealed('imap.qiye.aliyun.com', 993), smtp: sealed('smtp.qiye.aliyun.com', 465), wants: 'code', plusAddressing: false, domains: [] },
  { key: 'netease', imap: sealed('imap.qiye.163.com', 993), smtp: sealed('smtp.qiye.163.com', 994), wants: 'code', plusAddressing: false, domains: [] },
  { key: 'qq', imap: sealed('imap.qq.com', 993), smtp: sealed('smtp.qq.com', 465), wants: 'code', plusAddressing: false, domains: ['qq.com', 'foxmail.com', 'vip.qq.com'] },
  { key: '163', imap: sealed('imap.163.com', 993), smtp: sealed('smtp.163.com', 465), wants: 'code', plusAddressing: false, domains: ['163.com'] },
  { key: 'microsoft', imap: sealed('outlook.office365.com', 993), smtp: { host: 'smtp.office365.com', port: 587, secure: false }, wants: 'modern', plusAddressing: true, domains: ['outlook.com', 'hotmail.com', 'live.com'] },
  { key: 'gmail', imap: sealed('imap.gmail.com', 993), smtp: sealed('smtp.gmail.com', 465), wants: 'app', plusAddressing: true, domains: ['gmail.com'] },
]

/** Whose an address is, as far as the address tells. */
export function providerOfAddress(address: string): MailProvider | null {
  const domain = address.trim().toLowerCase().split('@')[1] ?? ''
  return MAIL_PROVIDERS.find(({ domains }) => domains.includes(domain)) ?? null
}

/** Whose servers these are. */
export const providerOfServer = (host: string): MailProvider | null => MAIL_PROVIDERS.find(({ imap }) => imap.host === host) ?? null
