/** What a version of a paper says differently from the one before it, statement by statement. Pure. */
import type { paperVersion } from '@occtet/contract/api'
import { type Block, cleanText, isGap, type Paper, type Statement } from '@occtet/toolkit/documents'
import type * as z from 'zod/mini'

export type PaperChanges = NonNullable<z.infer<typeof paperVersion>['changes']>
type Line = PaperChanges['listed'][number]

/** Listed at most; all are counted. */
const mostListed = 200

interface Said {
  readonly label: string
  readonly article: string
  /** Undefined: a gap. */
  readonly lines: readonly string[] | undefined
}

export function comparePapers(before: Paper, after: Paper): PaperChanges {
  const [old, now] = [saidIn(before), saidIn(after)]
  const changed = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
    compare(old.get(key), now.get(key)),
  )
  return { total: changed.length, listed: changed.slice(0, mostListed) }
}

function compare(before: Said | undefined, after: Said | undefined): readonly Line[] {
  const { label, article } = after ?? before ?? { label: '', article: '' }
  const line = (kind: Line['kind']): readonly Line[] => [
    { label, article, kind, before: [...(before?.lines ?? [])], after: [...(after?.lines ?? [])] },
  ]
  if (before === undefined) return line('added')
  if (after === undefined) return line('removed')
  if (JSON.stringify(before.lines) === JSON.stringify(after.lines)) return []
  if (before.lines === undefined) return line('filled')
  return after.lines === undefined ? line('emptied') : line('changed')
}

/** By place: section, kind, label and article; what comes twice under one label is numbered. */
function saidIn(paper: Paper): ReadonlyMap<string, Said> {
  const found = new Map<string, Said>()
  for (const { id, blocks } of paper.sections) {
    for (const said of blocks.flatMap(toSaid)) {
      const stem = JSON.stringify([id, said.label, said.article])
      let key = stem
      for (let number = 2; found.has(key); number++) key = `${stem} ${number}`
      found.set(key, said)
    }
  }
  return found
}

function toSaid(block: Block): readonly Said[] {
  switch (block.kind) {
    case 'statement':
      return [ofStatement(block)]
    case 'key-values':
      return block.rows.map(ofStatement)
    case 'checklist':
      return block.items.map(({ text, article, state }) => ({ label: text, article, lines: [state] }))
    case 'table':
      return [
        {
          label: block.caption,
          article: block.article,
          lines: block.rows.map((row) => row.map(cleanText).join(' | ')),
        },
      ]
    case 'paragraph':
    case 'list':
    case 'notice':
    case 'signature':
      return []
    default:
      return block satisfies never
  }
}

function ofStatement(statement: Statement): Said {
  const { label, article } = statement
  return { label, article, lines: isGap(statement) ? undefined : statement.value.map(cleanText) }
}
