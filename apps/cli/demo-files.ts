import { crc32, deflateSync } from 'node:zlib'
import { must } from '#kernel/assert.ts'
import type { Rng } from '#kernel/rng.ts'

export type DemoFile = { readonly name: string; readonly type: string; readonly content: Buffer }

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

const WIDTH = 96
const HEIGHT = 64
const GRAIN = 16

/** A small picture: a shade with a darker box in it, another one for each thread. */
export function demoPhoto(name: string, rng: Rng): DemoFile {
  const [red, green, blue, left, top] = [0, 0, 0, 0, 0].map(() => rng())
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const shadesOf = (lightest: number): readonly Buffer[] =>
    Array.from({ length: GRAIN }, (_, grain) => Buffer.from([red, green, blue].map((share) => Math.min(255, Math.round((lightest + grain) * (0.6 + 0.4 * (share ?? 0)))))))
  const [box, around] = [shadesOf(90), shadesOf(190)]
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3))
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const inside = Math.abs(x - 20 - (left ?? 0) * 50) < 14 && Math.abs(y - 16 - (top ?? 0) * 30) < 11
      const at = y * (1 + WIDTH * 3) + 1 + x * 3
      must((inside ? box : around)[(x + y) % GRAIN], 'every grain has its shade').copy(rows, at)
    }
  }
  const content = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
  return { name: `${name}.png`, type: 'image/png', content }
}

/** What a machine would have written down. */
export function demoLog(name: string, serial: string, rng: Rng): DemoFile {
  const lines = Array.from({ length: 12 }, (_, line) => `${String(line * 5).padStart(3, '0')} min  T=${(20 + rng() * 30).toFixed(1)}  RH=${(40 + rng() * 40).toFixed(1)}  code=${rng() < 0.2 ? `E${1 + Math.floor(rng() * 9)}` : 'ok'}`)
  return { name: `${name}.txt`, type: 'text/plain', content: Buffer.from(`# ${serial}\n${lines.join('\n')}\n`, 'utf8') }
}

/** One page with one line. */
export function demoDocument(name: string, line: string): DemoFile {
  const stream = `BT /F1 14 Tf 60 760 Td (${line.replaceAll(/[^\x20-\x7e]|[()\\]/g, ' ').trim()}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`
  const content = `${body}${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return { name: `${name}.pdf`, type: 'application/pdf', content: Buffer.from(content, 'latin1') }
}
