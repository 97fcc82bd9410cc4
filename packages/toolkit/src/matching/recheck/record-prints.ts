/** What records say of a package, short enough to be kept between two runs. */
import { groupBy } from '../../advisories/index.ts'
import type { AdvisoryClaim } from '../../model/index.ts'
import { formatRange } from '../evaluate.ts'
import type { RecordPrint } from './comparison.ts'

/** Claims of one package beyond which nothing is kept: causes are then told as "new or changed". */
const mostClaims = 2000
/** Characters of a range. */
const longestRange = 200

/** One per record and source; undefined where there are too many to keep. */
export function printsOfClaims(claims: readonly AdvisoryClaim[]): readonly RecordPrint[] | undefined {
  if (claims.length > mostClaims) return undefined
  return groupBy(claims, ({ source, record }) => `${source}\0${record}`).flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [toPrint(first, own)]
  })
}

function toPrint({ source, record, digest }: AdvisoryClaim, own: readonly AdvisoryClaim[]): RecordPrint {
  const range = [...new Set(own.flatMap(({ ranges }) => ranges.map(formatRange)))].join(' || ')
  return {
    source,
    record,
    digest,
    range: range.length > longestRange ? `${range.slice(0, longestRange - 1)}…` : range,
    isWithdrawn: own.every(({ withdrawn }) => withdrawn !== undefined),
  }
}
