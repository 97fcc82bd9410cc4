/** Why a finding is new, or gone: the component, the source, or what the records say. */
import { compareCodeUnits } from '../../base/index.ts'
import { corePurl, type Finding, type Match, type Purl, type SourceStatus } from '../../model/index.ts'
import type { GoneCode, NewCode, RecordPrint, Run, Told } from './comparison.ts'
import { tell } from './told.ts'

export function causeOfNew(finding: Finding, before: Run, after: Run): Told<NewCode> {
  const { purl } = finding
  if (!before.components.includes(purl)) {
    const from = exchanged(purl, before.components, after.components)
    return from === undefined
      ? tell('COMPONENT_ADDED', { component: purl })
      : tell('COMPONENT_UPGRADED', { from, to: purl })
  }
  const lost = onlySource(finding, before.report.sources)
  if (lost !== undefined) return tell('SOURCE_ADDED', { source: lost })
  const match = firstOf(finding)
  const { source, record, range } = match
  const known = before.recordsOf?.(purl)
  if (known === undefined) return tell('ADVISORY_NEW_OR_CHANGED', { source, record })
  const then = finding.matched.flatMap((one) => printOf(known, one) ?? [])
  if (then.length === 0) return tell('ADVISORY_NEW', { source, record })
  const own = printOf(then, match) ?? then[0]
  return own?.isWithdrawn === true
    ? tell('ADVISORY_RESTORED', { source: own.source, record: own.record })
    : tell('RANGE_WIDENED', { source, record, from: own?.range ?? '', to: range })
}

export function causeOfGone(finding: Finding, before: Run, after: Run): Told<GoneCode> {
  const { purl } = finding
  if (!after.components.includes(purl)) {
    const to = exchanged(purl, after.components, before.components)
    return to === undefined
      ? tell('COMPONENT_REMOVED', { component: purl })
      : tell('COMPONENT_UPGRADED', { from: purl, to })
  }
  const lost = onlySource(finding, after.report.sources)
  if (lost !== undefined) return tell('SOURCE_LOST', { source: lost })
  const { source, record, range } = firstOf(finding)
  const known = after.recordsOf?.(purl)
  if (known === undefined) return tell('ADVISORY_REMOVED_OR_CHANGED', { source, record })
  const now = printOf(known, firstOf(finding))
  if (now === undefined) return tell('ADVISORY_REMOVED', { source, record })
  if (now.isWithdrawn) return tell('ADVISORY_WITHDRAWN', { source, record })
  return tell('RANGE_NARROWED', { source, record, from: range, to: now.range })
}

/** Another version of the package that is only in the other run, so that one took the place of the other. */
function exchanged(purl: Purl, there: readonly Purl[], here: readonly Purl[]): Purl | undefined {
  const core = corePurl(purl)
  return [...there]
    .sort(compareCodeUnits)
    .find((other) => other !== purl && corePurl(other) === core && !here.includes(other))
}

/** The first source that matched, where none of them is among those of the other run. */
function onlySource({ matched }: Finding, sources: readonly SourceStatus[]): string | undefined {
  const names = new Set(sources.map(({ name }) => name))
  return matched.some(({ source }) => names.has(source)) ? undefined : matched[0]?.source
}

function firstOf({ matched, group }: Finding): Match {
  return matched[0] ?? { source: '', record: group, digest: '', kind: 'range', range: '' }
}

function printOf(prints: readonly RecordPrint[], { source, record }: Match): RecordPrint | undefined {
  return prints.find((print) => print.source === source && print.record === record)
}
