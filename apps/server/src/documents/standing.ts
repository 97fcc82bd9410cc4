/** How far the papers of a release are: the list, and one paper as it would be written now. Pure. */
import { ok, type Result } from '@occtet/toolkit/base'
import {
  buildPaper,
  checkPaper,
  footLine,
  headRows,
  type Paper,
  type PaperFacts,
  type PaperKind,
  type PaperLanguage,
  paperKinds,
  type PaperRefusal,
  stateLines,
  toPaperInput,
  wordsOf,
} from '@occtet/toolkit/documents'
import type { paperList } from '@occtet/contract/api'
import type * as z from 'zod/mini'
import { articleIn } from './article-in.ts'
import { toMissingParts } from './missing-parts.ts'
import type { ReleasePapers } from './paper-facts.ts'
import { type Preview, toShownSections } from './shown-paper.ts'

export type PaperList = z.infer<typeof paperList>
type Row = PaperList['papers'][number]
export type Latest = NonNullable<Extract<Row, { status: 'complete' | 'incomplete' }>['latest']>

/** `latest`: newest version of a paper, by its kind. */
export function toPaperList(
  { desk, facts, unread }: ReleasePapers,
  language: PaperLanguage,
  latest: ReadonlyMap<string, Latest>,
): PaperList {
  const input = toPaperInput({ ...facts, language })
  return {
    product: desk.product.slug,
    release: desk.release.version,
    language,
    isRoleKnown: input.classification !== undefined,
    unread: [...unread],
    papers: paperKinds.map((kind): Row => {
      const built = buildPaper(kind, input)
      const { id } = kind
      const article = articleIn(language, kind.article)
      if (!built.ok) {
        const refusal = { ...built.error, article: articleIn(language, built.error.article) }
        return { id, article, title: titleOf(kind, language), status: 'refused', refusal }
      }
      const { title, missing, grounded, total, isComplete } = checkPaper(built.value)
      const mandatory = missing.filter((part) => part.isMandatory).length
      const made = latest.get(id)
      return {
        id,
        article,
        title,
        status: isComplete ? 'complete' : 'incomplete',
        missing: mandatory,
        further: missing.length - mandatory,
        grounded,
        total,
        ...(made === undefined ? {} : { latest: made }),
      }
    }),
  }
}

/** Of a paper that is refused, too. */
function titleOf(kind: PaperKind, language: PaperLanguage): string {
  return wordsOf({ language } as Paper).t(kind.title)
}

export interface BuiltPaper {
  readonly paper: Paper
  /** The same in another language. */
  readonly twin: Paper
}

export function buildBoth(
  kind: PaperKind,
  facts: Omit<PaperFacts, 'language'>,
  language: PaperLanguage,
): Result<BuiltPaper, PaperRefusal> {
  const paper = buildPaper(kind, toPaperInput({ ...facts, language }))
  if (!paper.ok) return paper
  const twin = buildPaper(kind, toPaperInput({ ...facts, language: language === 'en' ? 'de' : 'en' }))
  return twin.ok ? ok({ paper: paper.value, twin: twin.value }) : twin
}

/** To be signed by hand or here. */
export function isToSign(paper: Pick<Paper, 'sections'>): boolean {
  return paper.sections.some(({ blocks }) => blocks.some(({ kind }) => kind === 'signature'))
}

export function toPreview({ paper, twin }: BuiltPaper, unread: ReleasePapers['unread']): Preview {
  const words = wordsOf(paper)
  const check = checkPaper(paper)
  const { name, version } = paper.product
  return {
    id: paper.id,
    title: paper.title,
    article: articleIn(paper.language, paper.article),
    language: paper.language,
    product: { name, ...(version === undefined ? {} : { version }) },
    isSigned: isToSign(paper),
    isComplete: check.isComplete,
    unread: [...unread],
    state: [...stateLines(words)],
    head: headRows(words).map(([label, value]) => ({ label, value })),
    ...toShownSections(paper, twin),
    foot: footLine(words),
    missing: [...toMissingParts(check, paper.language)],
  }
}
