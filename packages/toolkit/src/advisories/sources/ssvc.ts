/** CISA's SSVC decision points, as in its CVE container and in the NVD's copy of it. */
import type { SsvcSignal } from '../../model/index.ts'
import { type Fields, fields, list, text } from './fields.ts'
import { toUtc } from './dates.ts'

const exploitations: ReadonlyMap<string, SsvcSignal['exploitation']> = new Map([
  ['none', 'none'],
  ['poc', 'poc'],
  ['public poc', 'poc'],
  ['active', 'active'],
])
const automatables: ReadonlyMap<string, SsvcSignal['automatable']> = new Map([
  ['yes', 'yes'],
  ['no', 'no'],
])
const impacts: ReadonlyMap<string, SsvcSignal['technicalImpact']> = new Map([
  ['partial', 'partial'],
  ['total', 'total'],
])

type Decision = Pick<SsvcSignal, 'exploitation' | 'automatable' | 'technicalImpact' | 'date' | 'version'>

/** All three points or nothing: a decision with a gap decides nothing. Names and values in any case. */
export function readSsvc(content: Fields): Decision | undefined {
  const options = readOptions(content)
  const exploitation = exploitations.get(options.get('exploitation') ?? '')
  const automatable = automatables.get(options.get('automatable') ?? '')
  const technicalImpact = impacts.get(options.get('technicalimpact') ?? '')
  if (exploitation === undefined || automatable === undefined || technicalImpact === undefined)
    return undefined
  const date = toUtc(text(content['timestamp']))
  const version = text(content['version'])
  return {
    exploitation,
    automatable,
    technicalImpact,
    ...(date === undefined ? {} : { date }),
    ...(version === undefined ? {} : { version }),
  }
}

/** `Technical Impact` and `technicalImpact` are one name. */
function readOptions(content: Fields): ReadonlyMap<string, string> {
  const options = list(content['options']).slice(0, MAX_OPTIONS)
  return new Map(
    options.flatMap((option) =>
      Object.entries(fields(option)).map(([name, value]): readonly [string, string] => [
        name.toLowerCase().replace(/[^a-z]/g, ''),
        text(value)?.trim().toLowerCase() ?? '',
      ]),
    ),
  )
}

const MAX_OPTIONS = 16
