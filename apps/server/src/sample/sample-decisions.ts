/** Decisions of each kind that people meet: in force, waiting for a second person, run out; the rest stays open. */
import type { Finding } from '@occtet/toolkit/model'
import {
  decide,
  decisionEvents,
  defaultDecisionPolicy,
  formatDecision,
  type Verdict,
} from '@occtet/toolkit/vex'
import { applyDecisionsToRows } from '../analysis/save-analysis.ts'
import { writeProductFile } from '../db/product-files.ts'
import type { OrgScope } from '../kernel/model.ts'
import { openReleaseDesk } from '../products/desk.ts'
import { sampleDeveloper, samplePolicy, sampleProfile } from './sample-facts.ts'
import { daysBefore } from './sample-story.ts'

const product = sampleProfile.id

/** All of them in one change, or none. */
export async function decideSome(org: OrgScope, now: string): Promise<void> {
  const desk = await openReleaseDesk(org, product, 'current')
  const report = await desk?.findings()
  if (desk === undefined || report === undefined || (await desk.decisions()).records.length > 0) return
  await org.change(async (change) => {
    const place = { product: desk.product.id, place: 'tracked', now } as const
    await writeProductFile(org, change, { ...place, path: 'policy.yaml', text: samplePolicy })
    for (const { finding, verdict, reason, daysAgo, isTwo } of chooseFindings(report.findings, now)) {
      const made = decide(finding, verdict, {
        by: sampleDeveloper,
        at: daysBefore(now, daysAgo),
        reason,
        policy: { ...defaultDecisionPolicy, fourEyes: isTwo },
        product,
        release: desk.release.version,
        scope: 'finding',
      })
      if (!made.ok) throw new Error(`a decision of the sample: ${made.error.code}`)
      const path = `decisions/${made.value.id}.yaml`
      await writeProductFile(org, change, { ...place, path, text: formatDecision(made.value) })
      for (const event of decisionEvents({ product, isPrivate: false }, made.value, undefined))
        change.record(event)
    }
    await applyDecisionsToRows(org, change, { found: desk, now })
  })
}

interface Chosen {
  readonly finding: Finding
  readonly verdict: Verdict
  readonly reason: string
  readonly daysAgo: number
  /** It waits for a second person. Earlier decisions are of a time when one person was enough. */
  readonly isTwo: boolean
}

function chooseFindings(findings: readonly Finding[], now: string): readonly Chosen[] {
  const deadline = daysBefore(now, -30).slice(0, 10)
  const [unused, waiting] = findings.filter(({ scope }) => scope === 'development')
  const [first, second, old] = findings.filter(
    ({ scope, fix }) => scope !== 'development' && fix.nearest !== undefined,
  )
  const notShipped = {
    reason: 'Only the build of the dashboard loads it.',
    verdict: {
      status: 'not_affected',
      justification: 'vulnerable_code_not_present',
      responses: [],
      impact: 'The component is used while building and is not part of what is shipped.',
    },
  } as const
  const update = {
    reason: 'The upgrade is planned for the next release.',
    verdict: {
      status: 'affected',
      responses: ['update'],
      action: 'Install the next release as soon as it is there.',
    },
  } as const
  const look = {
    reason: 'Somebody has to look at how the parser is called.',
    verdict: { status: 'under_investigation', responses: [], deadline },
  } as const
  return [
    ...(unused === undefined ? [] : [{ finding: unused, ...notShipped, daysAgo: 20, isTwo: false }]),
    ...(waiting === undefined ? [] : [{ finding: waiting, ...notShipped, daysAgo: 1, isTwo: true }]),
    ...(first === undefined ? [] : [{ finding: first, ...update, daysAgo: 3, isTwo: false }]),
    ...(second === undefined ? [] : [{ finding: second, ...look, daysAgo: 2, isTwo: false }]),
    // Past its 90 days: it comes back to the queue.
    ...(old === undefined ? [] : [{ finding: old, ...update, daysAgo: 120, isTwo: false }]),
  ]
}
