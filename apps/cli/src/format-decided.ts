/** What a decision did, for a terminal: what was written, what it speaks for, what it does not reach. */
import type { DecisionError, DecisionRecord, TouchedFinding } from '@occtet/toolkit/vex'
import { fold, plain } from './layout.ts'

/** What a run of `decide` came to. */
export interface Decided {
  readonly isWritten: boolean
  readonly records: readonly { readonly record: DecisionRecord; readonly path: string }[]
  readonly touched: readonly TouchedFinding[]
  readonly takenOut: readonly { readonly key: string; readonly error: DecisionError }[]
}

const effects: Readonly<Record<TouchedFinding['effect'], string>> = {
  decided: 'decided',
  replaced: 'decided, instead of',
  kept: 'already decided by',
  'asked-again': 'asked again, its facts differ',
  'not-reached': 'not reached by this scope',
}

export function formatDecided({ isWritten, records, touched, takenOut }: Decided, columns: number): string {
  const width = Math.min(columns, 110)
  return [
    isWritten ? '' : 'Nothing was written (--dry-run).\n',
    ...records.flatMap(({ record, path }) => recordLines(record, path)),
    ...touched.map(({ finding, effect, instead }) =>
      fold('  ', `${plain(finding)}: ${effects[effect]}${instead === undefined ? '' : ` ${instead}`}`, {
        indent: 4,
        width,
      }),
    ),
    ...takenOut.map(({ key, error }) =>
      fold('! ', `left out: ${plain(key)}: ${plain(error.message)}`, { indent: 4, width }),
    ),
  ].join('')
}

function recordLines(record: Decided['records'][number]['record'], path: string): readonly string[] {
  const last = record.entries.at(-1)
  const waits = last !== undefined && 'needsConfirmation' in last && last.needsConfirmation
  return [
    path === '' ? `${record.id}\n` : `written: ${plain(path)}\n`,
    waits ? `It waits for a second person: occtet triage confirm ${record.id} --by NAME\n` : '',
  ]
}
