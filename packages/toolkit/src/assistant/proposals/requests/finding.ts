/** From a finding to the requests on it: a VEX status, its impact, a notice for users. */
import type { VexJustification, VexStatus } from '../../../model/index.ts'
import type { Tongue } from '../../passage.ts'
import type { EvidenceText, ImpactRequest, NoticeRequest, VexRequest } from '../model.ts'
import { nameOf, noteEvidence, type RequestFrame } from './frame.ts'
import { type ImportsAtHand, importEvidence } from './imports.ts'
import { isAddressing } from '../reading.ts'

/** Who says a VEX status of the finding, and why. */
interface StatementAtHand {
  readonly status: VexStatus
  readonly justification?: VexJustification | undefined
  readonly reason: string
}

/** What a person decided; `importedFrom`: somebody else's document said so. */
interface DecisionAtHand extends StatementAtHand {
  readonly standing: 'in-force' | 'waiting' | 'stale' | 'expired' | 'revoked'
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  readonly action?: string | undefined
  readonly importedFrom?: string | undefined
}

/** A list of exploited flaws has it. */
interface ListedFlaw {
  readonly catalogue: 'cisa' | 'eu'
  readonly added?: string | undefined
}

/** The fields of a finding that requests are made from; a `Finding` of the model fits. */
export interface FindingAtHand {
  /** Purl with version. */
  readonly purl: string
  /** Id of the advisory. */
  readonly group: string
  /** Of the advisory, untrusted; absent: it has none. */
  readonly summary?: string | undefined
  readonly scope: 'runtime' | 'development' | 'optional' | 'peer' | 'build' | 'unknown'
  readonly relation: 'direct' | 'transitive' | 'unknown'
  readonly reachability?: ImportsAtHand | undefined
  readonly exploitation?: { readonly kev?: readonly ListedFlaw[] | undefined } | undefined
  readonly decision?: DecisionAtHand | undefined
  /** VEX of suppliers on this component. */
  readonly received?: readonly (StatementAtHand & { readonly source: string })[]
  /** Files with decisions or statements on findings of the product that cannot be read; what they say is in nothing here. */
  readonly unread?: number
  /** Where the component is named in the product's files. */
  readonly places?: readonly { readonly path: string; readonly line: number }[]
  /** By which range a source counts this version as affected. */
  readonly ranges?: readonly { readonly source: string; readonly record: string; readonly range: string }[]
}

/** What a person states for a notice; absent: taken from the decision and the lists of exploited flaws, never assumed. */
export interface NoticeFacts {
  readonly affected?: string | undefined
  readonly mitigation?: string | undefined
  readonly exploited?: 'yes' | 'no' | 'unknown' | undefined
}

export function toVexRequest(finding: FindingAtHand, frame: RequestFrame): VexRequest {
  return {
    kind: 'vex_justification',
    language: frame.language,
    component: finding.purl,
    advisory: { id: finding.group, summary: finding.summary ?? '' },
    release: frame.product.release,
    evidence: evidenceOf(finding, frame),
  }
}

export function toImpactRequest(finding: FindingAtHand, frame: RequestFrame): ImpactRequest {
  return {
    kind: 'impact_statement',
    language: frame.language,
    component: finding.purl,
    advisory: flawOf(finding),
    product: nameOf(frame),
    evidence: evidenceOf(finding, frame),
  }
}

/** Evidence is what may be published: notes that were given for it and lists of exploited flaws, nothing of the inside. */
export function toNoticeRequest(
  finding: FindingAtHand,
  given: NoticeFacts,
  frame: RequestFrame,
): NoticeRequest {
  const decision = ownDecision(finding)
  const isAffected = decision?.status === 'affected'
  return {
    kind: 'user_notice',
    language: frame.language,
    product: frame.product.name,
    affected: given.affected ?? (isAffected ? frame.product.release : ''),
    advisory: flawOf(finding),
    mitigation: given.mitigation ?? decision?.action ?? '',
    exploited: given.exploited ?? (isListed(finding) ? 'yes' : 'unknown'),
    evidence: [...exploitedEvidence(finding, frame.language), ...noteEvidence(frame)],
  }
}

function evidenceOf(finding: FindingAtHand, frame: RequestFrame): readonly EvidenceText[] {
  const { language } = frame
  return [
    scopeEvidence(finding, language),
    ...rangeEvidence(finding, language),
    ...(finding.reachability === undefined ? [] : [importEvidence(finding.reachability, language)]),
    ...decisionEvidence(finding, language),
    ...receivedEvidence(finding, language),
    ...unreadEvidence(finding, language),
    ...exploitedEvidence(finding, language),
    ...noteEvidence(frame),
  ]
}

/** What stands in the lock files of the product: said so that it contradicts whoever says that the package is not there. */
function scopeEvidence({ scope, relation, places = [] }: FindingAtHand, language: Tongue): EvidenceText {
  const how =
    relation === 'unknown'
      ? { en: '', de: '' }
      : { direct: { en: 'direct ', de: 'direkte ' }, transitive: { en: 'transitive ', de: 'mittelbare ' } }[
          relation
        ]
  const text =
    scope === 'development'
      ? {
          en: `Lock files mark the package as a ${how.en}dependency of development alone.`,
          de: `Lock-Dateien kennzeichnen das Paket als ${how.de}Abhängigkeit allein der Entwicklung.`,
        }
      : {
          en: `The package is listed as a ${how.en}dependency of the product.`,
          de: `Das Paket ist als ${how.de}Abhängigkeit des Produkts aufgeführt.`,
        }
  return {
    id: 'scope',
    source: [language === 'en' ? 'inventory' : 'Inventar', ...sayPlaces(places)].join(', '),
    origin: 'own',
    text: text[language],
  }
}

/** A folder may be called what a hostile text would say; the places are shown with the finding. */
function sayPlaces(places: NonNullable<FindingAtHand['places']>): readonly string[] {
  return places
    .slice(0, 3)
    .map(({ path, line }) => `${path}:${line}`)
    .filter((place) => !isAddressing(place))
}

/** What sources say of the version itself: others wrote it, and it shows nothing of this product. */
function rangeEvidence({ ranges = [] }: FindingAtHand, language: Tongue): readonly EvidenceText[] {
  return ranges.map(({ source, record, range }, at) => ({
    id: `range-${at + 1}`,
    source: `${source}, ${record}`,
    origin: 'foreign',
    text:
      language === 'en'
        ? `Versions that count as affected: ${range}.`
        : `Versionen, die als betroffen gelten: ${range}.`,
  }))
}

/** One that is in force; what was decided on another state of things is no evidence on this one. */
function ownDecision({ decision }: FindingAtHand): DecisionAtHand | undefined {
  return decision?.standing === 'in-force' && decision.importedFrom === undefined ? decision : undefined
}

function decisionEvidence(finding: FindingAtHand, language: Tongue): readonly EvidenceText[] {
  const { decision } = finding
  if (decision === undefined || decision.standing !== 'in-force') return []
  const { by, at, importedFrom } = decision
  const word = language === 'en' ? 'decision' : 'Entscheidung'
  return [
    {
      id: 'decision',
      source: `${word}, ${importedFrom ?? by}, ${at.slice(0, 10)}`,
      origin: ownDecision(finding) === undefined ? 'foreign' : 'own',
      text: sayStatement(decision, language),
    },
  ]
}

function receivedEvidence({ received = [] }: FindingAtHand, language: Tongue): readonly EvidenceText[] {
  return received.map((one, at) => ({
    id: `vex-${at + 1}`,
    source: one.source,
    origin: 'foreign',
    text: sayStatement(one, language),
  }))
}

/** The rules take it as doubt: what could not be read may say the opposite. */
function unreadEvidence({ unread = 0 }: FindingAtHand, language: Tongue): readonly EvidenceText[] {
  if (unread === 0) return []
  const text =
    language === 'en'
      ? `Files with decisions or VEX statements could not be read (${unread}).`
      : `Dateien mit Entscheidungen oder VEX-Aussagen sind unlesbar und ungeprüft (${unread}).`
  return [{ id: 'unread', source: language === 'en' ? 'files' : 'Dateien', origin: 'own', text }]
}

/** Words for the ids of VEX: a text that carries those is taken for one that speaks to a tool. */
function sayStatement({ status, justification, reason }: StatementAtHand, language: Tongue): string {
  const said = [status, ...(justification === undefined ? [] : [justification])].join(', ')
  return `${language === 'en' ? 'Decided' : 'Entschieden'}: ${said.replaceAll('_', ' ')}. ${reason}`.trim()
}

function exploitedEvidence({ exploitation }: FindingAtHand, language: Tongue): readonly EvidenceText[] {
  const names = { cisa: 'CISA KEV', eu: 'EU KEV' }
  return (exploitation?.kev ?? []).map(({ catalogue, added }, at) => {
    const since = added === undefined ? '' : language === 'en' ? `, since ${added}` : `, seit ${added}`
    return {
      id: `exploited-${at + 1}`,
      source: names[catalogue],
      origin: 'foreign',
      text:
        language === 'en'
          ? `${names[catalogue]} lists the flaw as exploited${since}.`
          : `${names[catalogue]} führt die Lücke als ausgenutzt${since}.`,
    }
  })
}

function isListed({ exploitation }: FindingAtHand): boolean {
  return (exploitation?.kev ?? []).length > 0
}

/** Empty where the advisory does not say what can happen. */
function flawOf({ group, summary = '' }: FindingAtHand): string {
  const words = summary.trim().replace(/[.]$/, '')
  return words === '' ? '' : `${words} (${group})`
}
