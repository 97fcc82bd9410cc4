/** CVSS v2.0 equations (FIRST, "A Complete Guide to the CVSS Version 2.0", section 3.2). */
import type { CvssVector } from './read-vector.ts'
import type { Scores } from './score-v3.ts'

const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  impact: { N: 0, P: 0.275, C: 0.66 },
  E: { U: 0.85, POC: 0.9, F: 0.95, H: 1, ND: 1 },
  RL: { OF: 0.87, TF: 0.9, W: 0.95, U: 1, ND: 1 },
  RC: { UC: 0.9, UR: 0.95, C: 1, ND: 1 },
  CDP: { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5, ND: 0 },
  TD: { N: 0, L: 0.25, M: 0.75, H: 1, ND: 1 },
  requirement: { L: 0.5, M: 1, H: 1.51, ND: 1 },
}

export function scoreV2(vector: CvssVector): Scores {
  const weight = (key: string, table = key): number => WEIGHTS[table]?.[vector.values.get(key) ?? 'ND'] ?? 1
  const impactOf = (requirement: (key: string) => number): number =>
    10.41 *
    (1 -
      ['C', 'I', 'A'].reduce((left, key) => left * (1 - weight(key, 'impact') * requirement(`${key}R`)), 1))
  const exploitability = 20 * weight('AV') * weight('AC') * weight('Au')
  const baseOf = (impact: number): number =>
    round((0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176))
  const temporalOf = (base: number): number => round(base * weight('E') * weight('RL') * weight('RC'))
  const base = baseOf(impactOf(() => 1))
  const adjusted = temporalOf(
    baseOf(
      Math.min(
        10,
        impactOf((key) => weight(key, 'requirement')),
      ),
    ),
  )
  return {
    base: atLeastZero(base),
    temporal: atLeastZero(temporalOf(base)),
    environmental: atLeastZero(round((adjusted + (10 - adjusted) * weight('CDP')) * weight('TD'))),
  }
}

/** Low requirements can take the equation below zero, where the guide's scale ends; only a final score is cut off there. */
function atLeastZero(score: number): number {
  return Math.max(0, score)
}

/** To one decimal, halves up; the small addition undoes binary fractions such as 4.449999 for 4.45. */
function round(value: number): number {
  return Math.round((value + 1e-9) * 10) / 10
}
