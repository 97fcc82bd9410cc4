/** Data table: scores and extreme vectors of CVSS v4.0 macro vectors (FIRST, CVSS v4.0 specification, section 8). */

/**
 * Tenths of a point by EQ1 EQ2 EQ3 EQ4. Within a row: EQ5 0, 1, 2, each with EQ6 0 and 1. EQ3 2 has no EQ6 0, so it has
 * three values.
 */
export const macroScores: ReadonlyMap<string, readonly number[]> = new Map([
  ['0000', [100, 99, 98, 95, 95, 92]],
  ['0001', [100, 96, 93, 87, 91, 81]],
  ['0002', [93, 90, 89, 80, 81, 68]],
  ['0010', [98, 95, 95, 92, 90, 84]],
  ['0011', [93, 92, 89, 81, 81, 65]],
  ['0012', [88, 80, 78, 70, 69, 48]],
  ['0020', [92, 82, 72]],
  ['0021', [79, 69, 50]],
  ['0022', [69, 55, 27]],
  ['0100', [99, 97, 95, 92, 92, 85]],
  ['0101', [95, 91, 90, 83, 84, 71]],
  ['0102', [92, 81, 82, 71, 72, 53]],
  ['0110', [95, 93, 92, 85, 85, 73]],
  ['0111', [92, 82, 80, 72, 70, 59]],
  ['0112', [84, 70, 71, 52, 50, 30]],
  ['0120', [86, 75, 52]],
  ['0121', [71, 52, 29]],
  ['0122', [63, 29, 17]],
  ['1000', [98, 95, 94, 87, 91, 81]],
  ['1001', [94, 89, 86, 74, 77, 64]],
  ['1002', [87, 75, 74, 63, 63, 49]],
  ['1010', [94, 89, 88, 77, 76, 67]],
  ['1011', [86, 76, 74, 58, 59, 50]],
  ['1012', [72, 57, 57, 52, 52, 25]],
  ['1020', [83, 70, 54]],
  ['1021', [65, 58, 26]],
  ['1022', [53, 21, 13]],
  ['1100', [95, 90, 88, 76, 76, 70]],
  ['1101', [90, 77, 75, 62, 61, 53]],
  ['1102', [77, 66, 68, 59, 52, 30]],
  ['1110', [89, 78, 76, 67, 62, 58]],
  ['1111', [74, 59, 57, 57, 47, 23]],
  ['1112', [61, 52, 57, 29, 24, 16]],
  ['1120', [71, 59, 30]],
  ['1121', [58, 26, 15]],
  ['1122', [23, 13, 6]],
  ['2000', [93, 87, 86, 72, 75, 58]],
  ['2001', [86, 74, 74, 61, 56, 34]],
  ['2002', [70, 54, 52, 40, 40, 22]],
  ['2010', [85, 75, 74, 55, 62, 51]],
  ['2011', [72, 57, 55, 41, 46, 19]],
  ['2012', [53, 36, 34, 19, 19, 8]],
  ['2020', [64, 51, 20]],
  ['2021', [47, 21, 11]],
  ['2022', [24, 9, 4]],
  ['2100', [88, 75, 73, 53, 60, 50]],
  ['2101', [73, 55, 59, 40, 41, 20]],
  ['2102', [54, 43, 45, 22, 20, 11]],
  ['2110', [75, 55, 58, 45, 40, 21]],
  ['2111', [61, 51, 48, 18, 20, 9]],
  ['2112', [46, 18, 17, 7, 8, 2]],
  ['2120', [53, 24, 14]],
  ['2121', [24, 12, 5]],
  ['2122', [10, 3, 1]],
])

/** Severity rank of each value, 0 being worst. */
export const ranks: Readonly<Record<string, string>> = {
  AV: 'NALP',
  PR: 'NLH',
  UI: 'NPA',
  AC: 'LH',
  AT: 'NP',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'SHLN',
  SI: 'SHLN',
  SA: 'SHLN',
  CR: 'HML',
  IR: 'HML',
  AR: 'HML',
}

export interface Level {
  /** Ranks of the worst vectors of this level, in the order of the set's metrics. */
  readonly worst: readonly (readonly number[])[]
  /** Steps from the worst to the mildest vector of the level, plus one. */
  readonly depth: number
}

export interface EquivalenceSet {
  readonly metrics: readonly string[]
  readonly levels: ReadonlyMap<string, Level>
}

/** EQ3 and EQ6 are one set, since they share metrics; EQ5 is one metric and moves nothing. */
export const equivalenceSets: Readonly<Record<'eq1' | 'eq2' | 'eq36' | 'eq4', EquivalenceSet>> = {
  eq1: set('AV PR UI', ['0 1 000', '1 4 100 010 001', '2 5 300 111']),
  eq2: set('AC AT', ['0 1 00', '1 2 10 01']),
  eq36: set('VC VI VA CR IR AR', [
    '00 7 000000',
    '01 6 001110 000111',
    '10 8 100000 010000',
    '11 8 101010 100011 010101 011100 110001',
    '21 10 111000',
  ]),
  eq4: set('SC SI SA', ['0 6 100', '1 5 111', '2 4 222']),
}

/** Each row: the level, its depth, its worst vectors as digits. */
function set(metrics: string, rows: readonly string[]): EquivalenceSet {
  const levels = rows.map((row): readonly [string, Level] => {
    const [level = '', depth, ...worst] = row.split(' ')
    return [level, { depth: Number(depth), worst: worst.map((digits) => digits.split('').map(Number)) }]
  })
  return { metrics: metrics.split(' '), levels: new Map(levels) }
}
