/** A proposal on a terminal: what is proposed or missing, how sure, what it rests on and what not, and who proposed it. */
import { formatRef } from '@occtet/toolkit/cra'
import { fold, plain, plainLines } from '../layout.ts'
import type { ProposalView } from './view.ts'

export function formatProposal(view: ProposalView, columns: number): string {
  const width = Math.min(columns, 110)
  const row = (head: string, text: string): string => fold(head, text, { indent: 14, width, lines: 40 })
  return [
    row('Proposal', view.id),
    row('For', `${view.product} ${view.release ?? ''}: ${view.subject.id}`),
    ...(view.outcome === 'propose'
      ? [row('Proposed', `${sayValue(view)}; confidence: ${view.confidence ?? 'unknown'}`)]
      : [row('Not proposed', view.reason ?? '')]),
    '\n',
    `${plainLines(view.text)}\n\n`,
    ...(view.passages.length === 0
      ? []
      : [row('Provisions', view.passages.map((ref) => formatRef(ref, view.language)).join('; '))]),
    row('Evidence', view.evidence.length === 0 ? 'none was given or found' : ''),
    ...view.evidence.map((one) => evidenceLine(one, width)),
    row('Proposed by', sayProposer(view)),
    ...(view.model === undefined ? [] : [row('Model', sayModel(view.model))]),
    row('Input SHA-256', view.inputDigest),
    row('Made', `${view.madeBy}, ${view.madeAt}`),
    ...(view.verdict === undefined ? [] : [row('Judged', sayVerdict(view))]),
  ].join('')
}

function evidenceLine(
  { source, origin, text, isUsed }: ProposalView['evidence'][number],
  width: number,
): string {
  const counts = isUsed ? 'counts' : origin === 'own' ? 'does not count here' : 'of others, does not count'
  return fold('  -', `${source} (${counts}): ${text}`, { indent: 4, width, lines: 20 })
}

/** `text` has no other value than its words. */
export function sayValue({ kind, value }: ProposalView): string {
  switch (value?.kind) {
    case undefined:
      return 'nothing'
    case 'vex':
      return value.justification === undefined ? value.status : `${value.status}, ${value.justification}`
    case 'license':
      return value.expression
    case 'answer':
      return value.answer
    case 'text':
      return `a text (${kind})`
    default:
      return value satisfies never
  }
}

export function sayProposer({ by }: Pick<ProposalView, 'by'>): string {
  return by.kind === 'rules' ? by.version : `${by.model}, prompt ${by.promptVersion}`
}

function sayModel({ model, host, outcome, reason }: NonNullable<ProposalView['model']>): string {
  const said = {
    used: 'the proposal is its',
    rejected: `what it said may not stand (${reason ?? ''}): the proposal is that of the rules`,
    'not-asked': 'it was not asked: a given text speaks to the tool',
  }[outcome]
  return `${model} at ${host}; ${said}`
}

function sayVerdict({ verdict, isRight }: ProposalView): string {
  if (verdict === undefined) return 'not yet'
  const right = isRight === undefined ? '' : isRight ? '; it was right' : '; it was wrong'
  return `${verdict.verdict} by ${verdict.by}, ${verdict.at}${verdict.note === undefined ? '' : `: ${verdict.note}`}${right}`
}

/** Two lines each, newest first. */
export function formatList(proposals: readonly ProposalView[], columns: number): string {
  if (proposals.length === 0) return 'No proposal is kept for this product.\n'
  const width = Math.min(columns, 110)
  return proposals
    .map((view) => {
      const what = view.outcome === 'propose' ? sayValue(view) : `nothing proposed (${view.reason ?? ''})`
      const judged = view.verdict?.verdict ?? 'not judged'
      const head = `${shortId(view.id)}  ${judged}  ${view.madeAt.slice(0, 10)}  ${plain(view.subject.id)}`
      return fold('', head, { indent: 0, width, lines: 2 }) + fold('  ', what, { indent: 2, width })
    })
    .join('')
}

/** Enough of it to name it. */
function shortId(id: string): string {
  return id.slice(0, id.indexOf('/') + 11)
}
