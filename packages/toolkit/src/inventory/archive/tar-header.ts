/** The headers of tar: ustar and pax (POSIX.1-2017, pax, "Extended Description"), with what GNU tar adds (its manual, "Tar Internals"). */

export const tarBlock = 512

export interface TarHeader {
  readonly name: string
  /** As written: `0` file, `1` hard link, `2` symbolic link, `5` folder, `x` `g` pax, `L` `K` GNU long names … */
  readonly type: string
  /** Bytes of data that follow. */
  readonly size: number
  readonly linkName: string
  /** Old GNU sparse files: a further header block follows at once. */
  readonly isExtended: boolean
}

/** `end`: a block of zeros. `damaged`: its sum or its numbers are wrong. Untrusted. */
export function parseTarHeader(block: Uint8Array): TarHeader | 'end' | 'damaged' {
  const sum = sumOf(block)
  if (sum === 0) return 'end'
  const size = numberAt(block, 124, 12)
  if (size === undefined || checksumOf(block, sum) !== numberAt(block, 148, 8)) return 'damaged'
  const prefix = textAt(block, 257, 6) === 'ustar' ? textAt(block, 345, 155) : ''
  const name = textAt(block, 0, 100)
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type,
    size,
    linkName: textAt(block, 157, 100),
    isExtended: type === 'S' && block[482] !== 0,
  }
}

/** Of a block that follows an old GNU sparse header: whether one more follows. */
export function isSparseExtended(block: Uint8Array): boolean {
  return block[504] !== 0
}

/** Whether the bytes begin with the header of a tar archive, older ones without a word in it too. */
export function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < tarBlock) return false
  const header = parseTarHeader(bytes.subarray(0, tarBlock))
  return typeof header === 'object' && header.name !== ''
}

/** What pax headers say of the next entry; other keywords are left out. */
export interface PaxFacts {
  readonly path?: string
  readonly linkpath?: string
  readonly size?: number
  /** The true name of a sparse file, whose entry has an invented one. */
  readonly sparseName?: string
  readonly isSparse?: boolean
}

/** Records of `LENGTH KEY=VALUE\n`; undefined where a length is wrong. Untrusted. */
export function parsePax(bytes: Uint8Array): PaxFacts | undefined {
  const facts: { -readonly [K in keyof PaxFacts]: PaxFacts[K] } = {}
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at)
    const digits = space < 0 || space - at > 10 ? '' : decode(bytes.subarray(at, space))
    const end = at + Number(digits)
    if (!/^[0-9]+$/.test(digits) || end <= space || end > bytes.length || bytes[end - 1] !== 0x0a)
      return undefined
    const record = decode(bytes.subarray(space + 1, end - 1))
    const equals = record.indexOf('=')
    if (equals < 0 || !addFact(facts, record.slice(0, equals), record.slice(equals + 1))) return undefined
    at = end
  }
  return facts
}

/** False where the value is no value of this keyword. */
function addFact(
  facts: { -readonly [K in keyof PaxFacts]: PaxFacts[K] },
  key: string,
  value: string,
): boolean {
  if (key === 'path') facts.path = value
  else if (key === 'linkpath') facts.linkpath = value
  else if (key === 'GNU.sparse.name') facts.sparseName = value
  else if (key === 'size') {
    facts.size = Number(value)
    return /^[0-9]{1,15}$/.test(value)
  }
  if (key.startsWith('GNU.sparse.')) facts.isSparse = true
  return true
}

/** The text of a GNU long name, which ends in a zero. */
export function parseLongName(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return decode(end < 0 ? bytes : bytes.subarray(0, end))
}

function sumOf(block: Uint8Array): number {
  let sum = 0
  for (const byte of block) sum += byte
  return sum
}

/** The sum of all bytes, those of the sum itself counted as spaces. */
function checksumOf(block: Uint8Array, sum: number): number {
  let own = 0
  for (let at = 148; at < 156; at++) own += block[at] ?? 0
  return sum - own + 8 * 0x20
}

/** Octal; or, with the top bit set, a big-endian number as GNU tar writes large ones. Negative ones are no numbers. */
function numberAt(block: Uint8Array, from: number, length: number): number | undefined {
  const first = block[from] ?? 0
  if (first >= 0x80) {
    if (first !== 0x80) return undefined
    let value = 0
    for (let at = from + 1; at < from + length; at++) value = value * 256 + (block[at] ?? 0)
    return value <= Number.MAX_SAFE_INTEGER ? value : undefined
  }
  const text = textAt(block, from, length).trim()
  return /^[0-7]*$/.test(text) ? Number.parseInt(`0${text}`, 8) : undefined
}

function textAt(block: Uint8Array, from: number, length: number): string {
  const field = block.subarray(from, from + length)
  const end = field.indexOf(0)
  return decode(end < 0 ? field : field.subarray(0, end))
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
