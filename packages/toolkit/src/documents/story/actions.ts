/** What to do next: findings gathered by the one change that closes them, most urgent change first. */
import { toPurlLabel } from '@occtet/ui'
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding } from '../../model/index.ts'
import { compareVersions } from '../../versions/index.ts'
import { compareFindings } from './rank.ts'

export interface Action {
  readonly kind: 'remove' | 'upgrade' | 'upgrade-direct' | 'none-known'
  /** Purl of the package that the user changes: the direct dependency where there is one to bump. */
  readonly target: string
  /** Ranked; never empty. */
  readonly findings: readonly Finding[]
  /** Versions that the affected packages need at least, with the package's name; unique, for the worst finding first. */
  readonly needs: readonly { readonly name: string; readonly version: string }[]
}

/** One action per package to change and kind of change. */
export function toActions(findings: readonly Finding[]): readonly Action[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${kindOf(finding)} ${targetOf(finding)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()].map(toAction).sort(compareActions)
}

function toAction(findings: readonly Finding[]): Action {
  const ranked = findings.toSorted(compareFindings)
  const first = ranked[0]
  if (first === undefined) throw new Error('an action without a finding')
  return { kind: kindOf(first), target: targetOf(first), findings: ranked, needs: needsOf(ranked) }
}

function kindOf(finding: Finding): Action['kind'] {
  return finding.isMalicious ? 'remove' : finding.fix.kind
}

function targetOf(finding: Finding): string {
  return finding.fix.kind === 'upgrade-direct' ? (finding.fix.direct ?? finding.purl) : finding.purl
}

/** Per package the highest of the versions that its findings ask for; a version that has no order stands beside it. */
function needsOf(findings: readonly Finding[]): Action['needs'] {
  const needs = new Map<string, { name: string; version: string }>()
  for (const { purl, fix } of findings) {
    if (fix.nearest === undefined) continue
    const { type, name } = toPurlLabel(purl)
    const known = needs.get(purl)
    const order = known === undefined ? undefined : compareVersions(type, fix.nearest, known.version)
    if (known === undefined || (order?.ok === true && order.value > 0))
      needs.set(purl, { name, version: fix.nearest })
    else if (order?.ok === false) needs.set(`${purl} ${fix.nearest}`, { name, version: fix.nearest })
  }
  return [...needs.values()]
}

/** The worst finding decides; between equals, the change that closes more. */
function compareActions(a: Action, b: Action): number {
  const [first, second] = [a.findings[0], b.findings[0]]
  if (first === undefined || second === undefined) throw new Error('an action without a finding')
  return (
    Number(second.isMalicious) - Number(first.isMalicious) ||
    compareFindings({ ...first, key: '' }, { ...second, key: '' }) ||
    b.findings.length - a.findings.length ||
    compareCodeUnits(a.target, b.target)
  )
}
