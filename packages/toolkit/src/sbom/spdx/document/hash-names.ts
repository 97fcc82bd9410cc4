/** Names of hash algorithms: SPDX 2 (clause 7.10) on the left, ours (the spelling of CycloneDX) on the right. */

const both: readonly (readonly [string, string])[] = [
  ['SHA1', 'SHA-1'],
  ['SHA224', 'SHA-224'],
  ['SHA256', 'SHA-256'],
  ['SHA384', 'SHA-384'],
  ['SHA512', 'SHA-512'],
  ['SHA3-256', 'SHA3-256'],
  ['SHA3-384', 'SHA3-384'],
  ['SHA3-512', 'SHA3-512'],
  ['BLAKE2b-256', 'BLAKE2b-256'],
  ['BLAKE2b-384', 'BLAKE2b-384'],
  ['BLAKE2b-512', 'BLAKE2b-512'],
  ['BLAKE3', 'BLAKE3'],
  ['MD2', 'MD2'],
  ['MD4', 'MD4'],
  ['MD5', 'MD5'],
  ['MD6', 'MD6'],
  ['ADLER32', 'ADLER32'],
]
/** Some tools write the names in lower case. */
const fromSpdx: ReadonlyMap<string, string> = new Map(both.map(([spdx, ours]) => [spdx.toUpperCase(), ours]))
const toSpdx: ReadonlyMap<string, string> = new Map(both.map(([spdx, ours]) => [ours, spdx]))

/** Those of SPDX 2.2 (the schema of 2.2, `checksums`). */
const of22: ReadonlySet<string> = new Set([
  'SHA1',
  'SHA224',
  'SHA256',
  'SHA384',
  'SHA512',
  'MD2',
  'MD4',
  'MD5',
  'MD6',
])

/** An unknown name stays as written. */
export function toOwnHashName(spdx: string): string {
  return fromSpdx.get(spdx.toUpperCase()) ?? spdx
}

/** Undefined where that version of SPDX has no such algorithm. */
export function toSpdxHashName(own: string, version: string): string | undefined {
  const name = toSpdx.get(own)
  return name === undefined || (version === '2.2' && !of22.has(name)) ? undefined : name
}
