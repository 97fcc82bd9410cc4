/** Findings with their decisions laid over them, as a page or paper that people hand on shows them. */
import { prioritise, toSubjectFacts } from '@occtet/toolkit/matching'
import type { FindingsReport } from '@occtet/toolkit/model'
import { applyDecisions, maskEmbargoed } from '@occtet/toolkit/vex'
import type { ReleaseDesk } from '../products/desk.ts'

/**
 * Ranked; what is under embargo on `today` (`YYYY-MM-DD`) is masked. `hidden`: ids of decisions that are left out
 * altogether. Undefined where the release was never matched.
 */
export async function readDecidedFindings(
  desk: ReleaseDesk,
  today: string,
  hidden: ReadonlySet<string> = new Set(),
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
