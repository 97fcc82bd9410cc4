/** What to do next: findings gathered by the one change that closes them, most urgent change first. */
import { toPurlLabel } from '@occtet/ui'
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding } from '../../model/index.ts'
import { compareVersions } from '../../versions/index.ts'
import { compareFindings } from './rank.ts'

export interface Action {
  readonly kind: 'remove' | 'upgrade' | 'none-known'
  /** Purl of the package that the user changes: the direct dependency where there is one to bump. */
  readonly target: string
  /** Ranked; never empty. */
  readonly findings: readonly Finding[]
  /** Lowest version of the target itself that closes its own findings; undefined where it has none of its own. */
  readonly version?: string
  /** Versions that the target must bring of other packages; unique, for the worst finding first. */
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
  const target = targetOf(first)
  const own = needsOf(ranked.filter((finding) => finding.purl === target))
  const needs = needsOf(ranked.filter((finding) => finding.purl !== target))
  const version = own.map((need) => need.version).join(', ')
  const action = { kind: kindOf(first), target, findings: ranked, needs }
  return version === '' ? action : { ...action, version }
}

function kindOf(finding: Finding): Action['kind'] {
  if (finding.isMalicious || finding.fix.kind === 'remove') return 'remove'
  return finding.fix.nearest === undefined ? 'none-known' : 'upgrade'
}

function targetOf(finding: Finding): string {
  return kindOf(finding) === 'upgrade' ? (finding.fix.direct ?? finding.purl) : finding.purl
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
