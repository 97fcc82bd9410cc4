/** CVSS v4.0 scoring by macro vectors and interpolation (FIRST, CVSS v4.0 specification, section 8). */
import type { CvssVector } from './read-vector.ts'
import { equivalenceSets, type EquivalenceSet, macroScores, ranks } from './v4-tables.ts'

interface Macro {
  readonly eq1: number
  readonly eq2: number
  readonly eq3: number
  readonly eq4: number
  readonly eq5: number
  readonly eq6: number
}

type Value = (key: string) => string

/** Score of the base metrics alone, and of everything that is given. */
export function scoreV4(vector: CvssVector): { readonly base: number; readonly score: number } {
  const score = scoreValues((key) => effective(vector.values, key))
  if (!vector.groups.has('temporal') && !vector.groups.has('environmental')) return { base: score, score }
  const onlyBase = new Map([...vector.values].filter(([key]) => !/^(?:E|[CIA]R|M.+)$/.test(key)))
  return { base: scoreValues((key) => effective(onlyBase, key)), score }
}

/** A modified metric wins; unknown threat and requirements count as the worst (section 3 and 4). */
function effective(values: ReadonlyMap<string, string>, key: string): string {
  const modified = values.get(`M${key}`) ?? 'X'
  const given = modified === 'X' ? (values.get(key) ?? 'X') : modified
  if (given !== 'X') return given
  return key === 'E' ? 'A' : 'H'
}

function scoreValues(value: Value): number {
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((key) => value(key) === 'N')) return 0
  const macro = macroOf(value)
  const top = macroScore(macro) ?? 0
  const drops = [
    dropOf(top, [{ ...macro, eq1: macro.eq1 + 1 }], progress(equivalenceSets.eq1, `${macro.eq1}`, value)),
    dropOf(top, [{ ...macro, eq2: macro.eq2 + 1 }], progress(equivalenceSets.eq2, `${macro.eq2}`, value)),
    dropOf(top, lowerImpact(macro), progress(equivalenceSets.eq36, `${macro.eq3}${macro.eq6}`, value)),
    dropOf(top, [{ ...macro, eq4: macro.eq4 + 1 }], progress(equivalenceSets.eq4, `${macro.eq4}`, value)),
    dropOf(top, [{ ...macro, eq5: macro.eq5 + 1 }], 0),
  ].filter((drop) => drop !== undefined)
  const mean = drops.length === 0 ? 0 : drops.reduce((sum, drop) => sum + drop, 0) / drops.length
  return round(Math.min(Math.max(top - mean, 0), 10))
}

/** Tables 24 to 29 of the specification. */
function macroOf(value: Value): Macro {
  const is = (text: string): boolean =>
    value(text.slice(0, text.indexOf(':'))) === text.slice(text.indexOf(':') + 1)
  const reach = ['AV:N', 'PR:N', 'UI:N'].map(is)
  const impact = ['VC:H', 'VI:H', 'VA:H'].map(is)
  const required = ['CR:H', 'IR:H', 'AR:H'].map(is)
  const spread = ['SC:H', 'SI:H', 'SA:H'].some(is) ? 1 : 2
  return {
    eq1: reach.every(Boolean) ? 0 : reach.some(Boolean) && !is('AV:P') ? 1 : 2,
    eq2: ['AC:L', 'AT:N'].every(is) ? 0 : 1,
    eq3: is('VC:H') && is('VI:H') ? 0 : impact.some(Boolean) ? 1 : 2,
    eq4: ['SI:S', 'SA:S'].some(is) ? 0 : spread,
    eq5: Math.max('APU'.indexOf(value('E')), 0),
    eq6: impact.some((high, index) => high && required[index] === true) ? 0 : 1,
  }
}

/** Points, or undefined where no such macro vector exists. */
function macroScore({ eq1, eq2, eq3, eq4, eq5, eq6 }: Macro): number | undefined {
  const row = macroScores.get(`${eq1}${eq2}${eq3}${eq4}`)
  if (eq5 > 2 || eq6 > 1) return undefined
  const tenths = eq3 === 2 ? (eq6 === 1 ? row?.[eq5] : undefined) : row?.[2 * eq5 + eq6]
  return tenths === undefined ? undefined : tenths / 10
}

/** EQ3 and EQ6 step down together: from 00 along the path that loses less. */
function lowerImpact(macro: Macro): readonly Macro[] {
  if (macro.eq6 === 1) return [{ ...macro, eq3: macro.eq3 + 1 }]
  const lower = [{ ...macro, eq6: 1 }]
  return macro.eq3 === 0 ? [...lower, { ...macro, eq3: 1 }] : lower
}

/** How much the score falls inside its level; undefined when there is no lower level, which then does not count. */
function dropOf(top: number, lower: readonly Macro[], share: number): number | undefined {
  const scores = lower.map(macroScore).filter((score) => score !== undefined)
  return scores.length === 0 ? undefined : (top - Math.max(...scores)) * share
}

/** Share of the way from the level's worst vector to the next level. */
function progress(set: EquivalenceSet, levelName: string, value: Value): number {
  const level = set.levels.get(levelName)
  const own = set.metrics.map((key) => (ranks[key] ?? '').indexOf(value(key)))
  const worst = level?.worst.find((vector) => vector.every((rank, index) => rank <= (own[index] ?? 0)))
  if (level === undefined || worst === undefined) return 0
  return own.reduce((sum, rank, index) => sum + rank - (worst[index] ?? 0), 0) / level.depth
}

/** To one decimal, halves up; the small addition undoes binary fractions. */
function round(value: number): number {
  return Math.round((value + 1e-6) * 10) / 10
}
