/** Which events written results are: a check of a product, a VEX document, a paper. */
import { sha256Hex } from '@occtet/toolkit/base'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import { paperEvents as draftPaperEvents, type WrittenPaper } from '@occtet/toolkit/documents'
import type { EventDraft, EventSubject } from '@occtet/toolkit/ledger'
import { toolVersion } from '../tool-version.ts'
import { type Actor, fit, instantNow, newId, program, toInstant } from './draft.ts'

export interface CheckedTree {
  readonly product: string
  readonly inventory: Inventory
  readonly findings: FindingsReport
  /** Root of the data's snapshot, and how fresh it is (RFC 3339). */
  readonly data: { readonly root: string; readonly asOf: string; readonly isThin: boolean }
  /** As they were written. */
  readonly files: { readonly sbom: string; readonly spdx: string; readonly findings: string }
}

/** The SBOM that was made, and what was looked for in it. */
export function checkEvents(tree: CheckedTree): readonly EventDraft[] {
  const common = { time: instantNow(), product: fit(tree.product, 256), actor: program }
  return [
    { id: newId(), ...common, ...sbomOf(tree) },
    { id: newId(), ...common, ...scanOf(tree) },
  ]
}

type Told = Pick<EventDraft, 'type' | 'data'> & { readonly subject: readonly EventSubject[] }

function sbomOf({ inventory, files }: CheckedTree): Told {
  const sbom = subjectOf('sbom.cdx.json', files.sbom)
  return {
    type: 'sbom.generated',
    subject: [sbom, subjectOf('sbom.spdx.json', files.spdx)],
    data: {
      format: 'CycloneDX',
      specVersion: specVersionOf(files.sbom),
      components: inventory.components.filter(({ isFirstParty }) => !isFirstParty).length,
      documentSha256: sbom.digest.sha256,
      tool: 'occtet',
      toolVersion: fit(toolVersion, 256),
    },
  }
}

function scanOf({ findings, data, files }: CheckedTree): Told {
  return {
    type: 'scan.completed',
    subject: [subjectOf('findings.json', files.findings)],
    data: {
      scanner: 'occtet',
      scannerVersion: fit(toolVersion, 256),
      database: fit(data.root, 256),
      ...timeOf(data.asOf),
      sbomSha256: sha256Hex(files.sbom),
      findings: countLevels(findings),
      isPartial: data.isThin || findings.unknown.length > 0,
      resultSha256: sha256Hex(files.findings),
    },
  }
}

/** A time that is none is left out: it is not for the ledger to guess. */
function timeOf(asOf: string): { readonly databaseTime?: string } {
  return Number.isNaN(Date.parse(asOf)) ? {} : { databaseTime: toInstant(asOf) }
}

function countLevels({ findings }: FindingsReport): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { critical: 0, high: 0, medium: 0, low: 0, none: 0, unknown: 0 }
  for (const { level } of findings) counts[level] = (counts[level] ?? 0) + 1
  return counts
}

function specVersionOf(sbom: string): string {
  return /"specVersion": ?"([0-9.]{1,8})"/.exec(sbom)?.[1] ?? 'unknown'
}

export interface WrittenDocument {
  readonly product: string
  readonly by: Actor
  readonly file: EventSubject
  readonly data: EventDraft['data']
}

export function vexEvents({ product, by, file, data }: WrittenDocument): readonly EventDraft[] {
  const common = { id: newId(), time: instantNow(), product: fit(product, 256), actor: by }
  return [{ ...common, type: 'vex.issued', subject: [file], data }]
}

export function paperEvents(written: WrittenPaper): readonly EventDraft[] {
  return draftPaperEvents(written).map((draft) => ({ id: newId(), time: instantNow(), ...draft }))
}

export function subjectOf(name: string, content: string | Uint8Array): EventSubject {
  return { name: fit(name, 256), digest: { sha256: sha256Hex(content) } }
}
