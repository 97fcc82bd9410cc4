/** Reads single entries of the shared zip and tar.gz files: enough for comparing the starter set with its sources. */
import { readFileSync } from 'node:fs'
import { gunzipSync, inflateRawSync } from 'node:zlib'

/** Names of a zip's entries with a function that inflates one (APPNOTE 4.3.12 central directory, 4.3.7 local header). */
export function readZip(path: string): {
  readonly names: readonly string[]
  readonly text: (name: string) => string
} {
  const bytes = readFileSync(path)
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const total = bytes.readUInt16LE(end + 10)
  const entries = new Map<string, { offset: number; size: number; method: number }>()
  let at = bytes.readUInt32LE(end + 16)
  for (let number = 0; number < total; number++) {
    const length = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + length)
    const method = bytes.readUInt16LE(at + 10)
    entries.set(name, { offset: bytes.readUInt32LE(at + 42), size: bytes.readUInt32LE(at + 20), method })
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  const text = (name: string): string => {
    const entry = entries.get(name)
    if (entry === undefined) throw new Error(`${path} has no entry ${name}`)
    const start =
      entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28)
    const packed = bytes.subarray(start, start + entry.size)
    return (entry.method === 0 ? packed : inflateRawSync(packed)).toString('utf8')
  }
  return { names: [...entries.keys()], text }
}

/** Texts of the regular files of a tar.gz, keyed by path (POSIX ustar headers, GNU and pax long names). */
export function readTarGz(path: string): ReadonlyMap<string, string> {
  const bytes = gunzipSync(readFileSync(path))
  const files = new Map<string, string>()
  for (let at = 0; at + 512 <= bytes.length; ) {
    const field = (from: number, to: number): string =>
      bytes.toString('utf8', at + from, at + to).split('\0')[0] ?? ''
    const size = Number.parseInt(field(124, 136) || '0', 8)
    const name = field(345, 500) === '' ? field(0, 100) : `${field(345, 500)}/${field(0, 100)}`
    if (['0', ''].includes(field(156, 157)))
      files.set(name, bytes.toString('utf8', at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}
