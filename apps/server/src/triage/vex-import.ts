/** A received VEX document: what it would change, then the change; nothing that a person decided is ever overwritten. */
import { err, ok, type Result, sha256Hex } from '@occtet/toolkit/base'
import { settingEvents } from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import {
  formatReceivedList,
  type ImportPlan,
  parseReceivedList,
  planImport,
  readVex,
  sceneOf,
  type VexReading,
  type VexTrust,
} from '@occtet/toolkit/vex'
import { exactText } from '../analysis/recognise.ts'
import { writeProductFile } from '../db/product-files.ts'
import type { Change, Changed } from '../kernel/model.ts'
import { type Acting, putDecision } from './decide.ts'
import { type DecisionFile, placeOf } from './decision-store.ts'
import { type OrgRows, trackedText, within } from './org-rows.ts'
import { receivedListPath, receivedPath } from './received.ts'
import { rederive } from './rederive.ts'
import { openTriageDesk, type Refused, type TriageDesk } from './triage-desk.ts'

export interface Document {
  /** Slug. */
  readonly product: string
  readonly bytes: Uint8Array
  readonly name: string
  readonly trust: VexTrust
}

export interface PlannedImport {
  readonly desk: TriageDesk
  readonly reading: VexReading
  readonly plan: ImportPlan
  readonly digest: string
  /** The document, letter by letter. */
  readonly text: string
}

/** Untrusted bytes. Nothing is written. */
export async function planDocument(
  rows: OrgRows,
  { caller, now }: Pick<Acting, 'caller' | 'now'>,
  document: Document,
): Promise<Result<PlannedImport, Refused>> {
  const desk = await openTriageDesk(rows, document.product)
  if (!desk.ok) return desk
  const inventory = await desk.value.release.inventory()
  if (inventory === undefined || !desk.value.isAnalysed)
    return err({ status: 409, code: 'NO_FINDINGS_YET', message: 'the release was not analysed yet' })
  const read = readVex(document.bytes, document.name)
  if (!read.ok) return err({ status: 422, code: 'VEX_UNREADABLE', message: read.error.message })
  const text = exactText(document.bytes)
  if (text === undefined)
    return err({
      status: 422,
      code: 'VEX_UNREADABLE',
      message: 'expected UTF-8 text, as it is kept letter by letter',
    })
  const digest = sha256Hex(document.bytes)
  const plan = planImport({
    document: read.value.document,
    digest,
    trust: document.trust,
    findings: desk.value.findings,
    records: desk.value.decisions.files.map(({ record }) => record),
    scene: sceneOf({ inventory, subject: desk.value.subject }),
    as: {
      by: caller.name,
      at: now,
      reason: `Imported from ${document.name}.`,
      scope: 'component',
      policy: desk.value.house,
    },
  })
  return ok({ desk: desk.value, reading: read.value, plan, digest, text })
}

export interface ImportedDocument extends PlannedImport {
  readonly adopted: readonly DecisionFile[]
}

/** Only what is our own becomes decisions; what others say is kept beside them and feeds proposals. */
export async function importDocument(
  acting: Acting,
  document: Document,
): Promise<Changed<Result<ImportedDocument, Refused>>> {
  const { org, now } = acting
  return org.change(async (change) => {
    const rows = within(change, org)
    const planned = await planDocument(rows, acting, document)
    if (!planned.ok) return planned
    const { desk, plan } = planned.value
    const adopted: DecisionFile[] = []
    for (const record of plan.adopt) {
      const place = placeOf(record, { isPrivate: false, product: desk.product })
      adopted.push(
        await putDecision(change, acting, { ...place, record, before: undefined, product: desk.subject.id }),
      )
    }
    if (document.trust !== 'own') {
      const kept = await keep(change, acting, { ...planned.value, document })
      if (!kept.ok) return kept
    }
    await rederive(rows, { files: adopted, now })
    return ok({ ...planned.value, adopted })
  })
}

async function keep(
  change: Change,
  { org, caller, now }: Acting,
  { desk, digest, text, document }: PlannedImport & { readonly document: Document },
): Promise<Result<void, Refused>> {
  const at = { product: desk.product, place: 'tracked' } as const
  const list = await trackedText(within(change, org), { product: desk.product, path: receivedListPath })
  const known = list === undefined ? ok([]) : parseReceivedList(list)
  if (!known.ok)
    return err({
      status: 422,
      code: 'VEX_UNREADABLE',
      message: `${receivedListPath}: ${known.error.message}`,
    })
  const entry = { digest, name: document.name, trust: document.trust, by: caller.name, at: now }
  const entries = [...known.value.filter((one) => one.digest !== digest), entry]
  await writeProductFile(org, change, { ...at, path: receivedPath(digest), text, now })
  await writeProductFile(org, change, {
    ...at,
    path: receivedListPath,
    text: formatReceivedList(entries),
    now,
  })
  const told = { product: desk.subject.id, actor: personActor(caller.name) }
  for (const event of settingEvents(told, `received VEX ${document.name}`, document.bytes))
    change.record(event)
  return ok(undefined)
}
