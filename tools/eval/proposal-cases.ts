/** The labelled proposals of the evaluation set, read, and as requests. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  answerOptions,
  type EvidenceText,
  type NoticeRequest,
  type ProposalRequest,
  type VexRequest,
} from '../../packages/toolkit/src/assistant/index.ts'
import { root } from '../sources.ts'

const option = z.enum(['yes', 'partial', 'no', 'unknown'])
const common = { id: z.string(), language: z.enum(['en', 'de']) }
const words = z.array(z.union([z.string(), z.array(z.string())])).optional()
const label = z.object({
  outcome: z.enum(['propose', 'not_enough_evidence']),
  justification: z.string().optional(),
  expression: z.string().optional(),
  answer: option.optional(),
  mustContain: words,
  mustNotContain: z.array(z.string()).optional(),
  mustNotSetStatus: z.array(z.string()).optional(),
  references: z.array(z.union([z.string(), z.array(z.string())])).optional(),
})
const evidence = z.array(z.string()).optional()
const text = z.string().default('')

const proposalCase = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    label,
    kind: z.literal('vex_justification'),
    input: z.object({
      component: z.string(),
      advisory: z.object({ id: z.string(), summary: z.string() }),
      evidence,
    }),
  }),
  z.object({
    ...common,
    label,
    kind: z.literal('impact_statement'),
    input: z.object({ component: text, advisory: text, product: text, evidence }),
  }),
  z.object({
    ...common,
    label,
    kind: z.literal('user_notice'),
    input: z.object({
      product: text,
      affected: text,
      advisory: text,
      mitigation: text,
      exploited: z.union([z.boolean(), z.string()]).optional(),
      evidence,
    }),
  }),
  z.object({
    ...common,
    label,
    kind: z.literal('risk_entry'),
    input: z.object({ product: text, question: text, evidence }),
  }),
  z.object({
    ...common,
    label,
    kind: z.literal('policy_text'),
    input: z.object({ question: text, facts: z.record(z.string(), z.unknown()).optional(), evidence }),
  }),
  z.object({
    ...common,
    label,
    kind: z.literal('license_conclusion'),
    input: z.object({ component: text, evidence }),
  }),
  z.object({
    ...common,
    label,
    kind: z.literal('answer_from_evidence'),
    input: z.object({ question: text, options: z.array(option).default([...answerOptions]), evidence }),
  }),
])

export type ProposalCase = z.infer<typeof proposalCase>
export type ProposalLabel = z.infer<typeof label>

export function loadProposalCases(): readonly ProposalCase[] {
  const path = join(root, 'evaluation', 'assistant', 'proposals.json')
  return z.array(proposalCase).parse(JSON.parse(readFileSync(path, 'utf8')))
}

type Of<Kind extends ProposalCase['kind']> = Extract<ProposalCase, { readonly kind: Kind }>

/** What an entry leaves out is not known: an empty text. */
export function toRequest(entry: ProposalCase): ProposalRequest {
  const base = { language: entry.language, evidence: (entry.input.evidence ?? []).map(toEvidence) }
  switch (entry.kind) {
    case 'vex_justification':
      return { ...base, kind: entry.kind, ...vexFacts(entry) }
    case 'impact_statement':
      return { kind: entry.kind, ...entry.input, ...base, advisory: bare(entry.input.advisory) }
    case 'user_notice':
      return { ...base, kind: entry.kind, ...noticeFacts(entry) }
    case 'risk_entry':
      return { kind: entry.kind, ...entry.input, ...base }
    case 'policy_text':
      return { kind: entry.kind, ...entry.input, ...base, facts: factsOf(entry.input.facts) }
    case 'license_conclusion':
      return { kind: entry.kind, ...entry.input, ...base }
    case 'answer_from_evidence':
      return { kind: entry.kind, ...entry.input, ...base }
    default:
      return entry satisfies never
  }
}

function vexFacts({
  input: { component, advisory },
}: Of<'vex_justification'>): Pick<VexRequest, 'component' | 'advisory'> {
  return { component, advisory: { id: advisory.id, summary: bare(advisory.summary) } }
}

function noticeFacts({ input }: Of<'user_notice'>): Omit<NoticeRequest, 'kind' | 'language' | 'evidence'> {
  const { product, affected, advisory, mitigation, exploited } = input
  return { product, affected, advisory: bare(advisory), mitigation, exploited: exploitedOf(exploited) }
}

function toEvidence(said: string, at: number): EvidenceText {
  return { id: `e${at + 1}`, source: 'evaluation set', origin: 'own', text: bare(said) }
}

/** Lists and figures in words; anything deeper as JSON. */
function factsOf(facts: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, inWords(value)]))
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Without the mark that says that it is invented. */
function bare(said = ''): string {
  return said.replace(/^(?:EXAMPLE, invented for this evaluation|EXAMPLE|BEISPIEL): /, '')
}

function exploitedOf(said: boolean | string | undefined): 'yes' | 'no' | 'unknown' {
  if (typeof said === 'boolean') return said ? 'yes' : 'no'
  return said === 'yes' || said === 'ja' ? 'yes' : 'unknown'
}
