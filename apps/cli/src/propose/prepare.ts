/** From a wish to a request, with what lies in the product's folder. */
import {
  type ProposalRequest,
  type RiskAtHand,
  signalsForQuestion,
  toImpactRequest,
  toLicenseRequest,
  toNoticeRequest,
  toPolicyRequest,
  toQuestionRequest,
  toRiskRequest,
  toVexRequest,
  type Tongue,
} from '@occtet/toolkit/assistant'
import { parseRiskFile, questionnaire, textsOf, threats, threatText } from '@occtet/toolkit/cra'
import { parsePurl } from '@occtet/toolkit/model'
import { findAllNamed } from '../choose-findings.ts'
import { findComponent } from '../commands/licenses.ts'
import type { Context } from '../context.ts'
import { openLicenses } from '../license-desk.ts'
import { type ProductFolder, readRecord } from '../product-desk.ts'
import { readTree } from '../read-tree.ts'
import { type EvidenceFile, readEvidence, readFindings, type ReportedFinding } from './at-hand.ts'
import { usage, type Wish } from './wish.ts'
import { sayIn } from './words.ts'

export interface Prepared {
  readonly request: ProposalRequest
  readonly subject: { readonly kind: SubjectKind; readonly id: string }
}

type SubjectKind = 'finding' | 'component' | 'question' | 'risk' | 'topic'

/** Throws (exit 2 or 3) where the subject is not there, or its data cannot be read. */
export async function prepare(context: Context, wish: Wish): Promise<Prepared> {
  switch (wish.kind) {
    case 'vex':
    case 'impact':
    case 'notice':
      return onFinding(context, wish)
    case 'licence':
      return onComponent(context, wish)
    case 'answer':
      return onQuestion(context, wish)
    case 'risk':
      return onRisk(context, wish)
    case 'policy':
      return onTopic(wish)
    default:
      return wish.kind satisfies never
  }
}

function onFinding(context: Context, wish: Wish): Prepared {
  const { asOf, findings } = readFindings(wish.folder.dir)
  const found = chooseFinding(findings, wish.words)
  const finding = { ...found, ranges: found.matched }
  context.say(`${sayIn(wish.frame.language)('fromReport', { asOf })}\n`)
  const subject = { kind: 'finding', id: found.key } as const
  const { facts, frame } = wish
  if (wish.kind === 'vex') return { subject, request: toVexRequest(finding, frame) }
  if (wish.kind === 'impact') return { subject, request: toImpactRequest(finding, frame) }
  const exploited = (['yes', 'no', 'unknown'] as const).find((word) => word === facts['exploited'])
  const stated = { affected: facts['affected'], mitigation: facts['mitigation'], exploited }
  return { subject, request: toNoticeRequest(finding, stated, frame) }
}

/** By its key, or by what several names fit together: an advisory and a purl. */
function chooseFinding(findings: readonly ReportedFinding[], words: readonly string[]): ReportedFinding {
  const fitting = words.reduce((left, word) => findAllNamed(left, word), findings)
  const [only, second] = fitting
  if (only !== undefined && second === undefined) return only
  const keys = fitting
    .slice(0, 5)
    .map(({ key }) => key)
    .join(', ')
  throw usage(
    'FINDING_AMBIGUOUS',
    `${words.join(' ')} fits ${fitting.length} findings: ${keys}`,
    'Name the key, or the advisory and the purl.',
  )
}

async function onComponent(context: Context, { words, folder, frame }: Wish): Promise<Prepared> {
  const text = words.join(' ')
  const parsed = parsePurl(text)
  if (!parsed.ok) throw usage('PURL_INVALID', `${text}: ${parsed.error.message}`)
  const inventory = await readTree(context, folder.dir)
  const purl = findComponent(inventory.components, parsed.value, folder.dir)
  const component = inventory.components.find((one) => one.purl === purl)
  if (component === undefined) throw new Error('a component was found by its purl')
  const { facts } = openLicenses({ dir: folder.dir, inventory }).licenseOf(component)
  return {
    subject: { kind: 'component', id: purl },
    request: toLicenseRequest({ purl, ...facts }, frame),
  }
}

function onQuestion(context: Context, wish: Wish): Prepared {
  const { words, frame } = wish
  const id = words.join(' ').toUpperCase()
  const question = questionnaire.questions.get(id)
  const text = textsOf(frame.language).questions.get(id)?.text
  if (question === undefined || text === undefined)
    throw usage('QUESTION_UNKNOWN', `the self-assessment has no question ${id}`)
  const signals = signalsForQuestion(id, evidenceIn(context, wish)?.signals ?? [])
  const request = toQuestionRequest({ text, type: question.type, signals }, frame)
  if (request === undefined)
    throw usage('SUBJECT_UNFIT', `${id} asks for an option or a date, which nothing is proposed for`)
  return { subject: { kind: 'question', id }, request }
}

/** A threat of the risk assessment or of the starting set by its id, else a risk in words. */
function onRisk(context: Context, wish: Wish): Prepared {
  const { words, folder, frame } = wish
  const text = words.join(' ')
  const threat = findThreat(folder, text, frame.language)
  const subject = { kind: 'risk', id: text } as const
  if (threat === undefined) return { subject, request: toRiskRequest({ text }, frame) }
  const related = signalsOn(evidenceIn(context, wish), threat.requirements)
  return { subject, request: toRiskRequest({ ...threat, related }, frame) }
}

interface FoundThreat {
  readonly text: string
  readonly requirements: readonly string[]
  readonly measures: NonNullable<RiskAtHand['measures']>
}

/** What people wrote about it wins over the starting set. */
function findThreat(folder: ProductFolder, id: string, language: Tongue): FoundThreat | undefined {
  const own = readRecord(folder, 'risk.yaml', parseRiskFile)?.threats.find((one) => one.id === id)
  const known = threats.find((one) => one.id === id)
  const title = own?.title ?? (known === undefined ? undefined : threatText(id, language).title)
  if (title === undefined) return undefined
  const requirements = own?.requirements ?? known?.requirements ?? []
  return { text: title, requirements, measures: own?.measures ?? [] }
}

/** What speaks for or against any of the requirements. */
function signalsOn(
  evidence: EvidenceFile | undefined,
  requirements: readonly string[],
): EvidenceFile['signals'] {
  if (evidence === undefined) return []
  const about = evidence.requirements.filter(({ id }) => requirements.includes(id))
  const ids = new Set(about.flatMap(({ supports, against }) => [...supports, ...against]))
  return evidence.signals.filter(({ id }) => ids.has(id))
}

function onTopic({ words, folder, facts, frame }: Wish): Prepared {
  const topic = words.join(' ')
  const request = toPolicyRequest({ topic, facts, profile: folder.profile }, frame)
  return { subject: { kind: 'topic', id: topic }, request }
}

function evidenceIn(context: Context, { folder, frame }: Wish): EvidenceFile | undefined {
  const evidence = readEvidence(folder.dir)
  if (evidence === undefined) context.say(`${sayIn(frame.language)('noReport')}\n`)
  return evidence
}
