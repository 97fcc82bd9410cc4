/** What somebody pastes as a fingerprint or a key: from a letter, a web page, a message, with whatever stands around it. */

export type KeyInput =
  | { readonly kind: 'empty' }
  /** 64 lower-case hex digits. */
  | { readonly kind: 'fingerprint'; readonly hex: string }
  /** `name+id+base64`. */
  | { readonly kind: 'key'; readonly text: string }
  /** Hex digits, too few or too many. */
  | { readonly kind: 'length'; readonly signs: number }
  | { readonly kind: 'none' }

const verifierKey = /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}$/
const quotes = /["'`´«»‹›\u2018-\u201f\u200b\ufeff]/g
const label =
  /^(?:sha-?256|fingerprint|fingerabdruck|verifier key|key|schl(?:ü|ue)ssel|log)(?:\s*[:=]\s*|\s+)/i
/** Spaces, dashes, dots and colons between groups. */
const between = /[\s:;,.·_\u002d\u00ad\u2010-\u2015\u2212]+/g

/** Never guesses: of two keys in one text, none is taken. */
export function readKeyInput(typed: string): KeyInput {
  const text = dropLabels(typed.replace(quotes, ' ').trim())
  if (text === '') return { kind: 'empty' }
  const keys = text.split(/\s+/).filter((part) => verifierKey.test(part))
  const whole = text.replace(/\s+/g, '')
  const [key = keys.length === 0 && verifierKey.test(whole) ? whole : undefined] = keys
  if (keys.length < 2 && key !== undefined) return { kind: 'key', text: key }
  const hex = text.replace(between, '').toLowerCase()
  if (!/^[0-9a-f]+$/.test(hex)) return { kind: 'none' }
  return hex.length === 64 ? { kind: 'fingerprint', hex } : { kind: 'length', signs: hex.length }
}

function dropLabels(text: string): string {
  const rest = text.replace(label, '')
  return rest === text ? text : dropLabels(rest)
}

/** Groups of four that are not the same, counted from 1. Both 64 digits. */
export function findDifferingGroups(typed: string, shown: string): readonly number[] {
  return Array.from({ length: 16 }, (_, at) => at + 1).filter(
    (group) => typed.slice(group * 4 - 4, group * 4) !== shown.slice(group * 4 - 4, group * 4),
  )
}
