/** CVSS v3.0 and v3.1 equations (FIRST, specification documents, sections 7 and 8). */
import type { CvssVector } from './read-vector.ts'

export interface Scores {
  readonly base: number
  readonly temporal: number
  readonly environmental: number
}

type Weights = Readonly<Record<string, number>>

const WEIGHTS: Readonly<Record<string, Weights>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
  E: { X: 1, H: 1, F: 0.97, P: 0.94, U: 0.91 },
  RL: { X: 1, U: 1, W: 0.97, T: 0.96, O: 0.95 },
  RC: { X: 1, C: 1, R: 0.96, U: 0.92 },
  requirement: { X: 1, H: 1.5, M: 1, L: 0.5 },
}
const PRIVILEGES: Weights = { N: 0.85, L: 0.62, H: 0.27 }
const PRIVILEGES_CHANGED: Weights = { N: 0.85, L: 0.68, H: 0.5 }

export function scoreV3(vector: CvssVector): Scores {
  const given = (key: string): string => vector.values.get(key) ?? 'X'
  const modified = (key: string): string => (given(`M${key}`) === 'X' ? given(key) : given(`M${key}`))
  const temporal = ['E', 'RL', 'RC'].reduce((product, key) => product * weigh(key, given(key)), 1)
  const base = baseScore(given)
  return {
    base,
    temporal: roundUp(base * temporal),
    environmental: roundUp(modifiedScore(vector, modified) * temporal),
  }
}

function baseScore(value: (key: string) => string): number {
  const left = ['C', 'I', 'A'].reduce((product, key) => product * (1 - weigh(key, value(key))), 1)
  const isChanged = value('S') === 'C'
  return combine(impactOf(1 - left, isChanged ? [7.52, 1, 15] : undefined), value)
}

function modifiedScore(vector: CvssVector, value: (key: string) => string): number {
  const left = ['C', 'I', 'A'].reduce((product, key) => {
    const requirement = weigh('requirement', vector.values.get(`${key}R`) ?? 'X')
    return product * (1 - weigh(key, value(key)) * requirement)
  }, 1)
  const changed: Curve = vector.version === '3.0' ? [7.52, 1, 15] : [7.52, 0.9731, 13]
  return combine(impactOf(Math.min(1 - left, 0.915), value('S') === 'C' ? changed : undefined), value)
}

type Curve = readonly [slope: number, factor: number, power: number]

function impactOf(subScore: number, changed: Curve | undefined): number {
  if (changed === undefined) return 6.42 * subScore
  const [slope, factor, power] = changed
  return slope * (subScore - 0.029) - 3.25 * (subScore * factor - 0.02) ** power
}

function combine(impact: number, value: (key: string) => string): number {
  if (impact <= 0) return 0
  const isChanged = value('S') === 'C'
  const privileges = (isChanged ? PRIVILEGES_CHANGED : PRIVILEGES)[value('PR')] ?? 0
  const exploitability =
    8.22 * weigh('AV', value('AV')) * weigh('AC', value('AC')) * privileges * weigh('UI', value('UI'))
  return roundUp(Math.min((isChanged ? 1.08 : 1) * (impact + exploitability), 10))
}

function weigh(key: string, value: string): number {
  return WEIGHTS[key]?.[value] ?? 0
}

/** Up to one decimal, without the noise of binary fractions (v3.1 appendix A). */
function roundUp(value: number): number {
  const scaled = Math.round(value * 100_000)
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10
}
