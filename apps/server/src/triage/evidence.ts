/** Everything that a person needs to decide one finding, in the fixed order of the panel; nothing is decided here. */
import { type Evidence, evidence as evidenceShape, permissionsOf, roles } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { type Finding, isExploited } from '@occtet/toolkit/model'
import { type AppliedDecision, isSamePerson } from '@occtet/toolkit/vex'
import { axisOf } from './axis.ts'
import type { Acting } from './decide.ts'
import { isKeptBack } from '../products/kept-back.ts'
import { makerOf, noteLook } from './makers.ts'
import { nameOf } from './merge-rows.ts'
import { proposalsFor } from './proposals.ts'
import { findSiblings } from './siblings.ts'
import { sourcesOf } from './sources.ts'
import { applyOn, notFound, openTriageDesk, type Refused, type TriageDesk } from './triage-desk.ts'
import { toDecisionView, toProposalView } from './views.ts'

export interface EvidenceQuestion {
  /** Slug. */
  readonly product: string
  /** Key. */
  readonly finding: string
  readonly release: string | undefined
  /** It is on the caller's screen now, so they may confirm what they see. */
  readonly isOpened: boolean
}

export async function readEvidence(
  acting: Acting,
  question: EvidenceQuestion,
): Promise<Result<Evidence, Refused>> {
  const desk = await openTriageDesk(acting.org, question.product, question.release)
  if (!desk.ok) return desk
  const finding = desk.value.findings.find(({ key }) => key === question.finding)
  if (finding === undefined) return err(notFound())
  const decided = await decisionsOf(acting, desk.value, finding)
  if (question.isOpened) await noteLooks(acting, decided.views)
  const facts = await factsOf(acting, desk.value, finding)
  const { withheld, views, isOwnProposal, shown } = decided
  // Parsed so that the arrays are the caller's own, and nothing leaves that the contract does not name.
  return ok(evidenceShape.parse({ ...facts, finding: shown, decisions: views, withheld, isOwnProposal }))
}

interface Decided {
  readonly shown: Finding
  readonly views: Evidence['decisions']
  readonly withheld: number
  readonly isOwnProposal: boolean
}

async function decisionsOf(
  { org, caller, now }: Acting,
  desk: TriageDesk,
  finding: Finding,
): Promise<Decided> {
  const files = new Map(desk.decisions.files.map((file) => [file.record, file]))
  const isSeen = ({ record }: AppliedDecision): boolean => {
    const file = files.get(record)
    return file === undefined || !isKeptBack(file) || caller.permissions.has('private.read')
  }
  const { applied, findings } = applyOn(desk, now.slice(0, 10), desk.findings)
  const own = applied.filter((one) => one.finding === finding.key)
  const seen = own.filter(isSeen)
  const laid = findings.find(({ key }) => key === finding.key) ?? finding
  const { decision, ...bare } = laid
  const isShown = decision === undefined || seen.some(({ record }) => record.id === decision.id)
  const waiting = seen.find(({ standing }) => standing === 'waiting')
  return {
    shown: isShown ? laid : bare,
    views: seen.flatMap((one) => {
      const file = files.get(one.record)
      return file === undefined ? [] : [toDecisionView(file, one)]
    }),
    withheld: own.length - seen.length,
    isOwnProposal:
      waiting !== undefined &&
      (isSamePerson(caller.name, waiting.state.decision.by) ||
        (await makerOf(org, waiting.record)) === caller.id),
  }
}

async function noteLooks({ org, caller, now }: Acting, views: Evidence['decisions']): Promise<void> {
  if (caller.kind !== 'person') return
  for (const { id, digest, standing } of views)
    if (standing === 'waiting') await noteLook(org, { caller: caller.id, decision: id, digest }, now)
}

type Facts = Omit<Evidence, 'finding' | 'decisions' | 'withheld' | 'isOwnProposal'>

async function factsOf({ org, caller }: Acting, desk: TriageDesk, finding: Finding): Promise<Facts> {
  const report = await desk.release.findings()
  const inventory = await desk.release.inventory()
  const component = inventory?.components.find(({ purl }) => purl === finding.purl)
  const { byFinding, notLooked } = await proposalsFor(org, desk, [finding])
  const { version } = nameOf(finding.purl)
  const axis = axisOf(finding)
  const alsoClosed = countAlsoClosed(desk.findings, finding)
  const siblings = await findSiblings(org, finding)
  const isVisible = (slug: string): boolean => caller.products === undefined || caller.products.has(slug)
  return {
    product: { slug: desk.slug, name: desk.release.product.name, release: desk.release.release.version },
    ...(version === undefined ? {} : { version }),
    ...(axis === undefined ? {} : { axis }),
    sources: sourcesOf(finding, report ?? { sources: [] }),
    places: (component?.evidence ?? []).slice(0, 50).map(({ path, line }) => ({ path, line })),
    relation: finding.relation,
    elsewhere: siblings
      .filter(({ slug }) => slug !== desk.slug && isVisible(slug))
      .slice(0, 200)
      .map(({ slug, productName, release, key, purl }) => ({
        product: slug,
        productName,
        release,
        finding: key,
        purl,
      })),
    ...(alsoClosed === undefined ? {} : { alsoClosed }),
    proposals: (byFinding.get(finding.key) ?? []).map(toProposalView),
    notLooked: [...notLooked],
    reporting: reportingOf(finding),
    house: {
      confirm: desk.house.fourEyes ? [...desk.house.confirm] : [],
      days: desk.house.days,
      mostDays: desk.house.mostDays,
      hasRelease: desk.subject.version !== undefined,
    },
    confirmers: roles.filter((role) => permissionsOf[role].includes('triage.confirm')),
  }
}

/** Only what is known to be closed by the very same version; a higher one may lie in another range. */
function countAlsoClosed(findings: readonly Finding[], { key, purl, fix }: Finding): number | undefined {
  if (fix.nearest === undefined) return undefined
  return findings.filter(
    (other) => other.key !== key && other.purl === purl && other.fix.nearest === fix.nearest,
  ).length
}

/** Art. 14(1): exploited somewhere is a reason to assess, not yet a duty to report. */
function reportingOf(finding: Finding): Evidence['reporting'] {
  const exploited = isExploited(finding)
  if (exploited === undefined) return 'unknown'
  return exploited ? 'assess' : 'not-listed'
}
