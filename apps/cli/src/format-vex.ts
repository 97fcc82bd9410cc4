/** VEX imports and merges for a terminal. */
import type { ImportPlan, VexMerge, VexTrust } from '@occtet/toolkit/vex'
import { fold, plain } from './layout.ts'

/** What one document came to. */
export interface Imported {
  readonly name: string
  readonly plan: ImportPlan
}

const words = {
  NOT_OWN: 'kept as the word of somebody else; see occtet triage suggest',
  NO_FINDING: 'about nothing that was found here',
  OLDER: 'the same author says something newer',
  DISPUTED: 'the document says two things at one time',
  REFUSED: 'a decision needs more than it says',
} as const

export function formatImportPlan({ name, plan }: Imported, trust: VexTrust, columns: number): string {
  const width = Math.min(columns, 110)
  const counts = new Map<keyof typeof words, number>()
  for (const { reason } of plan.foreign) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [
    `${plain(name)} (${trust}): ${plan.adopt.length} adopted, ${plan.same.length} say what we decided, ${plan.conflicts.length} say something else\n`,
    ...plan.adopt.map(({ id }) => `  adopted: ${id}\n`),
    ...plan.conflicts.map(({ record, ours, theirs, statement }) =>
      fold(
        '  ',
        `${plain(statement.vulnerability.id)}: we decided ${ours.status} (${record.id}), it says ${theirs.status}; our decision stands`,
        { indent: 4, width },
      ),
    ),
    ...[...counts].map(([reason, count]) => fold('  ', `${count}: ${words[reason]}`, { indent: 4, width })),
    ...plan.foreign
      .filter(({ reason }) => reason === 'REFUSED')
      .map(({ statement, message }) =>
        fold('    ', `${plain(statement.vulnerability.id)}: ${plain(message ?? '')}`, { indent: 6, width }),
      ),
  ].join('')
}

export function formatMerge({ statements, conflicts }: VexMerge, columns: number): string {
  const width = Math.min(columns, 110)
  return [
    `${statements.length} statements, ${conflicts.length} conflicts\n`,
    ...conflicts.map(({ vulnerability, product, positions }) => {
      const sides = positions.map(
        ({ status, from }) => `${status} (${from.map(({ author }) => plain(author)).join(', ')})`,
      )
      const what = product.purl ?? product.ids[0] ?? product.name ?? ''
      return fold('  ', `${plain(vulnerability.id)} in ${plain(what)}: ${sides.join(' against ')}`, {
        indent: 4,
        width,
      })
    }),
  ].join('')
}
