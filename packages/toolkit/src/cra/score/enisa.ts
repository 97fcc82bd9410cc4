/** An estimated profile of ENISA's self-check for small companies; never mixed with readiness (design, section 9). */
import type { Answer } from '../questionnaire/types.ts'
import { toValue } from './weigh.ts'

/** `ask`: our questions do not reach the item, so it stays empty until the user gives it. */
export interface EnisaItem {
  /** Such as `2.1`. */
  readonly ref: string
  readonly questions: readonly string[]
  readonly coverage: 'full' | 'partial' | 'ask'
}

export interface EnisaEstimate {
  readonly ref: string
  readonly coverage: EnisaItem['coverage']
  /** 1 to 4 in hundredths; undefined where it has to be asked or nothing applies. Step 5 needs the user's own word. */
  readonly value: number | undefined
  /** The user gave the value. */
  readonly isOwn: boolean
}

export type EnisaBand = 'basic' | 'intermediate' | 'advanced'

export interface EnisaProfile {
  readonly items: readonly EnisaEstimate[]
  /** Mean of the items that have a value, in tenths. */
  readonly mean: number | undefined
  readonly band: EnisaBand | undefined
  readonly empty: number
}

const highestEstimate = 4

export interface EnisaInput {
  readonly items: readonly EnisaItem[]
  readonly answers: ReadonlyMap<string, Answer>
  /** Ids of the questions that are shown; the others do not apply. */
  readonly visible: ReadonlySet<string>
  /** Values of 1 to 5 that the user gave, by item; they win over estimates. */
  readonly own?: ReadonlyMap<string, number>
}

export function estimateEnisa({ items, answers, visible, own }: EnisaInput): EnisaProfile {
  const estimates = items.map(({ ref, coverage, questions }) => ({
    ref,
    coverage,
    isOwn: own?.has(ref) === true,
    value:
      own?.get(ref) ??
      (coverage === 'ask'
        ? undefined
        : estimate(
            questions.filter((id) => visible.has(id)),
            answers,
          )),
  }))
  const known = estimates.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const mean =
    known.length === 0
      ? undefined
      : Math.round((known.reduce((sum, value) => sum + value, 0) / known.length) * 10) / 10
  return {
    items: estimates,
    mean,
    band: mean === undefined ? undefined : bandOf(mean),
    empty: estimates.length - known.length,
  }
}

function estimate(questions: readonly string[], answers: ReadonlyMap<string, Answer>): number | undefined {
  const values = questions.map((id) => toValue(answers.get(id))).filter(({ kind }) => kind !== 'na')
  if (!values.some(({ kind }) => kind !== 'unanswered')) return undefined
  const sum = values.reduce((total, value) => total + (value.kind === 'value' ? value.value : 0), 0)
  return Math.min(highestEstimate, Math.round((1 + (4 * sum) / values.length) * 100) / 100)
}

/** Bands of the tool: 1.0 to 2.5, 2.6 to 3.9, 4.0 to 5.0. */
function bandOf(mean: number): EnisaBand {
  if (mean >= 4) return 'advanced'
  return mean > 2.5 ? 'intermediate' : 'basic'
}
