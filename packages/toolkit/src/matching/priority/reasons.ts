/** The facts that put a finding where it stands, as codes with values: what decided first, what is unknown said too. */
import { type Finding, type Priority, type Purl, splitPurl } from '../../model/index.ts'
import { levelOf } from '../severity.ts'
import { decisionReasons } from './decision-reasons.ts'
import { exposureOf } from './exposure.ts'
import { type Reason, reason } from './reason.ts'
import type { SubjectFacts } from './subject.ts'

export interface ReasonContext {
  readonly subject: SubjectFacts
  readonly today: string
  readonly ssvc: Pick<Priority, 'ssvc' | 'ssvcInputs'>
}

export function reasonsOf(finding: Finding, context: ReasonContext): readonly Reason[] {
  const component = nameOf(finding.purl)
  if (finding.isMalicious) {
    return [
      ...decisionReasons(finding, context.today),
      reason('MALICIOUS'),
      reason('FIX_REMOVE', { component }),
    ]
  }
  return [
    ...decisionReasons(finding, context.today),
    ...exploitReasons(finding),
    ...disputeReasons(finding),
    ...(finding.informational === undefined ? [] : [reason('NOTICE', { kind: finding.informational })]),
    ...(finding.isOnlyTested === true ? [reason('ONLY_TESTED')] : []),
    reachReason(finding, component),
    ...(['development', 'build'].includes(finding.scope) ? [reason('NOT_SHIPPED')] : []),
    severityReason(finding),
    ...ssvcReasons(context.ssvc),
    epssReason(finding),
    ...exposureOf(finding, context.subject).codes.map((code) => reason(code)),
    fixReason(finding),
    ...(finding.exploitation?.kev === undefined ? [reason('KEV_UNKNOWN')] : []),
  ]
}

function exploitReasons({ exploitation }: Finding): readonly Reason[] {
  const listed = (exploitation?.kev ?? []).flatMap(({ catalogue, added, ransomware }) => {
    const code = catalogue === 'cisa' ? 'KEV_CISA' : 'KEV_EU'
    const entry = added === undefined ? reason(`${code}_UNDATED`) : reason(code, { date: added.slice(0, 10) })
    return ransomware === 'known' ? [entry, reason('RANSOMWARE')] : [entry]
  })
  if (listed.length > 0) return listed
  return exploitation?.ssvc?.exploitation === 'active' ? [reason('SSVC_ACTIVE')] : []
}

function disputeReasons({ disputed, matched, purl }: Finding): readonly Reason[] {
  const no = disputed?.[0]
  if (no === undefined) return []
  const yes = matched[0]
  const { version = '' } = splitPurl(purl)
  return [
    reason('DISPUTED', {
      yes: `${yes?.record ?? ''} (${yes?.source ?? ''})`,
      no: `${no.record} (${no.source})`,
      version,
    }),
  ]
}

function reachReason({ reachability }: Finding, component: string): Reason {
  if (reachability === undefined) return reason('REACH_UNKNOWN', { component })
  const { state } = reachability
  const place = reachability.places[0]
  const at = place === undefined ? {} : { place: `${place.path}:${place.line}` }
  const placed = place === undefined ? '_UNPLACED' : ''
  switch (state) {
    case 'imported': {
      const { through } = reachability
      return reason(`REACHED${placed}`, {
        component: through === undefined ? component : nameOf(through),
        ...at,
      })
    }
    case 'development-only':
      return reason(`REACHED_BY_DEVELOPMENT${placed}`, { component, ...at })
    case 'not-seen':
      return reason('NOT_SEEN', { component, files: reachability.looked.files })
    case 'unknown':
      return reason('REACH_UNKNOWN', { component })
    default:
      return state satisfies never
  }
}

function severityReason({ severity, level, score }: Finding): Reason {
  if (score === undefined) {
    const said = severity.find(({ word }) => word !== undefined)
    if (level === 'unknown' || said === undefined) return reason('SEVERITY_UNKNOWN')
    return reason('SEVERITY_WORD', { level, source: said.source, word: said.word ?? '' })
  }
  const source = severity.find((one) => one.score === score)?.source ?? ''
  const lowest = Math.min(...severity.flatMap((one) => one.score ?? []))
  const low = levelOf(lowest)
  return low === level
    ? reason('SEVERITY', { level, score, source })
    : reason('SEVERITY_SPREAD', { level, score, source, low })
}

function ssvcReasons({ ssvc, ssvcInputs }: ReasonContext['ssvc']): readonly Reason[] {
  if (ssvc === undefined || ssvcInputs === undefined) return []
  return [reason(ssvcInputs.derived.length === 0 ? 'SSVC' : 'SSVC_DERIVED', { decision: ssvc })]
}

function epssReason({ exploitation }: Finding): Reason {
  const epss = exploitation?.epss
  if (epss === undefined) return reason('EPSS_UNKNOWN')
  const percent = toPercent(epss.score)
  return epss.date === undefined
    ? reason('EPSS', { percent })
    : reason('EPSS_DATED', { percent, date: epss.date.slice(0, 10) })
}

/** One decimal, two below 1 %; what is rounded away stays above 0. */
function toPercent(share: number): number {
  const percent = share * 100
  return percent >= 1 ? Math.round(percent * 10) / 10 : Math.max(0.01, Math.round(percent * 100) / 100)
}

function fixReason({ fix, purl }: Finding): Reason {
  if (fix.kind === 'remove') return reason('FIX_REMOVE', { component: nameOf(purl) })
  if (fix.nearest === undefined) return reason('FIX_UNKNOWN')
  const version = fix.nearest
  return fix.direct === undefined
    ? reason('FIX_UPGRADE', { version })
    : reason('FIX_THROUGH', { version, direct: nameOf(fix.direct) })
}

/** `log4j-core 2.14.1`. */
export function nameOf(purl: Purl): string {
  const { namespace, name, version, type } = splitPurl(purl)
  // A Maven group is long and says little; of Go and npm the namespace is a part of the name.
  const full = namespace === undefined || type === 'maven' ? name : `${namespace}/${name}`
  return version === undefined ? full : `${full} ${version}`
}
