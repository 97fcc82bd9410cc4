/** A proposal on a terminal: what is proposed or missing, how sure, what it rests on and what not, and who proposed it. */
import type { Tongue } from '@occtet/toolkit/assistant'
import { formatRef } from '@occtet/toolkit/cra'
import { fold, plain, plainLines } from '../layout.ts'
import type { ProposalView } from './view.ts'
import { type ProposeWord, type Say, sayIn } from './words.ts'

export interface Shown {
  /** Of the terminal. */
  readonly columns: number
  /** Of the words around it; a proposal's own text has the language that it was drafted in. */
  readonly language: Tongue
}

const heads = [
  'proposal',
  'about',
  'proposed',
  'notProposed',
  'provisions',
  'evidence',
  'proposer',
  'model',
  'input',
  'made',
  'judged',
  'now',
] as const satisfies readonly ProposeWord[]

export function formatProposal(view: ProposalView, { columns, language }: Shown): string {
  const width = Math.min(columns, 110)
  const say = sayIn(language)
  const indent = Math.max(...heads.map((head) => say(head).length)) + 1
  const row = (head: (typeof heads)[number], text: string): string =>
    fold(say(head), text, { indent, width, lines: 40 })
  return [
    row('proposal', view.id),
    row('about', `${view.product} ${view.release ?? ''}: ${view.subject.id}`),
    ...(view.outcome === 'propose'
      ? [row('proposed', `${sayValue(view, say)}; ${sayConfidence(view, say)}`)]
      : [row('notProposed', sayReason(view, say))]),
    '\n',
    `${plainLines(view.text)}\n\n`,
    ...(view.passages.length === 0
      ? []
      : [row('provisions', view.passages.map((ref) => formatRef(ref, language)).join('; '))]),
    row('evidence', view.evidence.length === 0 ? say('noEvidence') : ''),
    ...view.evidence.map((one) => evidenceLine(one, say, width)),
    row('proposer', sayProposer(view, say)),
    ...(view.model === undefined ? [] : [row('model', sayModel(view.model, say))]),
    row('input', view.inputDigest),
    row('made', `${view.madeBy}, ${view.madeAt}`),
    ...(view.verdict === undefined ? [] : [row('judged', sayVerdict(view, say))]),
    ...(view.verdict?.verdict === 'edited' ? [row('now', sayValue(holding(view), say)), ownText(view)] : []),
  ].join('')
}

/** What a person wrote instead. */
function ownText({ text, verdict }: ProposalView): string {
  return verdict?.text === undefined || verdict.text === text ? '' : `\n${plainLines(verdict.text)}\n`
}

/** With the value that a person gave it, where one did. */
export function holding(view: ProposalView): ProposalView {
  return { ...view, value: view.verdict?.value ?? view.value }
}

function evidenceLine(
  { source, origin, text, isUsed }: ProposalView['evidence'][number],
  say: Say,
  width: number,
): string {
  const counts = say(isUsed ? 'counts' : origin === 'own' ? 'idle' : 'foreign')
  return fold('  -', `${source} (${counts}): ${text}`, { indent: 4, width, lines: 20 })
}

/** `text` has no other value than its words. What the standards name stays as they name it. */
function sayValue({ kind, value }: ProposalView, say: Say): string {
  switch (value?.kind) {
    case undefined:
      return say('nothing')
    case 'vex':
      return value.justification === undefined ? value.status : `${value.status}, ${value.justification}`
    case 'license':
      return value.expression
    case 'answer':
      return say(value.answer)
    case 'text':
      return say('aText', { kind })
    default:
      return value satisfies never
  }
}

function sayConfidence({ confidence }: ProposalView, say: Say): string {
  return say('confidence', { level: say(confidence ?? 'unknown') })
}

function sayReason({ reason }: ProposalView, say: Say): string {
  return reason === undefined ? say('unknown') : say(reason)
}

function sayProposer({ by }: ProposalView, say: Say): string {
  return by.kind === 'rules' ? by.version : say('prompt', { model: by.model, version: by.promptVersion })
}

function sayModel({ model, host, outcome, reason }: NonNullable<ProposalView['model']>, say: Say): string {
  const what = {
    used: say('modelUsed'),
    rejected: say('modelRejected', { reason: reason ?? '' }),
    'not-asked': say('modelNotAsked'),
  }[outcome]
  return say('modelSaid', { model, host, what })
}

function sayVerdict({ verdict, isRight }: ProposalView, say: Say): string {
  if (verdict === undefined) return say('open')
  const { by, at, note } = verdict
  const said = say('judgedBy', { verdict: say(verdict.verdict), by, at })
  const right = isRight === undefined ? '' : `; ${say(isRight ? 'wasRight' : 'wasWrong')}`
  return `${said}${note === undefined ? '' : `: ${note}`}${right}`
}

/** As many as anybody reads on a terminal. */
const mostListed = 200

/** Two lines each, newest first. */
export function formatList(proposals: readonly ProposalView[], { columns, language }: Shown): string {
  const say = sayIn(language)
  if (proposals.length === 0) return `${say('empty')}\n`
  const width = Math.min(columns, 110)
  const left = proposals.length - mostListed
  const rows = proposals.slice(0, mostListed).map((view) => {
    const what =
      view.outcome === 'propose'
        ? sayValue(holding(view), say)
        : say('nothingProposed', { reason: sayReason(view, say) })
    const judged = say(view.verdict?.verdict ?? 'open')
    const head = `${shortId(view.id)}  ${judged}  ${view.madeAt.slice(0, 10)}  ${plain(view.subject.id)}`
    return fold('', head, { indent: 0, width, lines: 2 }) + fold('  ', what, { indent: 2, width })
  })
  return `${rows.join('')}${left > 0 ? `${say('more', { left })}\n` : ''}`
}

/** Enough of it to name it. */
function shortId(id: string): string {
  return id.slice(0, id.indexOf('/') + 11)
}
