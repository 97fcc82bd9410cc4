/** One advisory as AboutCode's federation keeps it: `advisories/<avid>.yml` (vulnerablecode, advisory schema 0.1). */
import { compareCodeUnits } from '../../base/index.ts'
import { type AdvisoryClaim, scoreCvss, type SeverityVector } from '../../model/index.ts'
import type { RecordFacts } from '../source-format.ts'
import { toClaimPurl } from './claim-purl.ts'
import { fixedVersOf, purlTypeOf, toClaimSet, versTextsOf } from './claim-set.ts'
import type { Loss } from './export-report.ts'
import type { WholeRecord } from './export-source.ts'
import { formatYaml, type YamlValue } from './yaml-text.ts'

/** Known malicious code: the form's only word for it. */
const MALICIOUS = 'CWE-506'

/** `<data source>/<advisory>`, under which packages name an advisory. */
export function avidOf({ source, record }: { readonly source: string; readonly record: string }): string {
  return `${source}/${record}`
}

/** `claims`: those of the record that are exported. */
export function formatAdvisory(
  { stored, newest }: WholeRecord,
  claims: readonly AdvisoryClaim[],
  addLoss: (loss: Loss) => void,
): string {
  const facts = newest.facts()
  const avid = avidOf({ source: stored.source, record: stored.id })
  const impacts = claims.flatMap((claim) => toImpacts(claim, addLoss))
  return formatYaml({
    advisory_id: stored.id,
    datasource_id: avid,
    datasource_url: facts.references[0]?.url ?? '',
    aliases: [...newest.aliases].sort(compareCodeUnits),
    summary: toSummary(facts),
    impacted_packages: sortImpacts(impacts),
    severities: facts.severity.map(toSeverity),
    weaknesses: toWeaknesses(facts, claims),
    references: facts.references.map(({ url, type }) => ({
      url,
      reference_type: type ?? null,
      reference_id: null,
    })),
  })
}

/** The title as the first line, as upstream joins the two. */
function toSummary({ title, details }: RecordFacts): string {
  if (title === undefined || details === undefined) return title ?? details ?? ''
  return details.startsWith(title) ? details : `${title}\n${details}`
}

type Impact = Readonly<Record<string, YamlValue>>

/** One entry per range that VERS keeps apart; the same purl may stand several times, as upstream's own files have it. */
function toImpacts(claim: AdvisoryClaim, addLoss: (loss: Loss) => void): readonly Impact[] {
  const { source, record, ecosystem, name } = claim
  const tell = (code: Loss['code'], detail: string): void =>
    addLoss({ code, source, record, package: `${ecosystem} ${name}`, detail })
  const named = toClaimPurl(ecosystem, name)
  if (named === undefined) {
    tell('PACKAGE_UNNAMED', 'no purl can name the package')
    return []
  }
  if (claim.informational !== undefined) tell('INFORMATIONAL', claim.informational)
  const set = toClaimSet(claim)
  for (const { code, detail } of set.losses) tell(code, detail)
  const texts = versTextsOf(set)
  const fixed = fixedVersOf(set, purlTypeOf(claim)) ?? null
  return (texts.length === 0 ? [null] : texts).map((affected) => ({
    purl: named.purl,
    affected_versions: affected,
    fixed_versions: fixed,
    fixed_in_commits: [],
    introduced_in_commits: [],
  }))
}

function sortImpacts(impacts: readonly Impact[]): readonly Impact[] {
  const keyed = impacts.map((impact) => ({ impact, key: JSON.stringify(impact) }))
  const unique = [...new Map(keyed.map((one) => [one.key, one])).values()]
  return unique.sort((a, b) => compareCodeUnits(a.key, b.key)).map(({ impact }) => impact)
}

function toWeaknesses(facts: RecordFacts, claims: readonly AdvisoryClaim[]): readonly string[] {
  const isMalicious = claims.some((claim) => claim.isMalicious)
  return [...new Set([...facts.weaknesses, ...(isMalicious ? [MALICIOUS] : [])])]
}

function toSeverity({ type, score }: SeverityVector): YamlValue {
  const system = systemOf(type, score)
  const scored = type.startsWith('CVSS_') ? scoreCvss(score) : undefined
  return {
    score: scored === undefined ? score : scored.ok ? scored.value.score.toFixed(1) : '',
    scoring_system: system,
    scoring_elements: scored === undefined ? null : score,
    published_at: null,
    url: null,
  }
}

function systemOf(type: string, score: string): string {
  switch (type) {
    case 'CVSS_V2':
      return 'cvssv2'
    case 'CVSS_V3':
      return score.startsWith('CVSS:3.0/') ? 'cvssv3' : 'cvssv3.1'
    case 'CVSS_V4':
      return 'cvssv4'
    case 'QUALITATIVE':
      return 'generic_textual'
    case 'Ubuntu':
      return 'ubuntu-priority'
    default:
      return type
  }
}
