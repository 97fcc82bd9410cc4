/** Reads what a time-stamping authority signs: TSTInfo (RFC 3161, section 2.4.2). Verifies nothing. */
import { type Named, type DigestAlgorithm, readDigestAlgorithm } from './algorithms.ts'
import { type Faults, openNode, openSequence, readNested } from './der-cursor.ts'
import { contextTag, type DerNode, tags } from './der.ts'
import { type DerTime, readBoolean, readInteger, readOid, readSmall, readTime } from './der-values.ts'

export interface Accuracy {
  readonly seconds: number
  /** 0 to 999. */
  readonly millis: number
  /** 0 to 999. */
  readonly micros: number
}

export interface TstInfo {
  readonly policy: string
  readonly imprint: { readonly algorithm: Named<DigestAlgorithm>; readonly digest: Uint8Array }
  readonly serial: bigint
  readonly genTime: DerTime
  /** Undefined where the authority does not say, which is not zero. */
  readonly accuracy: Accuracy | undefined
  readonly nonce: bigint | undefined
  /** A GeneralName, whole; a hint at who signed. */
  readonly tsa: Uint8Array | undefined
  readonly unknownCritical: readonly string[]
}

export function readTstInfo(bytes: Uint8Array, faults: Faults): TstInfo {
  const what = 'TSTInfo'
  const node = readNested(bytes, what, faults)
  const cursor = openSequence(node, what, faults)
  const version = cursor.take(tags.integer, 'a version')
  if (readSmall(version, { what, most: 255 }, faults) !== 1) faults.push(`${what}: expected version 1`)
  const policy = readOid(cursor.take(tags.oid, 'a policy'), what, faults)
  const imprint = readImprint(cursor.take(tags.sequence, 'an imprint'), faults)
  const serial = readInteger(cursor.take(tags.integer, 'a serial number'), what, faults)
  const genTime = readTime(cursor.take(tags.generalizedTime, 'a time'), 'genTime', faults)
  const accuracy = cursor.maybe(tags.sequence)
  const ordering = cursor.maybe(tags.boolean)
  if (ordering !== undefined) readBoolean(ordering, 'ordering', faults)
  const nonce = cursor.maybe(tags.integer)
  const tsa = cursor.maybe(contextTag(0))
  const extensions = cursor.maybe(contextTag(1))
  cursor.end()
  return {
    policy,
    imprint,
    serial,
    genTime,
    accuracy: accuracy && readAccuracy(accuracy, faults),
    nonce: nonce && readInteger(nonce, 'nonce', faults),
    tsa: tsa && readGeneralName(tsa, faults),
    unknownCritical: extensions?.children.flatMap((item) => readCritical(item, faults)) ?? [],
  }
}

function readImprint(node: DerNode, faults: Faults): TstInfo['imprint'] {
  const cursor = openNode(node, 'imprint', faults)
  const algorithm = readDigestAlgorithm(cursor.take(tags.sequence, 'an algorithm'), 'imprint', faults)
  const digest = cursor.take(tags.octetString, 'a digest').content
  cursor.end()
  return { algorithm, digest }
}

const MAX_SECONDS = 366 * 24 * 3600

function readAccuracy(node: DerNode, faults: Faults): Accuracy {
  const cursor = openNode(node, 'accuracy', faults)
  const seconds = cursor.maybe(tags.integer)
  const parts = [0, 1].map((number) => cursor.maybe(contextTag(number, 'primitive')))
  cursor.end()
  const [millis = 0, micros = 0] = parts.map(
    (part) => part && readSmall(part, { what: 'accuracy', most: 999 }, faults),
  )
  return {
    seconds: seconds ? readSmall(seconds, { what: 'accuracy', most: MAX_SECONDS }, faults) : 0,
    millis,
    micros,
  }
}

function readGeneralName(node: DerNode, faults: Faults): Uint8Array {
  const [name, ...more] = node.children
  if (name === undefined || more.length > 0) faults.push('tsa: expected one name')
  return name?.whole ?? new Uint8Array()
}

/** No extension of a token is understood here (section 2.4.2: a critical one must then be refused). */
function readCritical(node: DerNode, faults: Faults): readonly string[] {
  const cursor = openSequence(node, 'extension', faults)
  const oid = readOid(cursor.take(tags.oid, 'a type'), 'extension', faults)
  const critical = cursor.maybe(tags.boolean)
  cursor.take(tags.octetString, 'a value')
  cursor.end()
  return critical !== undefined && readBoolean(critical, 'critical', faults) ? [oid] : []
}
