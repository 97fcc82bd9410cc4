/** Statements for the terminal: what is said, by whom, and whether it counts. */
import type { AdvisoryStore, Judged, Statement } from '@occtet/toolkit/advisories'
import { fold } from './layout.ts'

/** The record that it is about has changed since, or is gone. */
export function isVoid(store: AdvisoryStore, statement: Statement): boolean {
  if (!('about' in statement)) return false
  const { record, digest } = statement.about
  return !store.recordsOf(record).some((one) => one.digest === digest)
}

export function formatJudged(judged: Judged & { readonly isVoid: boolean }): string {
  const { id, statement, approvedBy, rejectedBy } = judged
  const state = judged.isVoid ? 'void: the record has changed' : judged.isApproved ? 'approved' : 'open'
  const rows = [
    `${id.slice(0, 16)}  ${state}\n`,
    fold('', `  ${statement.kind} ${subjectOf(statement)}`, { indent: 2 }),
    fold('', statement.reason, { indent: 2, lines: 8 }),
    fold('', `for it: ${approvedBy.join(', ') || 'nobody'}`, { indent: 2 }),
    ...(rejectedBy.length === 0 ? [] : [fold('', `against it: ${rejectedBy.join(', ')}`, { indent: 2 })]),
  ]
  return rows.join('')
}

function subjectOf(statement: Statement): string {
  if ('about' in statement) {
    const { record, source, package: named } = statement.about
    const change =
      'vers' in statement
        ? ` to ${statement.vers}`
        : 'fixed' in statement
          ? ` in ${statement.fixed.join(', ')}`
          : ''
    return `${record} of ${source} about ${named}${change}`
  }
  return 'package' in statement
    ? `${statement.id} in ${statement.package}: ${statement.vers}`
    : statement.statement
}
