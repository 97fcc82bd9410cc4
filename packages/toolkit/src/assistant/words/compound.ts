/** Parts of German compounds: Meldefrist is found by Meldung and by Frist. */
import { stemOf } from './stem.ts'

const links = ['', 's', 'n', 'en', 'es', 'er', 'e']
const shortestPart = 4
const shortestCompound = 8

/** The parts of a word as stems, first to last; empty where it is no compound of words that `isKnown` has. */
export function splitCompound(word: string, isKnown: (stem: string) => boolean): readonly string[] {
  if (word.length < shortestCompound) return []
  for (let at = shortestPart; at <= word.length - shortestPart; at++) {
    const last = stemOf(word.slice(at), 'de')
    if (last.length < 3 || !isKnown(last)) continue
    const first = firstPart(word.slice(0, at), isKnown)
    if (first !== undefined) return [...first, last]
  }
  return []
}

function firstPart(start: string, isKnown: (stem: string) => boolean): readonly string[] | undefined {
  for (const link of links) {
    if (!start.endsWith(link)) continue
    const bare = start.slice(0, start.length - link.length)
    if (bare.length < 3) continue
    const stem = stemOf(bare, 'de')
    if (isKnown(stem)) return [stem]
  }
  const deeper = splitCompound(start, isKnown)
  return deeper.length > 0 ? deeper : undefined
}
