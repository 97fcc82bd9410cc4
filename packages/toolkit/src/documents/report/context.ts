/** What every section of the report is given. */
import { catalogues, createTranslator, type Html, html, type MessageKey, type Translator } from '@occtet/ui'
import type { Component, Finding } from '../../model/index.ts'
import type { ReportInput } from '../input.ts'
import { isDecided } from '../story/decided.ts'
import { type Knowledge, toKnowledge } from '../story/knowledge.ts'
import { rankFindings } from '../story/rank.ts'

export interface ReportContext {
  readonly input: ReportInput
  readonly known: Knowledge
  /** Number of findings of a purl. */
  readonly counts: ReadonlyMap<string, number>
  /** Purls that the data says nothing about. */
  readonly silent: ReadonlySet<string>
  /** Settled by a person: closed ones, and those that stay in the product with a decision in force. Ranked. */
  readonly decided: readonly Finding[]
  /** Number of a finding's row in the page. */
  readonly rows: ReadonlyMap<Finding, number>
  readonly t: Translator<MessageKey>
}

export function createContext(input: ReportInput): ReportContext {
  const counts = new Map<string, number>()
  for (const { purl } of input.findings?.findings ?? []) counts.set(purl, (counts.get(purl) ?? 0) + 1)
  const silent = new Set<string>(input.findings?.unknown.map(({ purl }) => purl))
  const t = createTranslator(input.language, catalogues[input.language])
  const known = toKnowledge(input)
  const decided = rankFindings([...known.vulnerabilities.filter(isDecided), ...known.closed])
  const rows = new Map(findingsInOrder(known).map((finding, i) => [finding, i]))
  return { input, known, decided, counts, silent, rows, t }
}

/** All findings in the order of the page: the numbers of rows and data block count along this list. */
export function findingsInOrder(known: Knowledge): readonly Finding[] {
  return [...known.malicious, ...known.vulnerabilities, ...known.notices, ...known.closed]
}

/** Whether "no finding" would mean "unknown" for a component: no data, not covered, or only the starter set. */
export function isSilent(
  { input, counts, silent }: ReportContext,
  { purl }: Pick<Component, 'purl'>,
): boolean {
  if (input.findings === undefined || silent.has(purl)) return true
  return input.starterSetOnly && !counts.has(purl)
}

/** A section: its heading is the answer in a sentence, its name stands small above it. */
export function renderSection(id: string, head: { name: string; answer: string }, body: Html): Html {
  return html`<section id="${id}" class="sec" aria-labelledby="${id}-h"><p class="q">${head.name}</p><h2 id="${id}-h" tabindex="-1">${head.answer}</h2>${body}</section>
`
}

/** Marks text that exists in English only; in the English report it is plain text. */
export function foreign(context: ReportContext, text: string): Html {
  return context.input.language === 'en' ? html`${text}` : html`<span lang="en">${text}</span>`
}

/** Whole days from a moment to the report's own; undefined when either is no date. */
export function daysOld(context: ReportContext, asOf: string): number | undefined {
  const days = Math.floor((Date.parse(context.input.generatedAt) - Date.parse(asOf)) / 86_400_000)
  return Number.isNaN(days) ? undefined : Math.max(0, days)
}
