/** A case as the web shows it: clocks, what to do next, what was said, what was written down; in one language. Pure. */
import type { caseRow, caseView } from '@occtet/contract/api'
import {
  type CaseEntry,
  type CaseFile,
  type CaseStatus,
  type CaseTexts,
  caseTexts,
  csirtLine,
  fieldIds,
  findRouting,
  groundsOf,
  type Language,
  type ProductProfile,
  statusOf,
  toCaseState,
  toRoutingFacts,
  translateCatalogue,
} from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import { nearestOf } from './nearest.ts'
import type { StoredCase } from './store.ts'

export type CaseRow = z.infer<typeof caseRow>
export type CaseView = z.infer<typeof caseView>
type LogEntry = CaseView['log'][number]

export interface Seen {
  /** RFC 3339, UTC. */
  readonly now: string
  readonly language: Language
}

export function toCaseRow({ file, product }: StoredCase, seen: Seen): CaseRow {
  return rowOf(product, file, {
    status: statusOf(file, Date.parse(seen.now)),
    texts: caseTexts(seen.language),
  })
}

interface Told {
  readonly status: CaseStatus
  readonly texts: CaseTexts
}

function rowOf(product: StoredCase['product'], file: CaseFile, { status, texts }: Told): CaseRow {
  const nearest = nearestOf(status, texts)
  const [next] = status.actions
  return {
    id: file.id,
    product: product.slug,
    productName: status.subject.productName,
    track: status.track,
    drill: status.drill,
    title: status.title,
    phase: status.phase,
    phaseText: texts.phases[status.phase],
    openedAt: file.entries[0]?.at ?? status.now,
    awareAt: status.awareAt,
    isMandatory: status.duty.isMandatory,
    ...(nearest === undefined ? {} : { nearest }),
    ...(next === undefined ? {} : { next: texts.actions[next.code] }),
  }
}

export function toCaseView(
  { file, product }: StoredCase,
  profile: ProductProfile | undefined,
  { now, language }: Seen,
): CaseView {
  const texts = caseTexts(language)
  const status = statusOf(file, Date.parse(now))
  const { subject, duty } = status
  const routing = findRouting(toRoutingFacts(profile))
  return {
    row: rowOf(product, file, { status, texts }),
    now,
    subject: { role: subject.role, ...(subject.tier === undefined ? {} : { tier: subject.tier }) },
    measureAt: status.measureAt,
    duty: {
      isMandatory: duty.isMandatory,
      text: texts.duty[duty.reason],
      ref: duty.ref,
      notes: duty.notes.map((note) => texts.dutyNotes[note]),
    },
    csirt: { certainty: routing.certainty, text: csirtLine(routing, texts) },
    stages: status.stages.map((stage) => ({ ...stage, name: texts.stages[stage.stage] })),
    interim: status.interim,
    users: status.users,
    overdue: [...status.overdue],
    actions: status.actions.map((action) => ({ ...action, text: texts.actions[action.code] })),
    ...writtenDown(file, texts),
    grounds: groundsOf(status.track).map(({ id, text, kind, ref }) => ({
      id,
      text: translateCatalogue(texts, text),
      kind,
      ref,
    })),
    ...(status.drill ? { watermark: texts.words.drill } : {}),
  }
}

/** What people said and when: before the clock, by field, and entry by entry. */
function writtenDown(file: CaseFile, texts: CaseTexts): Pick<CaseView, 'assessment' | 'fields' | 'log'> {
  const state = toCaseState(file)
  return {
    assessment: {
      signalAt: state.assessment.signal?.at ?? null,
      startedAt: state.assessment.started?.at ?? null,
      endedAt: state.assessment.ended?.at ?? null,
    },
    fields: fieldIds.map((id) => {
      const value = state.details.get(id)?.value
      return { id, label: texts.fields[id], ...(value === undefined ? {} : { value }) }
    }),
    log: file.entries.map((entry) => toLogEntry(entry, texts, state.withdrawn.has(entry.number))),
  }
}

function toLogEntry(entry: CaseEntry, texts: CaseTexts, isWithdrawn: boolean): LogEntry {
  const { number, at, recordedAt, by, fact } = entry
  const text = textOf(entry, texts)
  return {
    number,
    at,
    recordedAt,
    by,
    kind: fact.type,
    heading: headingOf(entry, texts),
    ...(text === undefined ? {} : { text }),
    isWithdrawn,
  }
}

/** With the report that it is about. */
function headingOf({ fact }: CaseEntry, texts: CaseTexts): string {
  const heading = texts.entries[fact.type]
  return 'step' in fact ? `${heading}: ${texts.stages[fact.step]}` : heading
}

function textOf({ fact }: CaseEntry, texts: CaseTexts): string | undefined {
  if (fact.type === 'opened') return fact.title
  if (fact.type === 'details') {
    return Object.entries(fact.fields)
      .map(([id, value]) => `${texts.fields[id as keyof CaseTexts['fields']]}: ${value}`)
      .join('\n')
  }
  if (fact.type === 'not-reportable') {
    return `${translateCatalogue(texts, fact.groundText)}\n${fact.decidedBy}: ${fact.reason}`
  }
  if (fact.type === 'became-aware') return `${fact.decidedBy}: ${fact.reason}`
  if (fact.type === 'withdrawn') return `${fact.entry}: ${fact.reason}`
  if ('text' in fact) return fact.text
  return 'reason' in fact ? fact.reason : fact.reference
}
