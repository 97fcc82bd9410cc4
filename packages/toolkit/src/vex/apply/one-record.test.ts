/** needs.md row 1: one decision record leaves in every format, comes back into an empty product, and leaves again as it was. */
import { expect, test } from 'vitest'
import { sha256Hex } from '../../base/index.ts'
import { applyDecisions } from '../decisions/apply.ts'
import { defaultDecisionPolicy } from '../decisions/policy.ts'
import { stateOf } from '../decisions/state.ts'
import { toStatements } from '../decisions/statements.ts'
import {
  accepted,
  affected,
  decided,
  findingOf,
  fixed,
  investigating,
  notAffected,
  purlOf,
  view,
} from '../decisions/testing/sample.ts'
import { type VexMeta, type VexTarget, vexTargets } from '../documents/meta.ts'
import { readVex } from '../documents/read-vex.ts'
import { meta as sampleMeta } from '../documents/testing/statements.ts'
import { writeVex } from '../documents/write-vex.ts'
import type { DecisionRecord, Verdict } from '../model.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { sceneOf } from './testing/scenes.ts'

const finding = findingOf()
const gateway = 'pkg:generic/gateway@2.0.0'
const scene = {
  ...sceneOf(gateway, { roots: [finding.purl], edges: { [finding.purl]: [] } }),
  subject: {
    id: 'gateway',
    name: 'Gateway',
    version: '2.0.0',
    purl: purlOf(gateway),
    supplier: 'Example GmbH',
  },
}
/** A day after the decision, so that its own time shows. */
const clock = '2026-11-23T08:00:00Z'
const meta: VexMeta = { ...sampleMeta, timestamp: clock, version: '1', revisions: [] }

function exportOf(record: DecisionRecord, target: VexTarget): string {
  const { statements } = toStatements(applyDecisions([finding], [record], view), scene.subject, {
    today: view.today,
  })
  const written = writeVex(statements, meta, target)
  if (!written.ok) throw new Error(written.error.message)
  return written.value.text
}

/** Into a product without any decision, as our own word. */
function importOf(text: string): ImportPlan {
  const read = readVex(text, 'vex.json')
  if (!read.ok) throw new Error(read.error.message)
  return planImport({
    document: read.value.document,
    digest: sha256Hex(text),
    trust: 'own',
    findings: [finding],
    records: [],
    scene,
    as: { scope: 'component', by: 'importer', at: clock, reason: 'Ours.', policy: defaultDecisionPolicy },
  })
}

/** What the format has members for; a deadline is ours alone and never leaves. */
function carried(verdict: Verdict, { format }: VexTarget): Verdict {
  const { status, justification, analysis, responses, impact, action } = verdict
  const isRich = format === 'cyclonedx'
  const keepsResponses = isRich || (format === 'csaf' && (status === 'affected' || responses.length === 0))
  return {
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(analysis === undefined || !isRich ? {} : { analysis }),
    responses: keepsResponses ? responses : [],
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
  }
}

const impact = 'Templates are compiled at build time.'
const verdicts: readonly (readonly [string, Verdict])[] = [
  ['not affected with a justification', notAffected],
  ['not affected with a reason in words', { status: 'not_affected', responses: [], impact }],
  ['not affected with both, and one of the nine', { ...notAffected, analysis: 'code_not_reachable', impact }],
  ['affected with an action', affected],
  ['affected and accepted', accepted],
  ['fixed', fixed],
]
const rows = verdicts.flatMap(([name, verdict]) =>
  vexTargets.map((target) => ({ name, verdict, target, of: `${target.format} ${target.version}` })),
)

test.each(rows)('row 1: $name: the same decision and the same bytes by way of $of', ({ verdict, target }) => {
  const text = exportOf(decided({}, { verdict }), target)
  const plan = importOf(text)
  expect({ ...plan, adopt: plan.adopt.length }).toEqual({ adopt: 1, same: [], conflicts: [], foreign: [] })
  const [back] = plan.adopt
  if (back === undefined) throw new Error('nothing was adopted')
  expect(stateOf(back.entries).decision.verdict).toEqual(carried(verdict, target))
  expect(back).toMatchObject({ component: 'pkg:npm/lodash', vulnerability: { id: finding.group } })
  expect(exportOf(back, target)).toBe(text)
})

test.each(vexTargets)('row 1: $format $version says another thing for another decision', (target) => {
  const texts = verdicts.map(([, verdict]) => exportOf(decided({}, { verdict }), target))
  expect(new Set(texts).size).toBeGreaterThanOrEqual(target.format === 'cyclonedx' ? 6 : 5)
})

/** No format says until when somebody looks: a person names the day, nothing is made up. */
test.each(vexTargets)(
  'row 1: what is looked into comes back from $format $version as a question',
  (target) => {
    const { adopt, foreign } = importOf(exportOf(decided({}, { verdict: investigating }), target))
    expect(adopt).toEqual([])
    expect(foreign).toMatchObject([
      {
        statement: { status: 'under_investigation' },
        finding: finding.key,
        reason: 'REFUSED',
        message: expect.stringContaining('needs a day') as string,
      },
    ])
  },
)
