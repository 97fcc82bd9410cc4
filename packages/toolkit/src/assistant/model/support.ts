/**
 * Whether passages carry a sentence that a model wrote. The check is coarse on purpose: a true sentence that it drops costs a
 * little comfort, a false one that it keeps costs trust. The passages themselves are shown beside the answer.
 */
import type { Passage, Tongue } from '../passage.ts'
import { findReferences } from '../reference.ts'
import { toTerms } from '../words/analyse.ts'
import { toWords } from '../words/normalise.ts'

/** Why a sentence is not shown. */
export type Unsupported =
  | 'PASSAGE_UNKNOWN'
  | 'MARKUP'
  | 'NUMBER'
  | 'REFERENCE'
  | 'NEGATION'
  | 'PROMISE'
  | 'WORDS'

/** The share of a sentence's terms that its passages must have. */
const sharedTerms = 0.6
const none: ReadonlySet<string> = new Set()

/** Undefined: the passages carry it. `language` is that of the sentence. */
export function findUnsupported(
  text: string,
  passages: readonly Passage[],
  language: Tongue,
): Unsupported | undefined {
  const source = passages
    .map(({ ref, also, title, text: body }) => `${[ref, ...also].join(' ')} ${title} ${body}`)
    .join('\n')
  if (passages.length === 0) return 'PASSAGE_UNKNOWN'
  if (hasMarkup(text)) return 'MARKUP'
  if (!isWithin(numbersOf(text), numbersOf(source))) return 'NUMBER'
  if (!isWithin(findReferences(text), findReferences(source))) return 'REFERENCE'
  if (isPromise(text) && !isPromise(source)) return 'PROMISE'
  if (flipsNegation(text, passages)) return 'NEGATION'
  return sharesTerms(text, source, language) ? undefined : 'WORDS'
}

/** Anything that a page, a terminal or a person could take for more than plain words. */
function hasMarkup(text: string): boolean {
  return /[<>{}[\]`\\|]|\*\*|:\/\/|www\.|@|\p{Cc}|\p{Cf}|javascript:|data:/iu.test(text)
}

const figures: Readonly<Record<string, string>> = {
  two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', fourteen: '14',
  zwei: '2', drei: '3', vier: '4', funf: '5', sechs: '6', sieben: '7', acht: '8', neun: '9', zehn: '10', vierzehn: '14',
} // biome-ignore format: a table

function numbersOf(text: string): readonly string[] {
  return toWords(text.replace(/(?<=\d)[.,\u00a0\u202f ](?=\d{3}\b)/g, '')).flatMap((word) => {
    if (/^\d/.test(word)) return [word]
    const figure = figures[word]
    return figure === undefined ? [] : [figure]
  })
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  const known = new Set(all)
  return some.every((item) => known.has(item))
}

const promise =
  /guarantee|certif(?:y|ies) that|you (?:are|will be) (?:fully )?(?:compliant|safe)|is (?:fully )?compliant|100 ?%|garantier|sie sind (?:voll )?konform|ist (?:voll )?konform|versprech|versichern wir/i

function isPromise(text: string): boolean {
  return promise.test(text)
}

const negation = /\b(?:not|no|never|none|nobody|without|cannot|n't|nicht|kein\w*|nie|niemals|ohne|weder)\b/i

/** `without undue delay` says when, it denies nothing. */
function deniesSomething(text: string): boolean {
  return negation.test(
    text.replace(/without (?:undue )?delay|ohne Verzögerung/gi, '').replace(/n['’]t\b/g, ' not'),
  )
}

const deniedVerb =
  /\b(?:must|may|shall|should|need|can|could|will|would|does|do|is|are|has|have) not\b|\bcannot\b|\b(?:muss|müssen|darf|dürfen|soll|sollen|sollte|kann|können|wird|werden|ist|sind|hat|haben|braucht|brauchen) (?:\p{L}+ )?nicht\b/iu

/** `must not`: what is denied is the duty or the permission itself, whatever else the sentence denies. */
function deniesVerb(text: string): boolean {
  return deniedVerb.test(text.replace(/n['’]t\b/g, ' not'))
}

/** A sentence that denies where none of its passages denies anything, or the other way about with the same words. */
function flipsNegation(text: string, passages: readonly Passage[]): boolean {
  const denies = deniesSomething(text)
  const words = new Set(toWords(text).filter((word) => word.length > 3))
  const sentences = passages
    .flatMap(({ text: body }) => body.split(/(?<=[.;?!])\s+/))
    .map((sentence) => ({ sentence, shared: toWords(sentence).filter((word) => words.has(word)).length }))
  const most = Math.max(0, ...sentences.map(({ shared }) => shared))
  const nearest = sentences.filter(({ shared }) => shared > 0 && shared >= most - 1)
  const isAlike = (sentence: string): boolean =>
    deniesSomething(sentence) === denies && deniesVerb(sentence) === deniesVerb(text)
  return nearest.length > 0 && !nearest.some(({ sentence }) => isAlike(sentence))
}

function sharesTerms(text: string, source: string, language: Tongue): boolean {
  const wanted = new Set(toTerms(text, language, none))
  const known = new Set([...toTerms(source, 'en', none), ...toTerms(source, 'de', none)])
  const shared = [...wanted].filter((term) => known.has(term)).length
  return wanted.size > 0 && shared / wanted.size >= sharedTerms
}
