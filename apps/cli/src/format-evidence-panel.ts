/** One finding with everything known of it, in a fixed order, so that the eye learns it (ux section 4). */
import type { Finding, Severity } from '@occtet/toolkit/model'
import type { AppliedDecision } from '@occtet/toolkit/vex'
import { groupHeadings, levelOf } from './format-queue.ts'
import { firstOf, fold, plain } from './layout.ts'

export interface EvidencePanel {
  readonly finding: Finding
  /** Lines of `inventory` that state the component, as `path:line`. */
  readonly evidence: readonly string[]
  /** All decisions that are bound to it, the preferred one first. */
  readonly decisions: readonly AppliedDecision[]
  readonly proposals: readonly string[]
}

/** Sections without data stay, and say so. */
export function formatEvidencePanel(panel: EvidencePanel, columns: number): string {
  const width = Math.min(columns, 110)
  const { finding } = panel
  const section = (title: string, lines: readonly string[], none: string): string =>
    `\n${title}\n${(lines.length === 0 ? [none] : lines).map((line) => fold('  ', line, { indent: 4, width, lines: 8 })).join('')}`
  return [
    `${plain(finding.group)}  ${plain(finding.purl)}  ${levelOf(finding)}\n`,
    finding.summary === undefined ? '' : fold('', plain(finding.summary), { indent: 0, width }),
    finding.priority === undefined
      ? ''
      : fold('', `${groupHeadings[finding.priority.group]}: ${plain(finding.priority.because)}`, {
          indent: 0,
          width,
          lines: 8,
        }),
    section('Why it matched', whyMatched(finding), 'No range is stated.'),
    section(
      'What sources say',
      finding.severity.map(saySeverity),
      'No source rates it: the severity is unknown.',
    ),
    section('Attacks', attacks(finding), 'No data on attacks is loaded: whether it is exploited is unknown.'),
    section('Where it is', whereItIs(panel), 'No file states it.'),
    section('Is it reached', reached(finding), 'Nobody looked: unknown.'),
    section('The way out', [wayOut(finding)], ''),
    section('Proposals', panel.proposals, 'None.'),
    section('Decisions', panel.decisions.flatMap(sayDecision), 'None.'),
  ].join('')
}

function whyMatched({ matched }: Finding): readonly string[] {
  return matched.map(
    ({ source, record, kind, range }) =>
      `${plain(record)} (${plain(source)}): ${kind === 'range' ? 'the range' : 'the list of versions'} ${plain(range)}`,
  )
}

function saySeverity({ source, vector, score, word }: Severity): string {
  const said = word === undefined ? '' : ` says ${JSON.stringify(plain(word))}`
  const scored = score === undefined ? ', no score' : `: ${score.toFixed(1)}`
  return `${plain(source)}${said}${scored}${vector === '' ? '' : `, ${plain(vector)}`}`
}

function attacks({ exploitation }: Finding): readonly string[] {
  if (exploitation === undefined) return []
  const { kev, epss, ssvc } = exploitation
  const lists =
    kev === undefined
      ? ['No list of exploited vulnerabilities is loaded.']
      : kev.length === 0
        ? ['Not in the loaded lists of exploited vulnerabilities.']
        : kev.map(
            ({ catalogue, added, ransomware }) =>
              `In the list of ${catalogue === 'eu' ? 'the EU' : 'CISA'}${added === undefined ? '' : ` since ${plain(added)}`}${ransomware === 'known' ? '; used by ransomware' : ''}. Look at Art. 14: occtet case open aev`,
          )
  const chance =
    epss === undefined
      ? 'EPSS: unknown.'
      : `EPSS ${(epss.score * 100).toFixed(1)} % within 30 days, higher than ${(epss.percentile * 100).toFixed(0)} % of all${epss.date === undefined ? '' : ` (${plain(epss.date.slice(0, 10))})`}.`
  const points =
    ssvc === undefined
      ? []
      : [
          `CISA's SSVC points: exploitation ${ssvc.exploitation}, automatable ${ssvc.automatable}, impact ${ssvc.technicalImpact}.`,
        ]
  return [...lists, chance, ...points]
}

function whereItIs({ finding, evidence }: EvidencePanel): readonly string[] {
  const paths = finding.paths.slice(0, 5).map((path) => path.map((purl) => plain(purl)).join(' > '))
  const scope = `${finding.relation} dependency, scope ${finding.scope}`
  return [...(evidence.length === 0 ? [] : [firstOf(evidence.map(plain), 5)]), scope, ...paths]
}

function reached({ reachability }: Finding): readonly string[] {
  if (reachability === undefined) return []
  const places = reachability.places.map(
    ({ path, line, specifier }) => `${plain(path)}:${line} ${plain(specifier)}`,
  )
  return [`${reachability.state}: ${plain(reachability.reason.message)}`, ...places]
}

function wayOut({ fix }: Finding): string {
  switch (fix.kind) {
    case 'upgrade':
      return `Upgrade to ${plain(fix.nearest ?? '')}.`
    case 'upgrade-direct':
      return `Fixed in ${plain(fix.nearest ?? '')}; it comes in through ${plain(fix.direct ?? '')}. See: occtet triage plan`
    case 'remove':
      return 'Remove it.'
    case 'none-known':
      return 'No fixed version is known.'
    default:
      return fix.kind satisfies never
  }
}

function sayDecision(applied: AppliedDecision): readonly string[] {
  const { record, standing, staleFacts, state, role } = applied
  const { verdict, by, at, reason, expires } = state.decision
  const why = verdict.justification === undefined ? '' : ` (${verdict.justification})`
  return [
    `${record.id}: ${verdict.status}${why}, ${standing}${role === 'speaks' ? '' : ', does not speak'}; ${plain(by)}, ${at.slice(0, 10)}, until ${expires}; holds for ${record.holds.scope}`,
    `"${plain(reason)}"`,
    ...staleFacts.map(
      ({ reason: code, what, before, now }) =>
        `${code}: ${plain(what)} was ${plain(before)}, is ${plain(now)}`,
    ),
  ]
}
