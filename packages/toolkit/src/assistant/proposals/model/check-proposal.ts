/** Whether a model's proposal may stand beside what the rules say on the same request. */
import { formatLicenseExpression, parseLicenseExpression } from '../../../model/index.ts'
import { findUnsupported, type Unsupported } from '../../model/support.ts'
import type { Passage } from '../../passage.ts'
import { findReferences } from '../../reference.ts'
import type { Drafted, ProposalRequest, ProposalValue } from '../model.ts'
import { sentencesOf } from '../reading.ts'
import type { SaidProposal } from './read-proposal.ts'

/** `RULES`: the rules do not agree with a value that needs them · `ABSTAINED`: they found contradiction, doubt or a hostile text. */
export type Objection = Unsupported | 'RULES' | 'ABSTAINED'

type Proposed = Extract<SaidProposal, { readonly outcome: 'propose' }>

/** Undefined: it may be shown. `narrowed`: what the rules say when they see the evidence alone that the model names. */
export function findObjection(
  said: Proposed,
  request: ProposalRequest,
  { byRules, narrowed }: { readonly byRules: Drafted; readonly narrowed: Drafted },
): Objection | undefined {
  if (byRules.outcome === 'not_enough_evidence' && byRules.reason !== 'MISSING_FACT') return 'ABSTAINED'
  if (!isAllowed(said.value, byRules, narrowed)) return 'RULES'
  const passages = toPassages(said, request)
  // A purl has an `@`; as the given name of the component it is no markup.
  const isPurl = 'component' in request && /^pkg:[\w./%@:+~-]+$/.test(request.component)
  const plain = isPurl ? said.text.replaceAll(request.component, 'component') : said.text
  for (const sentence of sentencesOf(plain)) {
    const reason = findUnsupported(sentence, passages, request.language)
    if (reason !== undefined) return reason
  }
  return undefined
}

/**
 * What would do harm if it were wrong needs the rules: `not_affected` by all the evidence and again by the pieces that the
 * model names; a licence and a `yes` likewise. Where the rules propose another value, theirs stands.
 */
function isAllowed(value: ProposalValue, byRules: Drafted, narrowed: Drafted): boolean {
  const ruled = byRules.outcome === 'propose' ? byRules.value : undefined
  if (ruled !== undefined && !isSameValue(value, ruled)) return false
  switch (value.kind) {
    case 'vex':
      return value.status !== 'not_affected' || carries(narrowed, value, ruled)
    case 'license':
      return carries(narrowed, value, ruled)
    case 'answer':
      return value.answer === 'no' || carries(narrowed, value, ruled)
    case 'text':
      return ruled !== undefined
    default:
      return value satisfies never
  }
}

function carries(narrowed: Drafted, value: ProposalValue, ruled: ProposalValue | undefined): boolean {
  return ruled !== undefined && narrowed.outcome === 'propose' && isSameValue(narrowed.value, value)
}

function isSameValue(a: ProposalValue, b: ProposalValue): boolean {
  return keyOf(a) === keyOf(b)
}

function keyOf(value: ProposalValue): string {
  switch (value.kind) {
    case 'vex':
      return `${value.status} ${value.justification ?? ''}`
    case 'license': {
      const parsed = parseLicenseExpression(value.expression)
      return parsed.ok ? formatLicenseExpression(parsed.value) : value.expression
    }
    case 'answer':
      return value.answer
    case 'text':
      return ''
    default:
      return value satisfies never
  }
}

/** The named evidence, and the facts that the person gave: what a sentence may rest on. */
function toPassages(said: Proposed, request: ProposalRequest): readonly Passage[] {
  const { kind: _kind, language: _language, evidence, ...facts } = request
  const named = evidence.filter(({ id }) => said.evidence.includes(id))
  const given = ['component', ...wordsOf(facts)].join('. ')
  return [
    { id: 'facts', text: given },
    ...named.map(({ id, text }) => ({ id, text })),
    { id: 'value', text: Object.values(said.value).join(' ').replaceAll('_', ' ') },
  ].map(({ id, text }) => ({
    id,
    source: 'product',
    also: findReferences(text),
    title: '',
    text,
    asks: [],
  }))
}

function wordsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsOf) : []
}
