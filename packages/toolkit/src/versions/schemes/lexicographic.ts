/** `lexicographic` of VERS: the order of the UTF-8 bytes, without any normalisation. */
import { orderOf } from '../digits.ts'
import { defineScheme, type Order } from '../scheme.ts'

function read(text: string): string | undefined {
  return text === '' ? undefined : text
}

/** UTF-8 keeps the order of code points; UTF-16 does not, where a surrogate meets U+E000 and above. */
function compare(a: string, b: string): Order {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index += 1) {
    if (a.charCodeAt(index) === b.charCodeAt(index)) continue
    return orderOf(weigh(a.charCodeAt(index)) - weigh(b.charCodeAt(index)))
  }
  return orderOf(a.length - b.length)
}

function weigh(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

export const lexicographic = defineScheme({ id: 'lexicographic', synonyms: [], read, compare })
