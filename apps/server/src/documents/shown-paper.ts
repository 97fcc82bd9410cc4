/** A paper as the web shows it: blocks with their margin marks, proofs numbered in the order in which they appear. Pure. */
import type { paperPreview } from '@occtet/contract/api'
import {
  basisLines,
  type Block,
  type CheckItem,
  cleanText,
  formatArticle,
  formatBasis,
  foundLines,
  isGap,
  type Paper,
  type PaperWords,
  type Statement,
  wordsOf,
} from '@occtet/toolkit/documents'
import type * as z from 'zod/mini'

export type Preview = z.infer<typeof paperPreview>
type Shown = Preview['sections'][number]['blocks'][number]
type ShownStatement = Extract<Shown, { kind: 'statement' }>['statement']
type Marks = Extract<ShownStatement, { kind: 'said' }>['marks']
type Ground = Extract<Statement, { value: unknown }>['basis']

/** Rows of a table on screen; the document has them all. */
const mostRows = 100

/** `twin`: the same paper in another language, which tells what was not translated. */
export function toShownSections(
  paper: Paper,
  twin: Paper,
): { readonly sections: Preview['sections']; readonly proofs: Preview['proofs'] } {
  const words = wordsOf(paper)
  const proofs = new Map<string, Preview['proofs'][number]>()
  const draw: Drawing = {
    words,
    markOf: (ground) => markOf(ground, words, proofs),
    translated: wordsIn(twin),
  }
  const sections = paper.sections.map(({ id, heading, blocks }) => ({
    id,
    heading,
    blocks: blocks.map((block) => toBlock(block, draw)),
  }))
  return { sections, proofs: [...proofs.values()] }
}

interface Drawing {
  readonly words: PaperWords
  readonly markOf: (ground: Ground) => Marks[number]
  /** Every line that the twin says: what stands here and there is no translation. */
  readonly translated: ReadonlySet<string>
}

function markOf(
  ground: Ground,
  words: PaperWords,
  proofs: Map<string, Preview['proofs'][number]>,
): Marks[number] {
  switch (ground.kind) {
    case 'manufacturer':
      return { kind: 'stated' }
    case 'rule':
      return { kind: 'rule' }
    case 'evidence':
    case 'answer': {
      const text = formatBasis(words, ground)
      const known = proofs.get(text)?.number
      if (known !== undefined) return { kind: 'proof', number: known }
      const number = proofs.size + 1
      const source =
        ground.kind === 'answer'
          ? ({ kind: 'question', id: ground.question } as const)
          : ({ kind: 'signal', id: ground.signal } as const)
      proofs.set(text, { number, text, source })
      return { kind: 'proof', number }
    }
    default:
      return ground satisfies never
  }
}

function toBlock(block: Block, draw: Drawing): Shown {
  const { words } = draw
  switch (block.kind) {
    case 'paragraph':
    case 'list':
      return block.kind === 'list' ? { ...block, items: [...block.items] } : block
    case 'notice':
      return block
    case 'statement':
      return { kind: 'statement', statement: toStatement(block, draw) }
    case 'key-values':
      return { kind: 'key-values', rows: block.rows.map((row) => toStatement(row, draw)) }
    case 'checklist':
      return { kind: 'checklist', items: block.items.map((item) => toCheck(item, draw)) }
    case 'table':
      return {
        kind: 'table',
        caption: block.caption,
        article: formatArticle(words, block.article),
        basis: formatBasis(words, block.basis),
        marks: [draw.markOf(block.basis)],
        columns: [...block.columns],
        rows: block.rows.slice(0, mostRows).map((row) => row.map(cleanText)),
        total: block.rows.length,
      }
    case 'signature':
      return toSignature(block, words)
    default:
      return block satisfies never
  }
}

function toSignature(block: Extract<Block, { kind: 'signature' }>, words: PaperWords): Shown {
  const { place, name, function: role } = block
  return {
    kind: 'signature',
    article: formatArticle(words, block.article),
    ...(place === undefined ? {} : { place }),
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { function: role }),
  }
}

function toStatement(statement: Statement, { words, markOf: mark, translated }: Drawing): ShownStatement {
  const { label, isMandatory } = statement
  const head = { label, article: formatArticle(words, statement.article), isMandatory }
  if (isGap(statement)) {
    const { what, where } = statement.basis
    const found = [...foundLines(words, statement)]
    return { kind: 'gap', ...head, what: cleanText(what), where: cleanText(where), found }
  }
  const marks = [statement.basis, ...statement.also].map(mark)
  return {
    kind: 'said',
    ...head,
    value: statement.value.map(cleanText),
    marks: [...new Map(marks.map((one) => [JSON.stringify(one), one])).values()],
    basis: [...basisLines(words, statement)],
    isAsWritten: statement.value.some((line) => isSentence(line) && translated.has(line)),
  }
}

/** Names, addresses and numbers are the same in each language; four words and more are not. */
function isSentence(line: string): boolean {
  return (line.match(/\p{L}{2,}/gu) ?? []).length >= 4 && !/^https?:/.test(line)
}

function wordsIn(paper: Paper): ReadonlySet<string> {
  const statements = paper.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'statement' ? [block] : block.kind === 'key-values' ? block.rows : [],
    ),
  )
  return new Set(statements.flatMap((statement) => (isGap(statement) ? [] : statement.value)))
}

function toCheck(
  item: CheckItem,
  { words, markOf: mark }: Drawing,
): Extract<Shown, { kind: 'checklist' }>['items'][number] {
  const { basis, state } = item
  return {
    text: item.text,
    article: formatArticle(words, item.article),
    state,
    stateText: words.t(`state.${state}`),
    basis: formatBasis(words, basis),
    marks: basis.kind === 'missing' ? [] : [mark(basis)],
    found: [...foundLines(words, item)],
  }
}
