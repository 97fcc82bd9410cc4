/** Pre-selections against labels of people who had not seen the rules: which are right. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './sources.ts'

/** Files of tests/labels: rules were widened after the first was there; the second was made after that, for a fresh look. */
export const labelSets = ['prefill-labels.json', 'prefill-labels-fresh.json'] as const

export function readLabels(set: (typeof labelSets)[number]): Labels {
  return JSON.parse(readFileSync(join(root, 'tests/labels', set), 'utf8')) as Labels
}

export interface Labels {
  /** `YYYY-MM-DD`. */
  readonly labelled: string
  readonly by: string
  readonly trees: Readonly<
    Record<
      string,
      { readonly repository: string; readonly commit: string; readonly rows: Readonly<Record<string, Row>> }
    >
  >
}

/** `accept`: values that a careful assessor would take; `true` and `false`: traits that surely hold, or surely do not. */
interface Row {
  readonly accept?: readonly string[]
  readonly true?: readonly string[]
  readonly false?: readonly string[]
  readonly why: string
}

export type Preselections = Readonly<
  Record<
    string,
    {
      /** Questions of a manufacturer's full questionnaire. */
      readonly shown: number
      readonly selected: Readonly<Record<string, unknown>>
      /** Questions with something found beside them. */
      readonly found: readonly string[]
      /** Of these, with file, line and age. */
      readonly withPlace: readonly string[]
    }
  >
>

export interface Judgement {
  readonly judged: number
  readonly right: number
  readonly wrong: readonly {
    readonly tree: string
    readonly question: string
    readonly proposed: string
    readonly accept: string
    readonly why: string
  }[]
  readonly unlabelled: readonly string[]
}

export function judgePrefill(labels: Labels, found: Preselections): Judgement {
  const wrong: Judgement['wrong'][number][] = []
  const unlabelled: string[] = []
  let judged = 0
  for (const [tree, { selected }] of Object.entries(found)) {
    for (const [question, value] of Object.entries(selected)) {
      const row = labels.trees[tree]?.rows[question]
      if (row === undefined) {
        unlabelled.push(`${tree} ${question}`)
        continue
      }
      judged++
      if (isRight(row, value)) continue
      const accept = row.accept?.join('|') ?? `not ${row.false?.join(',') ?? ''}`
      wrong.push({ tree, question, proposed: JSON.stringify(value), accept, why: row.why })
    }
  }
  return { judged, right: judged - wrong.length, wrong, unlabelled }
}

/** Of traits none may be one that surely does not hold. */
function isRight(row: Row, value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => row.false?.includes(String(one)) !== true)
  return row.accept?.includes(String(value)) === true
}
