/** A text as the words that license matching compares (SPDX 2.3, annex B.4 to B.12): case, layout, marks gone. */

/** Words of a text in order; `offsets[i]` is where word i begins in `text`. */
export interface Words {
  /** The folded text that the offsets point into; it has as many lines as the text that came in. */
  readonly text: string
  readonly words: readonly string[]
  readonly offsets: readonly number[]
}

/** Varietal spellings that count as the same word (annex B.9, "equivalent words"). */
const sameWord: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acknowledgement: 'acknowledgment',
    acknowledgements: 'acknowledgments',
    analogue: 'analog',
    analyse: 'analyze',
    artefact: 'artifact',
    artefacts: 'artifacts',
    authorisation: 'authorization',
    authorised: 'authorized',
    calibre: 'caliber',
    cancelled: 'canceled',
    capitalisations: 'capitalizations',
    catalogue: 'catalog',
    categorise: 'categorize',
    centre: 'center',
    emphasised: 'emphasized',
    favour: 'favor',
    favourite: 'favorite',
    fulfil: 'fulfill',
    fulfilment: 'fulfillment',
    https: 'http',
    initialise: 'initialize',
    judgement: 'judgment',
    labelling: 'labeling',
    labour: 'labor',
    licence: 'license',
    licenced: 'licensed',
    licences: 'licenses',
    maximise: 'maximize',
    merchantibility: 'merchantability',
    modelled: 'modeled',
    modelling: 'modeling',
    offence: 'offense',
    optimise: 'optimize',
    organisation: 'organization',
    organisations: 'organizations',
    organise: 'organize',
    practise: 'practice',
    programme: 'program',
    programmes: 'programs',
    realise: 'realize',
    recognise: 'recognize',
    signalling: 'signaling',
    sublicence: 'sublicense',
    utilisation: 'utilization',
    whilst: 'while',
    wilful: 'willful',
    wilfull: 'willful',
  }),
)

/** Scripts written without spaces give one word a character. */
const anyWord =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+(?:['`´’ʼ]\p{L}+)*|&(?=\s)/gu

const nonAscii = /[\u0080-\uffff]/
const markup = /<(?:html|body|p|br|div|pre|li|h[1-6])\b[^<>]{0,300}>/i

interface Growing {
  readonly words: string[]
  readonly offsets: number[]
}

/** Folds and splits a text; marks, quotes, dashes, bullets and comment signs are between words and count nothing. */
export function toWords(input: string): Words {
  const plain = markup.test(input) ? blankMarkup(input) : input
  const isAscii = !nonAscii.test(plain)
  const text = (isAscii ? plain : plain.normalize('NFKC')).toLowerCase()
  const grown: Growing = { words: [], offsets: [] }
  if (isAscii) scanAscii(text, grown)
  else {
    for (const match of text.matchAll(anyWord)) {
      if (!isSymbol(text, match[0], match.index)) pushWord(grown, foldLetters(match[0]), match.index)
    }
  }
  return { text, ...grown }
}

/** Tags and entities become spaces, line breaks stay, so that offsets still tell the line. */
function blankMarkup(text: string): string {
  return text.replaceAll(/<[a-z/!][^<>]{0,300}>|&(?:[a-z]{2,8}|#\d{1,6});/gi, (found) =>
    found.replaceAll(/[^\n]/g, ' '),
  )
}

/** `(c)` is the copyright sign, `dnl` and `rem` at the start of a line are comment signs (annex B.6, B.11). */
function isSymbol(text: string, word: string, at: number): boolean {
  if (word === 'c') return text[at - 1] === '(' && text[at + 1] === ')'
  if (word === 'dnl' || word === 'rem') return at === 0 || text[at - 1] === '\n'
  return false
}

/** The same words as `anyWord` finds, without an array for each. */
function scanAscii(text: string, grown: Growing): void {
  let at = 0
  while (at < text.length) {
    const first = text.charCodeAt(at)
    if (!isWordCode(first)) {
      if (first === ampersand && isSpaceCode(text.charCodeAt(at + 1))) pushWord(grown, '&', at)
      at++
      continue
    }
    const end = endOfWord(text, at)
    const word = text.slice(at, end)
    if (!isSymbol(text, word, at)) pushWord(grown, dropApostrophes(word), at)
    at = end
  }
}

/** Letters and digits, and apostrophes that a letter follows. */
function endOfWord(text: string, start: number): number {
  let end = start + 1
  while (end < text.length) {
    const code = text.charCodeAt(end)
    const isInside = isWordCode(code) || (isApostropheCode(code) && isLetterCode(text.charCodeAt(end + 1)))
    if (!isInside) return end
    end++
  }
  return end
}

const ampersand = 38

function isLetterCode(code: number): boolean {
  return code >= 97 && code <= 122
}

function isWordCode(code: number): boolean {
  return isLetterCode(code) || (code >= 48 && code <= 57)
}

function isApostropheCode(code: number): boolean {
  return code === 39 || code === 96
}

function isSpaceCode(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

const apostrophe = /['`´’ʼ]/

function dropApostrophes(word: string): string {
  return apostrophe.test(word) ? word.replaceAll(/['`´’ʼ]/g, '') : word
}

function foldLetters(word: string): string {
  const plain = dropApostrophes(word)
  return /[ßς]/.test(plain) ? plain.replaceAll('ß', 'ss').replaceAll('ς', 'σ') : plain
}

/** Joins what is written together or apart, and folds equivalent words; the generator uses the same function. */
function pushWord({ words, offsets }: Growing, raw: string, at: number): void {
  const word = raw === '&' ? 'and' : (sameWord.get(raw) ?? raw)
  const last = words.at(-1)
  if (
    last === 'non' ||
    (last === 'sub' && word.startsWith('licens')) ||
    (last === 'per' && word === 'cent')
  ) {
    words[words.length - 1] = last + word
    return
  }
  words.push(last === 'copyright' && word.startsWith('owner') ? word.replace('owner', 'holder') : word)
  offsets.push(at)
}
