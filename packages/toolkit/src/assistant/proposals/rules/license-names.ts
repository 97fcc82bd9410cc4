/** Which licenses a sentence names: as expressions where it writes one, by their common names otherwise. */
import { normalizeExpression, readLicenseText } from '../../../licenses/index.ts'
import { findLicenseId, formatLicenseExpression, parseLicenseExpression } from '../../../model/index.ts'

/** Expressions that the sentence may mean, each canonical; more than one: it does not say which. */
export type Named = readonly string[]

export type Joint = 'or' | 'and' | 'unclear'

export interface SentenceLicenses {
  readonly named: readonly Named[]
  /** How it joins several: as a choice, all together, or without saying so. */
  readonly joint: Joint
}

const longestName = 9

/** Long ways of saying the same in the short one that the dictionary knows. */
function inShort(sentence: string): string {
  return sentence
    .replace(/,? or,? ?\(?(?:at your option\)?,? )?any (?:later|newer) version/gi, ' or later')
    .replace(
      /\boder(?:,? \(?nach (?:ihrer )?wahl\)?,?)? (?:jede[rn]? )?(?:spätere?[rn]?|neuere?[rn]?)(?: version(?:en)?)?/gi,
      'or later',
    )
    .replace(
      /\bversion (\d(?:\.\d)?)((?: or later)?) (?:of the|der) (?:GNU )?((?:A|L)?GPL)\b/gi,
      '$3 version $1$2',
    )
    .replace(/['"„“”‘’,:()]/g, ' ')
    .replace(/(?<=[A-Za-z0-9]{2})\/(?=[A-Z])/g, ' / ')
    .replace(/[.;]+(?=\s|$)/g, ' ')
}

export function readLicenses(sentence: string): SentenceLicenses {
  const words = inShort(sentence)
    .split(/\s+/)
    .filter((word) => word !== '')
  const named: Named[] = []
  for (let at = 0; at < words.length; ) {
    const found = findAt(words, at)
    if (found === undefined) at++
    else {
      if (!named.some((one) => one.join() === found.named.join())) named.push(found.named)
      at += found.length
    }
  }
  return { named, joint: jointOf(sentence) }
}

function findAt(
  words: readonly string[],
  at: number,
): { readonly named: Named; readonly length: number } | undefined {
  for (let length = Math.min(longestName, words.length - at); length > 0; length--) {
    const named = readName(words.slice(at, at + length).join(' '))
    if (named !== undefined) return { named, length }
  }
  return undefined
}

/** Exact case for a single word: `mit` is a German preposition. */
function readName(text: string): Named | undefined {
  const first = text.split(' ')[0] ?? ''
  if (
    !/[A-Z0-9]/.test(first) ||
    /^(?:(?:LICEN[SC]E|COPYING|README)(?:$|[-._])|(?:No|The|A|File|Files|Only|Or|And)$)/i.test(first)
  )
    return undefined
  if (!text.includes(' ') && /^[A-Z]?[a-z]+$/.test(first) && findLicenseId(first) !== first) return undefined
  const parsed = parseLicenseExpression(text)
  if (parsed.ok) return vague(text) ?? [formatLicenseExpression(normalizeExpression(parsed.value))]
  const reading = readLicenseText(
    text.replace(/(\d)-clause/gi, '$1 clause').replace(/-?(?:licen[sc]e|lizenz|text|header)\w*$/i, ''),
  )
  if (reading.kind === 'proposals' && reading.reason !== 'ADDRESS' && reading.reason !== 'SEVERAL_NAMES')
    return withLater(reading.candidates)
  return undefined
}

/** A family's name alone says nothing of later versions either. */
function withLater(ids: readonly string[]): Named {
  if (ids.length < 2) return ids
  return [
    ...new Set(ids.flatMap((id) => (id.endsWith('-only') ? [id, id.replace(/-only$/, '-or-later')] : [id]))),
  ]
}

/** `GPL-2.0` is an old id that says nothing of later versions, whatever the list made of it. */
function vague(text: string): Named | undefined {
  const base = /^((?:A|L)?GPL-\d(?:\.\d)?)$/.exec(text)?.[1]
  return base === undefined ? undefined : [`${base}-only`, `${base}-or-later`]
}

export function jointOf(sentence: string): Joint {
  if (
    /\b(?:or|either|at your option|choice|oder|wahlweise|nach wahl)\b/i.test(
      sentence.replace(
        /\bor (?:any |\(at your option\) any )?(?:later|newer)\b|\boder (?:jede )?(?:später|neuer)\w*/gi,
        '',
      ),
    )
  )
    return 'or'
  return /\b(?:both (?:licen[cs]es|apply)|at the same time|sowohl|beide (?:lizenzen|gelten))\b|(?<=[\d\w]) AND (?=[A-Z])/.test(
    sentence.replace(/\band (?:later|newer)\b/gi, ''),
  )
    ? 'and'
    : 'unclear'
}
