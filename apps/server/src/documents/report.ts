/** The report of a release: the page that `occtet check` writes, with the decisions that were taken here. */
import { assessEvidence } from '@occtet/toolkit/cra'
import { renderReport } from '@occtet/toolkit/documents'
import { prioritise, toSubjectFacts } from '@occtet/toolkit/matching'
import type { FindingsReport } from '@occtet/toolkit/model'
import { applyDecisions, maskEmbargoed } from '@occtet/toolkit/vex'
import type { OrgRows } from '../inventory/stored-json.ts'
import { openDesk, type ReleaseDesk } from '../products/desk.ts'
import type { FoundRelease } from '../products/find.ts'
import { readSummary } from '../products/view.ts'
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
    await decidedFindings(desk, hidden, now.slice(0, 10)),
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
    toolVersion,
    generatedAt: now,
    language,
  })
  const stem = `${slug}-${version.replaceAll(/[^\w.+-]+/g, '_')}`
  return { name: `${stem}.report.html`, media: 'text/html', bytes: new TextEncoder().encode(page) }
}

/** What is under embargo is left out of a page that people hand on. */
async function decidedFindings(
  desk: ReleaseDesk,
  hidden: ReadonlySet<string>,
  today: string,
): Promise<FindingsReport | undefined> {
  const report = await desk.findings()
  if (report === undefined) return undefined
  const [{ records: all }, inventory, profile] = [
    await desk.decisions(),
    await desk.inventory(),
    await desk.profile(),
  ]
  const records = all.filter(({ id }) => !hidden.has(id))
  const { id, version } = desk.subject
  const applied = applyDecisions(report.findings, records, {
    product: id,
    ...(version === undefined ? {} : { release: version }),
    today,
    components: inventory?.components.map(({ purl }) => purl) ?? [],
  })
  const shown = applied.findings.map((finding) => maskEmbargoed(finding, records, today))
  const subject = toSubjectFacts(profile?.facts ?? {}, profile?.exposure)
  return { ...report, findings: prioritise(shown, { subject, today }) }
}
