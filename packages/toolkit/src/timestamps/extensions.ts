/** Extensions of certificates that decide what a key may do (RFC 5280, section 4.2.1). */
import { type Faults, openNode, readNested } from './der-cursor.ts'
import { contextTag, type DerNode, tags } from './der.ts'
import { readBoolean, readNamedBits, readOid, readSmall } from './der-values.ts'

export interface Extensions {
  /** Undefined where the certificate does not say. */
  readonly basicConstraints: { readonly isCa: boolean; readonly pathLength: number | undefined } | undefined
  /** Numbers of the bits that are set; undefined where the certificate does not say. */
  readonly keyUsage: ReadonlySet<number> | undefined
  readonly extendedKeyUsage:
    | { readonly isCritical: boolean; readonly purposes: readonly string[] }
    | undefined
  /** Bytes of the key identifier. */
  readonly subjectKeyIdentifier: Uint8Array | undefined
  /** Each GeneralName whole, as it stands there. */
  readonly alternativeNames: readonly Uint8Array[]
  /** Critical ones that nobody here understands; a certificate with such a one may not be used (section 4.2). */
  readonly unknownCritical: readonly string[]
}

/** Section 4.2.1.3. */
export const keyUsages = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5 } as const

const oids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  /** Says under which rules a certificate was issued; we require none, so any will do. */
  policies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const
const understood: ReadonlySet<string> = new Set(Object.values(oids))
const MAX_EXTENSIONS = 60

interface Extension {
  readonly isCritical: boolean
  readonly value: Uint8Array
}

/** Of the `[3]` that holds them. */
export function readExtensions(node: DerNode, faults: Faults): Extensions {
  const found = listExtensions(node, faults)
  const open = (oid: string, what: string): DerNode | undefined => {
    const extension = found.get(oid)
    return extension && readNested(extension.value, what, faults)
  }
  const basic = open(oids.basicConstraints, 'basic constraints')
  const usage = open(oids.keyUsage, 'key usage')
  const extended = open(oids.extendedKeyUsage, 'extended key usage')
  const identifier = open(oids.subjectKeyIdentifier, 'subject key identifier')
  const names = open(oids.alternativeName, 'alternative name')
  return {
    basicConstraints: basic && readBasicConstraints(basic, faults),
    keyUsage: usage && readNamedBits(expectTag(usage, tags.bitString, faults), 'key usage', faults),
    extendedKeyUsage: extended && {
      isCritical: found.get(oids.extendedKeyUsage)?.isCritical === true,
      purposes: expectTag(extended, tags.sequence, faults).children.map((purpose) =>
        readOid(expectTag(purpose, tags.oid, faults), 'extended key usage', faults),
      ),
    },
    subjectKeyIdentifier: identifier && expectTag(identifier, tags.octetString, faults).content,
    alternativeNames: names ? expectTag(names, tags.sequence, faults).children.map(({ whole }) => whole) : [],
    unknownCritical: Array.from(found)
      .filter(([oid, { isCritical }]) => isCritical && !understood.has(oid))
      .map(([oid]) => oid),
  }
}

function listExtensions(node: DerNode, faults: Faults): ReadonlyMap<string, Extension> {
  const what = 'extensions'
  const outer = openNode(node, what, faults)
  const items = outer.take(tags.sequence, 'a list').children
  outer.end()
  if (items.length > MAX_EXTENSIONS) faults.push(`${what}: more than ${MAX_EXTENSIONS}`)
  const found = new Map<string, Extension>()
  for (const item of items.slice(0, MAX_EXTENSIONS)) {
    const cursor = openNode(expectTag(item, tags.sequence, faults), 'extension', faults)
    const oid = readOid(cursor.take(tags.oid, 'a type'), 'extension', faults)
    const critical = cursor.maybe(tags.boolean)
    const { content } = cursor.take(tags.octetString, 'a value')
    cursor.end()
    if (found.has(oid)) faults.push(`${what}: ${oid} stands there twice`)
    found.set(oid, {
      // `critical: false` written out is not DER, but common, and says what leaving it out would.
      isCritical: critical !== undefined && readBoolean(critical, 'critical', faults),
      value: content,
    })
  }
  return found
}

const MAX_PATH_LENGTH = 255

function readBasicConstraints(node: DerNode, faults: Faults): Extensions['basicConstraints'] {
  const what = 'basic constraints'
  const cursor = openNode(expectTag(node, tags.sequence, faults), what, faults)
  const ca = cursor.maybe(tags.boolean)
  const length = cursor.maybe(tags.integer)
  cursor.end()
  return {
    isCa: ca !== undefined && readBoolean(ca, what, faults),
    pathLength: length && readSmall(length, { what, most: MAX_PATH_LENGTH }, faults),
  }
}

function expectTag(node: DerNode, tag: number, faults: Faults): DerNode {
  if (node.tag !== tag) faults.push(`expected identifier ${tag}, found ${node.tag}`)
  return node
}

/** A directory name as a GeneralName (section 4.2.1.6): `[4]`, explicit. */
export const DIRECTORY_NAME = contextTag(4)
