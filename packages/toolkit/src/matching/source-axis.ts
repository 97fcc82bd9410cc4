/** What each record says of a package's versions, on one axis that is cut only where somebody changes their mind. */
import { groupBy } from '../advisories/index.ts'
import { type AdvisoryClaim, type Purl, splitPurl } from '../model/index.ts'
import { schemeOfPurlType } from '../versions/index.ts'
import { AFFECTED, type Cover, coverClaims, UNCLEAR } from './cover.ts'
import { createLine, type VersionLine } from './version-line.ts'

export type AxisState = 'affected' | 'outside' | 'unclear'

export interface AxisColumn {
  /** First version of the column, or the last one before it; undefined: from the beginning. */
  readonly from?: string
  /** Whether `from` itself belongs to the column. */
  readonly isFromIncluded: boolean
  /** It is exactly the version of the purl. */
  readonly isYours: boolean
}

export interface AxisLine {
  readonly source: string
  readonly record: string
  /** One per column. */
  readonly states: readonly AxisState[]
}

/** Columns in ascending order; they stand for all versions there are, named or not. */
export interface SourceAxis {
  readonly columns: readonly AxisColumn[]
  readonly lines: readonly AxisLine[]
}

/**
 * `claims`: live ones about the purl's package, in the order in which their records shall stand. Undefined where nobody
 * defined the order of such versions, or nothing is claimed. Linear in bounds and listed versions, but for sorting them.
 */
export function layOutSources(purl: Purl, claims: readonly AdvisoryClaim[]): SourceAxis | undefined {
  const { type, version } = splitPurl(purl)
  const scheme = schemeOfPurlType(type)
  if (scheme === undefined || claims.length === 0) return undefined
  const own = version === undefined ? [] : [{ ranges: [], versions: [version] }]
  const line = createLine(scheme, [...claims, ...own])
  const voices = groupBy(claims, ({ source, record }) => `${source}\0${record}`)
  const covers = voices.map((voice) => coverClaims(line, voice))
  const point = version === undefined ? undefined : line.pointOf(version)
  const yours = point === undefined ? undefined : 2 * point + 1
  const starts = startsOf(line, { covers, yours })
  return {
    columns: starts.map((cell) => toColumn(line, cell, yours)),
    lines: voices.map((voice, i) => ({
      source: voice[0]?.source ?? '',
      record: voice[0]?.record ?? '',
      states: starts.map((cell) => stateOf(covers[i]?.[cell])),
    })),
  }
}

interface Drawn {
  readonly covers: readonly Cover[]
  readonly yours: number | undefined
}

/** First cells of the columns: where any record changes its mind, and around the version that was asked for. */
function startsOf(line: VersionLine, { covers, yours }: Drawn): readonly number[] {
  const starts = [0]
  for (let cell = 1; cell < line.cells; cell++) {
    const isOwn = yours !== undefined && (cell === yours || cell === yours + 1)
    if (isOwn || covers.some((cover) => cover[cell] !== cover[cell - 1])) starts.push(cell)
  }
  return starts
}

function toColumn(line: VersionLine, cell: number, yours: number | undefined): AxisColumn {
  const isPoint = cell % 2 === 1
  const from = line.points[isPoint ? (cell - 1) / 2 : cell / 2 - 1]?.text
  return {
    ...(from === undefined ? {} : { from }),
    isFromIncluded: isPoint,
    isYours: cell === yours,
  }
}

function stateOf(verdict: number | undefined): AxisState {
  return verdict === AFFECTED ? 'affected' : verdict === UNCLEAR ? 'unclear' : 'outside'
}
