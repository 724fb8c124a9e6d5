/** What a letter says; what is left out is made up. `headers` are further header lines. */
export type Letter = {
  readonly subject?: string
  readonly body?: string
  readonly from?: string
  readonly to?: string
  readonly messageId?: string
  readonly headers?: readonly string[]
}

let written = 0

/** A mail as it goes over the wire: UTF-8, lines ended by CRLF. */
export function letter({ subject = '咨询', body = '您好\r\n', from = 'wang.li@customer.test', to = 'support@care.test', messageId, headers = [] }: Letter): Buffer {
  written += 1
  return Buffer.from(
    [
      `From: =?utf-8?B?${base64('王丽')}?= <${from}>`,
      `To: ${to}`,
      `Subject: =?utf-8?B?${base64(subject)}?=`,
      'Date: Sun, 22 Nov 2026 09:00:00 +0800',
      `Message-ID: ${messageId ?? `<letter-${process.pid}-${written}@customer.test>`}`,
      ...headers,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      body,
    ].join('\r\n'),
  )
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
