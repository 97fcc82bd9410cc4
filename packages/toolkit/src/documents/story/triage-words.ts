/** What triage found, in words: attacks, imports, and why a decision no longer fits. What is missing reads "unknown". */
import { clip, formatDate, type MessageKey, toPurlLabel, type Translator } from '@occtet/ui'
import {
  type Exploitation,
  type Finding,
  isExploited,
  type Reachability,
  type StaleReason,
} from '../../model/index.ts'

type T = Translator<MessageKey>

/** Who says that it is exploited, since when; empty where nobody does. */
export function sayAttacks({ exploitation }: Pick<Finding, 'exploitation'>, t: T): readonly string[] {
  const listed = (exploitation?.kev ?? []).flatMap(({ catalogue, added, ransomware }) => [
    t(catalogue === 'cisa' ? 'exploit.cisa' : 'exploit.eu', {
      date: added === undefined ? t('exploit.noDate') : clip(formatDate(t.language, added), 40),
    }),
    ...(ransomware === 'known' ? [t('exploit.ransomware')] : []),
  ])
  return listed.length === 0 && exploitation?.ssvc?.exploitation === 'active'
    ? [t('exploit.active')]
    : [...new Set(listed)]
}

/** What a row has no room for: dates of agencies, CISA's points. */
export function sayMoreAttacks({ exploitation }: Pick<Finding, 'exploitation'>, t: T): readonly string[] {
  const { kev = [], ssvc } = exploitation ?? {}
  const due = kev.flatMap(({ due: day }) =>
    day === undefined ? [] : [t('exploit.due', { date: formatDate(t.language, day) })],
  )
  const impact = ssvc === undefined ? undefined : { ...ssvc, impact: ssvc.technicalImpact }
  return [...new Set(due), ...(impact === undefined ? [] : [t('exploit.ssvc', impact)])]
}

/** One line for every finding: exploited, not listed, or unknown. */
export function sayExploited(finding: Pick<Finding, 'exploitation'>, t: T): string {
  const known = isExploited(finding)
  if (known === undefined) return t('exploit.unknown')
  return known ? sayAttacks(finding, t).join('; ') : t('exploit.notListed')
}

/** `EPSS 94.4 % (20 Nov 2026)`, with the age of the forecast; or that it is unknown. */
export function sayEpss(exploitation: Exploitation | undefined, t: T): string {
  const epss = exploitation?.epss
  if (epss === undefined) return t('epss.unknown')
  const date = epss.date === undefined ? t('epss.noDate') : clip(formatDate(t.language, epss.date), 40)
  return t('epss.known', { percent: toPercent(epss.score), date })
}

/** One decimal, two below 1 %; what is rounded away stays above 0. */
export function toPercent(share: number): number {
  const percent = share * 100
  if (percent >= 1) return Math.round(percent * 10) / 10
  return percent === 0 ? 0 : Math.max(0.01, Math.round(percent * 100) / 100)
}

/** Imported at a line, by development only, not seen, or unknown with its reason; undefined: nobody looked. */
export function sayReach(reachability: Reachability | undefined, t: T): string {
  if (reachability === undefined) return t('reach.unknown', { why: t('why.NOT_LOOKED') })
  const { state, places, looked, reason, through } = reachability
  switch (state) {
    case 'imported':
    case 'development-only': {
      const place = places[0]
      const at = place === undefined ? undefined : `${clip(place.path, 120)}:${place.line}`
      const via =
        through === undefined ? '' : `, ${t('reach.through', { name: clip(toPurlLabel(through).name, 80) })}`
      if (state === 'imported')
        return `${at === undefined ? t('reach.importedUnplaced') : t('reach.imported', { place: at })}${via}`
      return `${t('reach.development')}${at === undefined ? '' : ` (${at})`}${via}`
    }
    case 'not-seen':
      return t('reach.not-seen', { n: looked.files })
    case 'unknown':
      return t('reach.unknown', { why: t(whyUnknown(reason.code)) })
    default:
      return state satisfies never
  }
}

function whyUnknown(code: Reachability['reason']['code']): MessageKey {
  return unknownCodes.has(code) ? (`why.${code}` as MessageKey) : 'unknown'
}

const unknownCodes: ReadonlySet<string> = new Set<Reachability['reason']['code']>([
  'PARENT_IMPORTED',
  'PARENT_UNKNOWN',
  'NAMED_IN_CONFIG',
  'COMPUTED_IMPORT',
  'LOADED_BY_OTHERS',
  'BUILTIN_OF_SAME_NAME',
  'MODULE_NAME_GUESSED',
  'LANGUAGE_NOT_READ',
  'NO_SOURCES',
  'FILES_UNREAD',
])

/** What changed since the decision, each with what stands there now. */
export function sayStale(finding: Finding, t: T): readonly string[] {
  const reasons = finding.decision?.staleReasons ?? []
  return reasons.length === 0
    ? [t('stale.unknown')]
    : reasons.map((code) => t(`stale.${code}`, { now: nowOf(code, finding, t) }))
}

function nowOf(code: StaleReason, finding: Finding, t: T): string {
  switch (code) {
    case 'VERSION_CHANGED':
      return clip(toPurlLabel(finding.purl).version, 60) || t('unknown')
    case 'RANGE_CHANGED':
      return clip(finding.matched[0]?.range ?? t('unknown'), 120)
    case 'ADVISORY_CHANGED':
      return clip(finding.records.slice(0, 3).join(', '), 120)
    case 'REACHABILITY_CHANGED':
      return sayReach(finding.reachability, t)
    case 'SCOPE_CHANGED':
      return `${t(`relation.${finding.relation}`)}, ${t(`scope.${finding.scope}`)}`
    case 'EXPLOITATION_CHANGED':
      return sayExploited(finding, t)
    default:
      return code satisfies never
  }
}
