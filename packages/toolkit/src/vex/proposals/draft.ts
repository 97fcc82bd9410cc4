/** Small pieces that all kinds put their proposals together with. */
import { type Purl, splitPurl, type VexJustification } from '../../model/index.ts'
import type { Verdict } from '../model.ts'
import type { Confidence } from './model.ts'

export function notAffected(justification: VexJustification, impact: string): Verdict {
  return { status: 'not_affected', justification, responses: [], impact }
}

const rank: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 }

/** The lower of both. */
export function atMost(confidence: Confidence, ceiling: Confidence): Confidence {
  return rank[confidence] <= rank[ceiling] ? confidence : ceiling
}

/** Quoted for a sentence: control characters out, at most 200 characters. */
export function quoted(text: string): string {
  return text
    .slice(0, 200)
    .split('')
    .map((character) => (isPlain(character) ? character : ' '))
    .join('')
}

function isPlain(character: string): boolean {
  const code = character.charCodeAt(0)
  return (
    code > 31 &&
    code !== 127 &&
    !(code >= 0x80 && code <= 0x9f) &&
    !/[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(character)
  )
}

/** Namespace and name, as the ecosystem writes them. */
export function fullName(purl: Purl): string {
  const { namespace, name } = splitPurl(purl)
  return namespace === undefined ? name : `${namespace}/${name}`
}
