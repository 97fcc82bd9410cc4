/** A VEX document that was uploaded: kept among the product's files, where triage reads what others say. */
import { sha256Hex } from '@occtet/toolkit/base'
import { formatReceivedList, parseReceivedList, type ReceivedEntry } from '@occtet/toolkit/vex'
import { readProductFile, writeProductFile } from '../db/product-files.ts'
import type { Caller, Change, OrgScope } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
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

/** One that is there already changes its trust. A list that cannot be read is left as it is: a person has to look at it. */
export async function keepReceived(
  org: Pick<OrgScope, 'id'>,
  change: Pick<Change, 'db'>,
  { found, bytes, name, trust, caller, now }: ReceivedUpload,
): Promise<void> {
  const text = exactText(bytes)
  if (text === undefined) return
  const place = { product: found.product.id, place: 'tracked' } as const
  const list = await readProductFile(org, change, { ...place, path: 'received.yaml' })
  const known = list === undefined ? [] : parseReceivedList(list.text)
  const entries = Array.isArray(known) ? known : known.ok ? known.value : undefined
  if (entries === undefined) return
  const digest = sha256Hex(bytes)
  const entry: ReceivedEntry = { digest, name, trust, by: caller.name, at: now }
  const documents = [...entries.filter((one) => one.digest !== digest), entry]
  await writeProductFile(org, change, { ...place, path: `received/${digest.slice(0, 32)}.json`, text, now })
  await writeProductFile(org, change, {
    ...place,
    path: 'received.yaml',
    text: formatReceivedList(documents),
    now,
  })
}
