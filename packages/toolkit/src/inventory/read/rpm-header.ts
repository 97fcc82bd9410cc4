/** The header of an RPM package as its database keeps it (rpm, "RPM V4 Package format", "Header", without the intro). */

export interface RpmHeader {
  readonly name: string
  readonly version: string
  readonly release: string
  readonly epoch: number | undefined
  readonly arch: string | undefined
  readonly license: string | undefined
  readonly vendor: string | undefined
  /** File name of the source package, such as `bash-5.2-1.src.rpm`. */
  readonly sourceRpm: string | undefined
  /** Names, with duplicates; capabilities of the kind `rpmlib(…)` among them. */
  readonly requires: readonly string[]
  readonly provides: readonly string[]
}

const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  license: 1014,
  arch: 1022,
  sourceRpm: 1044,
  provides: 1047,
  requires: 1049,
} as const

const types = { int32: 4, string: 6, stringArray: 8, i18nString: 9 } as const

/** Entries of one header; rpm itself allows no more (hdrchkTags). */
const MOST_ENTRIES = 65_535
/** Names in one list. */
const MOST_NAMES = 65_536

interface Entry {
  readonly type: number
  readonly offset: number
  readonly count: number
}

interface Header {
  readonly data: Uint8Array
  readonly entries: ReadonlyMap<number, Entry>
}

/** Undefined where the bytes are no header of a package with name, version and release. Untrusted. */
export function parseRpmHeader(bytes: Uint8Array): RpmHeader | undefined {
  const header = readEntries(bytes)
  if (header === undefined) return undefined
  const text = (tag: number): string | undefined => textOf(header, tag)
  const [name, version, release] = [text(tags.name), text(tags.version), text(tags.release)]
  if (name === undefined || version === undefined || release === undefined) return undefined
  return {
    name,
    version,
    release,
    epoch: numberOf(header, tags.epoch),
    arch: text(tags.arch),
    license: text(tags.license),
    vendor: text(tags.vendor),
    sourceRpm: text(tags.sourceRpm),
    requires: namesOf(header, tags.requires),
    provides: namesOf(header, tags.provides),
  }
}

/** Two counts, so many entries of 16 bytes, so many bytes of data; all numbers are big-endian. */
function readEntries(bytes: Uint8Array): Header | undefined {
  if (bytes.length < 8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(0)
  const size = view.getUint32(4)
  const start = 8 + 16 * count
  if (count > MOST_ENTRIES || start + size > bytes.length) return undefined
  const entries = new Map<number, Entry>()
  for (let at = 8; at < start; at += 16) {
    const tag = view.getUint32(at)
    const entry = {
      type: view.getUint32(at + 4),
      offset: view.getUint32(at + 8),
      count: view.getUint32(at + 12),
    }
    if (entry.offset < size && !entries.has(tag)) entries.set(tag, entry)
  }
  return { data: bytes.subarray(start, start + size), entries }
}

function textOf({ data, entries }: Header, tag: number): string | undefined {
  const entry = entries.get(tag)
  const isText = entry?.type === types.string || entry?.type === types.i18nString
  if (entry === undefined || !isText) return undefined
  const end = data.indexOf(0, entry.offset)
  const text = end < 0 ? '' : decoder.decode(data.subarray(entry.offset, end))
  return text === '' ? undefined : text
}

function numberOf({ data, entries }: Header, tag: number): number | undefined {
  const entry = entries.get(tag)
  if (entry?.type !== types.int32 || entry.offset + 4 > data.length) return undefined
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(entry.offset)
}

function namesOf({ data, entries }: Header, tag: number): readonly string[] {
  const entry = entries.get(tag)
  if (entry?.type !== types.stringArray) return []
  const names: string[] = []
  let at = entry.offset
  for (let left = Math.min(entry.count, MOST_NAMES); left > 0; left--) {
    const end = data.indexOf(0, at)
    if (end < 0) break
    names.push(decoder.decode(data.subarray(at, end)))
    at = end + 1
  }
  return names
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
