/** A VEX document that was uploaded: kept among the product's files, where triage reads what others say. */
import { ok, sha256Hex } from '@occtet/toolkit/base'
import { formatReceivedList, parseReceivedList, type ReceivedEntry } from '@occtet/toolkit/vex'
import { readProductFile, writeProductFile } from '../db/product-files.ts'
import type { Caller, Change, OrgScope } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
import { type Refused, refuse } from '../products/refuse.ts'
import { exactText } from './recognise.ts'

export interface ReceivedUpload {
  readonly found: FoundRelease
  readonly bytes: Uint8Array
  readonly name: string
  readonly trust: ReceivedEntry['trust']
  readonly caller: Caller
  /** RFC 3339. */
  readonly now: string
}

/** One that is there already changes its trust. Throws where `findUnkept` would have refused. */
export async function keepReceived(
  org: Pick<OrgScope, 'id'>,
  change: Pick<Change, 'db'>,
  { found, bytes, name, trust, caller, now }: ReceivedUpload,
): Promise<void> {
  const text = exactText(bytes)
  if (text === undefined) throw new Error('a document that is no UTF-8 was refused before')
  const place = { product: found.product.id, place: 'tracked' } as const
  const known = await readList(org, change, found)
  if (!known.ok) throw new Error('a list that cannot be read was refused before')
  const digest = sha256Hex(bytes)
  const entry: ReceivedEntry = { digest, name, trust, by: caller.name, at: now }
  const documents = [...known.value.filter((one) => one.digest !== digest), entry]
  await writeProductFile(org, change, { ...place, path: `received/${digest.slice(0, 32)}.json`, text, now })
  await writeProductFile(org, change, {
    ...place,
    path: 'received.yaml',
    text: formatReceivedList(documents),
    now,
  })
}

/** A list that cannot be read is left as it is, and nothing is added behind anybody's back: a person has to look at it. */
export async function findUnkept(org: OrgScope, found: FoundRelease): Promise<Refused | undefined> {
  const known = await readList(org, org, found)
  if (known.ok) return undefined
  const { line, message } = known.error
  return refuse(422, 'VEX_INVALID', `received.yaml:${line}: ${message}; mend it first`)
}

async function readList(
  org: Pick<OrgScope, 'id'>,
  from: Pick<Change, 'db'>,
  { product }: FoundRelease,
): Promise<ReturnType<typeof parseReceivedList>> {
  const at = { product: product.id, place: 'tracked', path: 'received.yaml' } as const
  const list = await readProductFile(org, from, at)
  return list === undefined ? ok([]) : parseReceivedList(list.text)
}
