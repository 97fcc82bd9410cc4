/** Where the characters stood that XML has no sign for: the writer counts them and does not know the place. */
import type { BomLoss } from '../../document/bom.ts'
import { createTally } from './tally.ts'

/** The place that the writer of XML gives. */
const anywhere = 'text'
/** XML 1.0, production 2. */
const noCharacters = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** `source`: what was written; its depth is bounded by the readers. Walked only where there is something to find. */
export function placeCharacters(losses: readonly BomLoss[], source: object): readonly BomLoss[] {
  const found = losses.find(({ where }) => where === anywhere)
  if (found === undefined) return losses
  const { kind, reason } = found
  const tally = createTally()
  const walk = (value: unknown, where: string): void => {
    if (typeof value === 'string') {
      const count = value.match(noCharacters)?.length ?? 0
      if (count > 0) tally.add(where, { kind, reason, count })
    } else if (Array.isArray(value)) for (const item of value) walk(item, `${where}[]`)
    else if (typeof value === 'object' && value !== null)
      for (const [key, member] of Object.entries(value)) walk(member, where === '' ? key : `${where}.${key}`)
  }
  walk(source, '')
  const places = tally.list()
  return places.length === 0 ? losses : [...losses.filter((loss) => loss !== found), ...places]
}
