/** Words that every writer shares: what a statement rests on, the head of a paper, its draft lines. Plain text, not escaped. */
import { createTranslator, formatDate, showHidden, type Translator } from '@occtet/ui'
import type { EvidencePlace } from '../../cra/index.ts'
import { checkPaper } from './gate.ts'
import type { Basis, CheckItem, GapStatement, Paper, Statement } from './model.ts'
import { isGap } from './model.ts'
import { type TextKey, texts } from './texts/texts.ts'

/** Longer outside text is cut by none of the writers; hidden and direction characters are shown by code point. */
export function cleanText(text: string): string {
  return showHidden(text.replaceAll(/\r\n?|\n|\t/g, ' '))
}

export interface PaperWords {
  readonly paper: Paper
  readonly t: Translator<TextKey>
}

export function wordsOf(paper: Paper): PaperWords {
  return { paper, t: createTranslator(paper.language, texts[paper.language]) }
}

const refWords = ['Annex', 'Parts', 'Part', 'points', 'point', 'recital', 'Recital', 'guidance'] as const

/** A reference in the words of the language: `Annex I, Part II, point (5)` is `Anhang I, Teil II, Nummer (5)`. */
export function formatArticle({ t }: PaperWords, ref: string): string {
  return ref
    .replaceAll(/\b(?:Annex|Parts?|points?|[rR]ecital|guidance)\b/g, (word) => {
      const known = refWords.find((one) => one === word)
      return known === undefined ? word : t(`ref.${known}`)
    })
    .replaceAll('subpara.', t('ref.subpara'))
}

/** At most this many places are printed; the rest is counted. */
const shownPlaces = 3

/** One line: where the statement comes from, with who, where and how old. */
export function formatBasis(words: PaperWords, basis: Basis): string {
  const { t, paper } = words
  const date = (at: string): string => formatDate(paper.language, at)
  switch (basis.kind) {
    case 'evidence': {
      const readAt = `${date(basis.readAt)} (${formatAge(words, basis.readAt)})`
      const strength = t(`strength.${basis.strength}`)
      return cleanText(
        t('basis.evidence', {
          signal: basis.signal,
          strength,
          places: placesOf(words, basis.places),
          readAt,
        }),
      )
    }
    case 'answer':
      return cleanText(t('basis.answer', { question: basis.question, by: basis.by, at: date(basis.at) }))
    case 'manufacturer':
      return cleanText(t('basis.manufacturer', { field: basis.field }))
    case 'rule':
      return cleanText(t('basis.rule', { rule: formatArticle(words, basis.rule) }))
    case 'missing':
      return `${t('paper.missing')}: ${cleanText(basis.what)} ${t('paper.where')}: ${cleanText(basis.where)}.`
    default:
      return basis satisfies never
  }
}

function placesOf(words: PaperWords, places: readonly EvidencePlace[]): string {
  const { t, paper } = words
  const shown = places.slice(0, shownPlaces).map((one) => {
    const place = `${one.path}:${one.line}`
    return one.changedAt === undefined
      ? place
      : t('basis.changed', { place, at: formatDate(paper.language, one.changedAt) })
  })
  if (shown.length === 0) return ''
  const more = places.length - shown.length
  return `, ${shown.join(', ')}${more > 0 ? t('basis.morePlaces', { n: more }) : ''}`
}

/** Whole days between reading and the date of the paper; what lies ahead counts as today. */
export function formatAge({ paper, t }: PaperWords, at: string): string {
  const days = Math.floor((Date.parse(paper.date) - Date.parse(at)) / 86_400_000)
  return Number.isNaN(days) || days < 1 ? t('age.today') : t('age.days', { n: days })
}

/** All grounds of a statement, the first one first; a gap has its own line instead. */
export function basisLines(words: PaperWords, statement: Statement): readonly string[] {
  if (isGap(statement)) return []
  const lines = [statement.basis, ...statement.also].map((basis) => formatBasis(words, basis))
  return [...new Set(lines)]
}

/** What was seen of a gap all the same, each with its ground. */
export function foundLines(words: PaperWords, item: GapStatement | CheckItem): readonly string[] {
  return item.found.map((one) => `${cleanText(one.text)} (${formatBasis(words, one.basis)})`)
}

/** Label and text of the head table, in order. */
export function headRows(words: PaperWords): readonly (readonly [string, string])[] {
  const { paper, t } = words
  return [
    [t('paper.product'), cleanText(paper.product.name)],
    [t('paper.version'), cleanText(paper.product.version ?? t('value.unknown'))],
    [t('paper.date'), formatDate(paper.language, paper.date)],
    [t('paper.law'), formatArticle(words, paper.article)],
    [
      t('paper.catalogue'),
      t('paper.catalogueValue', { version: paper.catalogue.version, asOf: paper.catalogue.asOf }),
    ],
  ]
}

/** One or two sentences on how far the paper is; the first is the loud one. */
export function stateLines({ paper, t }: PaperWords): readonly [string, ...string[]] {
  if (paper.state.kind === 'released') {
    const at = formatDate(paper.language, paper.state.at)
    return [t('paper.released', { by: cleanText(paper.state.by), at })]
  }
  const missing = checkPaper(paper).missing.filter((part) => part.isMandatory).length
  const why = missing === 0 ? t('paper.nobodyReleased') : t('paper.missingCount', { n: missing })
  return [t('paper.draftLine'), why]
}

export function isDraft(paper: Paper): boolean {
  return paper.state.kind === 'draft'
}

/** Rows of the list of gaps that closes every draft. */
export function missingRows(words: PaperWords): readonly (readonly [string, string, string, string])[] {
  const { paper, t } = words
  return checkPaper(paper).missing.map((part) => [
    cleanText(part.items.length === 0 ? part.label : `${part.label} (${part.items.join(', ')})`),
    formatArticle(words, part.article),
    cleanText(part.where),
    part.isMandatory ? t('paper.mandatory') : t('paper.voluntary'),
  ])
}

export function footLine({ paper, t }: PaperWords): string {
  return `${t('paper.madeWith', { version: cleanText(paper.toolVersion) })}. ${t('paper.disclaimer')}`
}

/** A text of a file or address shown as a link: only plain https addresses without credentials (RFC 3986). */
export function toLink(text: string): string | undefined {
  const isPlain = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][\x21-\x7e]*)?$/i.test(text)
  return isPlain && !/["'<>`\\^{|}]/.test(text) ? text : undefined
}
