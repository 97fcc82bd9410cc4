/** Somebody upstream has stated it: an imported VEX document speaks for this component in this product. */
import type { Finding } from '../../model/index.ts'
import { isCleanText } from '../decisions/verdict.ts'
import type { FindingVex, StatementMatch, VexPosition } from '../apply/apply-vex.ts'
import type { Verdict } from '../model.ts'
import { quoted } from './draft.ts'
import type { Confidence, Draft, Proposer } from './model.ts'

/** Nothing where authors disagree: the statements are shown side by side, and a person reads them. */
export const upstreamVex: Proposer = {
  kind: 'upstream-vex',
  propose(finding, { vex }) {
    if (vex === undefined || vex.isConflict || finding.isMalicious || hasNewerDoubt(vex)) return undefined
    const [position] = [...vex.positions].sort((a, b) => trustRank[b.trust] - trustRank[a.trust])
    const match = position?.statements.find(isComplete)
    if (position === undefined || match === undefined) return undefined
    const verdict = toVerdict(match)
    return verdict === undefined ? undefined : draft(finding, { position, match, verdict })
  },
}

const trustRank = { own: 2, supplier: 1, other: 0 } as const

/** A statement about some of the ways that calls it affected, or looks into it, after the answer. */
function hasNewerDoubt({ matches }: FindingVex): boolean {
  return matches.some(
    ({ statement: { status }, coverage }) =>
      coverage === 'some' && (status === 'affected' || status === 'under_investigation'),
  )
}

/** OpenVEX 0.2.0: `not_affected` needs a justification or an impact statement; `fixed` needs versions to mean anything. */
function isComplete({ statement, versions, grade }: StatementMatch): boolean {
  const { status, justification, impact } = statement
  if (status === 'not_affected') return justification !== undefined || (impact ?? '').trim() !== ''
  return status === 'fixed' && versions !== 'any-version' && grade !== 'product'
}

function toVerdict({ statement }: StatementMatch): Verdict | undefined {
  const { status, justification, analysis } = statement
  const words = statement.impact?.trim()
  if (status === 'fixed') return { status, responses: [] }
  if (status !== 'not_affected') return undefined
  return {
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(analysis === undefined ? {} : { analysis }),
    responses: [],
    ...(words === undefined || !isCleanText(words) ? {} : { impact: words }),
  }
}

interface Choice {
  readonly position: VexPosition
  readonly match: StatementMatch
  readonly verdict: Verdict
}

function draft(finding: Finding, { position, match, verdict }: Choice): Draft {
  const { document, statement, versions, trust } = match
  const unknowns = [
    ...(trust === 'other' ? ['unknown: whether the author is to be believed; nobody has said so'] : []),
    ...(statement.at === undefined ? ['unknown: when it was stated'] : []),
    ...(verdict.status === 'not_affected' && verdict.justification === undefined
      ? ['no justification is given, only words']
      : []),
    ...(versions === 'any-version' && match.grade === 'component' && trust !== 'own'
      ? ['it names no version, so it may be meant for another one']
      : []),
  ]
  const confidence: Confidence = unknowns.length === 0 ? 'high' : 'medium'
  const why = verdict.justification === undefined ? '' : ` (${verdict.justification})`
  return {
    verdict,
    confidence,
    message: `${quoted(position.author)} states ${verdict.status}${why} for ${quoted(finding.group)}.`,
    evidence: [
      {
        text: `document ${quoted(document.id)}${document.version === undefined ? '' : ` version ${quoted(document.version)}`}${statement.at === undefined ? '' : `, ${quoted(statement.at)}`}`,
      },
      { text: `trust in the author: ${trust}; versions: ${versions}; about: ${match.grade}` },
      ...unknowns.map((text) => ({ text })),
    ],
  }
}
