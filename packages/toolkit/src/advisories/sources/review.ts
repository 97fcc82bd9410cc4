/** Signed statements of reviewers, one note per file: kept and found by what they are about. Who signed is judged when they are used. */
import { err, ok } from '../../base/index.ts'
import type { Signal } from '../../model/index.ts'
import { parseNote } from '../../translog/index.ts'
import {
  parseStatement,
  STATEMENT_HEAD,
  type Statement,
  statementId,
  subjectOf,
} from '../review/statement.ts'
import type { ReadContext, SourceFormat } from '../source-format.ts'
import { newestCredible } from './dates.ts'

/** Under this id the store lists all statements. */
export const ALL_REVIEWS = 'reviews'

export const review: SourceFormat = {
  id: 'review',
  title: 'signed review statements (notes)',
  yields: ['review'],
  source: 'reviews',
  recognises: ({ text }) => text.startsWith(`${STATEMENT_HEAD}\n`),
  read: ({ text }, context) => {
    const note = parseNote(text)
    const statement = note.ok ? parseStatement(note.value.text) : note
    if (!note.ok || !statement.ok) return err('NOT_A_RECORD')
    const id = statementId(note.value.text)
    const newest = newestCredible([statement.value.time], context.now)
    return ok({
      id,
      aliases: [],
      modified: statement.value.time,
      isWithdrawn: false,
      ...(newest === undefined ? {} : { newest }),
      claims: [],
      unnamedEntries: 0,
      signals: [subjectOf(statement.value), ALL_REVIEWS].map((about) =>
        toSignal(about, { id, context, statement: statement.value }),
      ),
      facts: () => ({
        status: 'published',
        title: `${statement.value.kind}: ${statement.value.reason}`,
        published: statement.value.time,
        severity: [],
        weaknesses: [],
        references: [],
        upstream: [],
        related: [],
      }),
    })
  },
}

function toSignal(
  about: string,
  said: { readonly id: string; readonly context: ReadContext; readonly statement: Statement },
): Signal {
  const { source, digest } = said.context
  return { kind: 'review', id: about, source, record: said.id, digest, date: said.statement.time }
}
