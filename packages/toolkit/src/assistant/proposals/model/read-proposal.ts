/** Reads what a model says as one proposal of the agreed shape; anything else is none. */
import { err, ok, parseJson, type Result } from '../../../base/index.ts'
import {
  formatLicenseExpression,
  parseLicenseExpression,
  type VexJustification,
  vexJustifications,
} from '../../../model/index.ts'
import { type AnswerOption, type Confidence, type ProposalRequest, type ProposalValue } from '../model.ts'

/** Not yet checked against evidence. */
export type SaidProposal =
  | { readonly outcome: 'not_enough_evidence' }
  | {
      readonly outcome: 'propose'
      readonly value: ProposalValue
      readonly text: string
      readonly evidence: readonly string[]
      readonly confidence: Confidence
    }

/** `SHAPE`: not one object of the agreed members · `VALUE`: a value outside the lists · `EVIDENCE`: an id that is none. */
export type Misread = 'SHAPE' | 'VALUE' | 'EVIDENCE'

type Members = Readonly<Record<string, unknown>>

const longestText = 3000
const members = ['confidence', 'evidence', 'outcome', 'text', 'value']

export function readProposal(said: string, request: ProposalRequest): Result<SaidProposal, Misread> {
  const parsed = parseJson(said.trim(), 1000)
  if (!parsed.ok || parsed.value.duplicates.length > 0) return err('SHAPE')
  const object = toMembers(parsed.value.value, members)
  if (object === undefined) return err('SHAPE')
  const { outcome, text, evidence, confidence } = object
  if (!isText(text) || !isIds(evidence) || !isConfidence(confidence)) return err('SHAPE')
  if (outcome === 'not_enough_evidence') return object['value'] === null ? ok({ outcome }) : err('SHAPE')
  if (outcome !== 'propose') return err('SHAPE')
  const value = readValue(object['value'], request)
  if (value === undefined) return err('VALUE')
  if (!isGiven(evidence, request)) return err('EVIDENCE')
  return ok({ outcome, value, text: text.trim(), evidence: [...new Set(evidence)], confidence })
}

/** A policy may rest on the decided facts alone. */
function isGiven(ids: readonly string[], { kind, evidence }: ProposalRequest): boolean {
  const known = new Set(evidence.map(({ id }) => id))
  return ids.every((id) => known.has(id)) && (ids.length > 0 || kind === 'policy_text')
}

function readValue(value: unknown, request: ProposalRequest): ProposalValue | undefined {
  switch (request.kind) {
    case 'vex_justification':
      return readVex(toMembers(value, ['justification', 'status']))
    case 'license_conclusion':
      return readLicense(toMembers(value, ['expression']))
    case 'answer_from_evidence':
      return readAnswer(toMembers(value, ['answer']), request.options)
    case 'impact_statement':
    case 'user_notice':
    case 'risk_entry':
    case 'policy_text':
      return value === null ? { kind: 'text' } : undefined
    default:
      return request satisfies never
  }
}

/** `fixed` is not for a model to say: it needs a release that has the fix. */
function readVex(value: Members | undefined): ProposalValue | undefined {
  const [status, said] = [value?.['status'], value?.['justification']]
  if (status === 'not_affected') {
    const justification: VexJustification | undefined = vexJustifications.find((one) => one === said)
    return justification === undefined ? undefined : { kind: 'vex', status, justification }
  }
  const isOther = (status === 'affected' || status === 'under_investigation') && said === null
  return isOther ? { kind: 'vex', status } : undefined
}

/** `unknown` is no proposal: it is the outcome `not_enough_evidence`. */
function readAnswer(value: Members | undefined, options: readonly AnswerOption[]): ProposalValue | undefined {
  const answer = options.find((option) => option === value?.['answer'])
  return answer === undefined || answer === 'unknown' ? undefined : { kind: 'answer', answer }
}

function readLicense(value: Members | undefined): ProposalValue | undefined {
  const said = value?.['expression']
  const parsed = typeof said === 'string' && said.length <= 300 ? parseLicenseExpression(said) : undefined
  return parsed?.ok === true
    ? { kind: 'license', expression: formatLicenseExpression(parsed.value) }
    : undefined
}

/** An object with exactly these members; `names` sorted. */
function toMembers(value: unknown, names: readonly string[]): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.keys(value).sort().join() === names.join() ? (value as Members) : undefined
}

function isText(text: unknown): text is string {
  return typeof text === 'string' && text.trim() !== '' && text.length <= longestText
}

function isIds(ids: unknown): ids is readonly string[] {
  return Array.isArray(ids) && ids.length <= 100 && ids.every((id) => typeof id === 'string')
}

function isConfidence(confidence: unknown): confidence is Confidence {
  return confidence === 'high' || confidence === 'medium' || confidence === 'low'
}
