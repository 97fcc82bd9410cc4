/** The files that a release would hand out: made from what is public already, and the same bytes until something changes. */
import type { Inventory } from '@occtet/toolkit/model'
import { writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
import { applyDecisions, type Statements, toStatements, type VexStatement } from '@occtet/toolkit/vex'
import type { PublicFileRow } from '../db/tables/public.ts'
import { toolVersion } from '../documents/tool-version.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { ReleaseDesk } from '../products/desk.ts'
import { readDecisionSet } from '../triage/decision-store.ts'
import { type OutgoingFile, stemOf, toFile } from './outgoing-file.ts'
import { writeStatements } from './outgoing-vex.ts'
import type { Wishes } from './page-row.ts'

export interface Outgoing {
  readonly files: readonly OutgoingFile[]
  readonly statements: number
  readonly withheld: number
  readonly issues: readonly { readonly code: string; readonly message: string }[]
}

export interface OutgoingQuestion {
  readonly desk: ReleaseDesk
  readonly wishes: Wishes
  /** Live files of the page. */
  readonly published: readonly PublicFileRow[]
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Undefined where nothing of the release was ever read. */
export async function collectOutgoing(
  rows: OrgRows,
  question: OutgoingQuestion,
): Promise<Outgoing | undefined> {
  const { desk } = question
  const inventory = await desk.inventory()
  if (inventory === undefined) return undefined
  const stated = await state(rows, question)
  const at = timeOf(desk, stated.statements)
  const written =
    stated.statements.length === 0
      ? {
          files: [],
          issues: [
            { code: 'NO_STATEMENTS', message: 'no public decision is in force, so there is no VEX document' },
          ],
        }
      : await writeStatements(rows, { ...question, statements: stated.statements, at })
  return {
    files: [...sbomFiles(desk, inventory, at), ...written.files],
    statements: stated.statements.length,
    withheld: stated.withheld.length,
    issues: written.issues,
  }
}

/** Only decisions that lie in the product's public files; whatever is private, and what is under embargo, stays. */
async function state(rows: OrgRows, { desk, today }: OutgoingQuestion): Promise<Statements> {
  const findings = (await desk.findings())?.findings ?? []
  const { files } = await readDecisionSet(rows, desk.product.id)
  const records = files.filter(({ place }) => place === 'tracked').map(({ record }) => record)
  const { id: product, version } = desk.subject
  const applied = applyDecisions(findings, records, {
    product,
    today,
    ...(version === undefined ? {} : { release: version }),
  })
  return toStatements(applied, desk.subject, { today })
}

/** When the facts last changed, so that looking twice gives the same bytes. */
function timeOf({ release }: ReleaseDesk, statements: readonly VexStatement[]): string {
  const times = [release.analysed_at ?? release.created_at, ...statements.map(({ at }) => at ?? '')]
  return new Date(
    Math.max(...times.map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time))),
  ).toISOString()
}

function sbomFiles(desk: ReleaseDesk, inventory: Inventory, timestamp: string): readonly OutgoingFile[] {
  const meta = { toolVersion, timestamp }
  const stem = stemOf(desk)
  return [
    toFile({
      kind: 'sbom',
      path: `${stem}.cdx.json`,
      media: 'application/vnd.cyclonedx+json',
      text: writeCycloneDx(inventory, meta),
    }),
    toFile({
      kind: 'sbom',
      path: `${stem}.spdx.json`,
      media: 'application/spdx+json',
      text: writeSpdx(inventory, meta),
    }),
  ]
}
