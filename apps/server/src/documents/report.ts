/** The report of a release: the page that `occtet check` writes, with the decisions that were taken here. */
import { assessEvidence } from '@occtet/toolkit/cra'
import { renderReport } from '@occtet/toolkit/documents'
import { lifecycleData, lifecycleOf } from '@occtet/toolkit/lifecycle'
import type { OrgRows } from '../inventory/stored-json.ts'
import { openDesk } from '../products/desk.ts'
import type { FoundRelease } from '../products/find.ts'
import { readSummary } from '../products/view.ts'
import { readDecidedFindings } from './decided-findings.ts'
import { toolVersion } from './tool-version.ts'

export interface ReportWish {
  readonly language: 'en' | 'de'
  /** RFC 3339, UTC. */
  readonly now: string
  /** Ids of decisions that the caller may know nothing of. */
  readonly hidden: ReadonlySet<string>
}

export interface ReportFile {
  readonly name: string
  readonly media: string
  readonly bytes: Uint8Array
}

/** One HTML file that needs no network. Undefined where nothing was read yet. */
export async function writeReport(
  rows: OrgRows,
  found: FoundRelease,
  { language, now, hidden }: ReportWish,
): Promise<ReportFile | undefined> {
  const desk = await openDesk(rows, found)
  const [inventory, evidence, findings, summary] = [
    await desk.inventory(),
    await desk.evidence(),
    await readDecidedFindings(desk, now.slice(0, 10), hidden),
    await readSummary(rows, found.release.id),
  ]
  if (inventory === undefined) return undefined
  const { slug, name } = found.product
  const { version } = found.release
  const page = renderReport({
    product: { name, version },
    inventory,
    findings,
    starterSetOnly: summary?.isThin ?? false,
    cra: evidence ?? assessEvidence([]),
    // Version files of the tree are not kept here: packages and images speak alone.
    lifecycle: lifecycleOf(
      { components: inventory.components, runtimes: [] },
      lifecycleData,
      now.slice(0, 10),
    ),
    toolVersion,
    generatedAt: now,
    language,
  })
  const stem = `${slug}-${version.replaceAll(/[^\w.+-]+/g, '_')}`
  return { name: `${stem}.report.html`, media: 'text/html', bytes: new TextEncoder().encode(page) }
}
