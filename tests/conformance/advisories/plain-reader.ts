/** The archives read in the plainest way, sharing no code with the product: what the store is compared with. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

export interface PlainRecord {
  readonly source: string
  readonly folder: string
  readonly text: string
  readonly value: OsvValue
}

export interface OsvValue {
  readonly id: string
  readonly modified?: string
  readonly published?: string
  readonly withdrawn?: string
  readonly aliases?: readonly string[] | null
  readonly schema_version?: string
  readonly affected?: readonly {
    readonly package?: { readonly ecosystem: string; readonly name: string }
    readonly ranges?: readonly { readonly type: string; readonly events: readonly Record<string, string>[] }[]
    readonly versions?: readonly string[] | null
  }[]
}

/** Every record of SOURCE/ECOSYSTEM/all.zip below the folder. */
export function* readPlain(folder: string): Generator<PlainRecord> {
  for (const source of readdirSync(folder).sort()) {
    if (source.endsWith('.md')) continue
    for (const ecosystem of readdirSync(join(folder, source)).sort()) {
      if (ecosystem.endsWith('.csv')) continue
      for (const text of readZip(join(folder, source, ecosystem, 'all.zip'))) {
        yield { source, folder: ecosystem, text, value: JSON.parse(text) as OsvValue }
      }
    }
  }
}

function* readZip(path: string): Generator<string> {
  const bytes = readFileSync(path)
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const local = bytes.readUInt32LE(at + 42)
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(data, data + bytes.readUInt32LE(at + 20))
    yield (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8')
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
}

/** Numbers from a seed, the same on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
