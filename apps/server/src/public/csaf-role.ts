/** Which role of CSAF 2.0, section 7.2, a page fulfils, and what is missing for the next one. */
import { csafLacks, type csafRoles } from '@occtet/contract/api'
import type { CsafSignatureRow, OpenpgpKeyRow, PublicFileRow } from '../db/tables/public.ts'
import type { Kernel } from '../kernel/model.ts'
import { listLive } from './files.ts'
import { holds, isCurrent, keyState, listKeys, signaturesOf } from './openpgp-keys.ts'
import type { Rows, Wishes } from './page-row.ts'

export type CsafRole = (typeof csafRoles)[number]
type Lack = (typeof csafLacks)[number]

/** All that the role hangs on. */
export interface CsafFacts {
  readonly publicUrl: string
  readonly wishes: Wishes
  /** Live ones. */
  readonly files: readonly Pick<PublicFileRow, 'id' | 'kind'>[]
  readonly keys: readonly OpenpgpKeyRow[]
  /** By file. */
  readonly signatures: ReadonlyMap<string, Pick<CsafSignatureRow, 'fingerprint' | 'signature'>>
  readonly now: string
}

export interface RoleFound {
  readonly role: CsafRole
  readonly lacks: readonly Lack[]
  readonly keyEnds?: string
}

export async function readCsafFacts(
  rows: Rows,
  product: { readonly id: string },
  { kernel, wishes }: { readonly kernel: Kernel; readonly wishes: Wishes },
): Promise<CsafFacts & { readonly files: readonly PublicFileRow[] }> {
  const files = await listLive(rows, product)
  return {
    publicUrl: kernel.settings.publicUrl,
    wishes,
    files,
    keys: await listKeys(rows),
    signatures: await signaturesOf(rows, files),
    now: kernel.now(),
  }
}

/**
 * Publisher: requirements 1 to 4. Provider: 5 to 7, found by security.txt (8), handed out by ROLIE (15) and by folders (11 to
 * 14). Trusted provider: hashes (18), which are always there, signatures (19) and the public key (20).
 */
export function csafRole(facts: CsafFacts): RoleFound {
  const { isOn, parts } = facts.wishes
  const found = findLacks(facts)
  const lacks = csafLacks.filter((lack) => found[lack])
  const isPublisher = isOn && parts.csaf && !found.NOT_HTTPS && !found.NO_DOCUMENT && !found.NO_NAMESPACE
  const ends = currentOf(facts)?.expires_at
  const isEnding = ['ends-soon', 'too-short', 'expired'].includes(stateOf(facts) ?? '')
  return {
    role: !isPublisher
      ? 'none'
      : found.SECURITY_TXT
        ? 'csaf_publisher'
        : lacks.length === 0
          ? 'csaf_trusted_provider'
          : 'csaf_provider',
    lacks,
    ...(isEnding && typeof ends === 'string' ? { keyEnds: ends } : {}),
  }
}

function findLacks(facts: CsafFacts): Readonly<Record<Lack, boolean>> {
  const { publicUrl, wishes, files, keys, signatures, now } = facts
  const documents = files.filter(({ kind }) => kind === 'csaf')
  const good = new Set(keys.filter((row) => holds(row, now)).map(({ fingerprint }) => fingerprint))
  const current = currentOf(facts)
  return {
    NOT_HTTPS: !publicUrl.startsWith('https:'),
    NO_DOCUMENT: documents.length === 0,
    NO_NAMESPACE: wishes.publisher.namespace === undefined,
    SECURITY_TXT: !wishes.parts.securityTxt,
    OPENPGP_KEY: current === undefined || stateOf(facts) === 'lost',
    OPENPGP_ENDS: current !== undefined && !holds(current, now),
    OPENPGP_SIGNATURES: !documents.every(({ id }) => good.has(signatures.get(id)?.fingerprint ?? '')),
  }
}

function currentOf({ keys }: CsafFacts): OpenpgpKeyRow | undefined {
  return keys.find(isCurrent)
}

function stateOf(facts: CsafFacts): ReturnType<typeof keyState> | undefined {
  const current = currentOf(facts)
  return current === undefined ? undefined : keyState(current, facts.now)
}
