/** Signs a final version: a person, on the digest that they have checked. The bytes of the paper never change. */
import type { documentRoutes } from '@occtet/contract/api'
import type { Paper } from '@occtet/toolkit/documents'
import { readBlob } from '../db/blobs.ts'
import type { PaperVersionRow } from '../db/tables/papers.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import { toActor } from '../kernel/actor.ts'
import type { Caller, Handler, OrgScope } from '../kernel/model.ts'
import { personNeeded } from './make-version.ts'
import { refuse, type Refused } from './refusals.ts'
import { isToSign } from './standing.ts'
import { filesOf, findVersion, signVersion, toVersionView } from './version-rows.ts'

export interface SignWish {
  readonly version: PaperVersionRow
  /** Of the product: the id that events name. */
  readonly slug: string
  /** As the signer saw it. */
  readonly sha256: string
  readonly caller: Caller
  readonly now: string
}

type Reply = Awaited<ReturnType<Handler<(typeof documentRoutes)['documents.sign']>>>

export async function sign(org: OrgScope, wish: SignWish): Promise<Reply> {
  const { version, caller, now, sha256, slug } = wish
  if (caller.kind !== 'person') return personNeeded()
  const changed = await org.change(async (change): Promise<Refused | ReturnType<typeof toVersionView>> => {
    const rows = { id: org.id, db: change.db }
    const place = { release: version.release_id, paper: version.paper }
    const current = await findVersion(rows, place, version.number)
    if (current === undefined) throw new Error('versions of papers are never removed one by one')
    const refusal = await checkSigning(rows, current, sha256)
    if (refusal !== undefined) return refusal
    const signed = await signVersion(rows, current, { by: caller.name, now })
    const files = await filesOf(rows, current.id)
    change.record({
      type: 'approval.granted',
      product: slug,
      actor: toActor(caller),
      subject: files.map(({ name, digest }) => ({ name, digest: { sha256: digest } })),
      data: {
        kind: version.paper.includes('declaration') ? 'declaration' : 'document',
        sha256,
        role: 'signatory',
      },
    })
    return toVersionView(signed, files)
  })
  if ('kind' in changed.value) return changed.value
  return { kind: 'value', value: { version: changed.value, recorded: await changed.recorded() } }
}

async function checkSigning(
  rows: OrgRows,
  version: PaperVersionRow,
  sha256: string,
): Promise<Refused | undefined> {
  if (version.state !== 'final')
    return refuse(422, 'NOT_FINAL', 'a draft is not signed; make a final version first')
  if (version.signed_at !== null) return refuse(409, 'ALREADY_SIGNED', 'this version is signed already')
  if (version.digest !== sha256)
    return refuse(409, 'DIGEST_DIFFERS', 'the digest is not that of this version')
  const json = (await filesOf(rows, version.id)).find(({ format }) => format === 'json')
  const bytes = json === undefined ? undefined : await readBlob(rows, rows, json.digest)
  if (bytes === undefined) throw new Error(`the version ${version.id} has lost its model`)
  const { paper } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly paper: Paper }
  return isToSign(paper) ? undefined : refuse(422, 'NOT_TO_SIGN', 'this paper has no place for a signature')
}
