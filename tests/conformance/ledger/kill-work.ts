/** What a writer's process does until it is killed. Imports nothing that cannot be bundled. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LedgerFolders, openLedger } from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import { formatLedgerEntry, type NewEntry } from '../../../packages/toolkit/src/ledger/index.ts'

/** What a writer's process is told. */
export interface Work {
  readonly folders: LedgerFolders
  readonly ackPath: string
  /** Number of the first event. */
  readonly from: number
  readonly rounds: number
}

export function foldersIn(folder: string): LedgerFolders {
  return {
    dir: join(folder, 'log'),
    keyPath: join(folder, 'keys', 'ledger.key'),
    seenPath: join(folder, 'keys', 'ledger.seen'),
  }
}

export function eventOf(at: number): NewEntry {
  const entry = formatLedgerEntry({ kind: 'event', commitment: Uint8Array.from(sha256(`entry ${at}`)) })
  if (!entry.ok) throw new Error(entry.error.message)
  return { id: `event-${at}`, entry: entry.value }
}

/** Runs in the process that is killed: appends rounds of several sizes, publishes after some, notes each acknowledgement. */
export async function work({ folders, ackPath, from, rounds }: Work): Promise<void> {
  const { writer, report } = await openLedger(folders)
  appendFileSync(ackPath, `replayed ${report.replayed}\n`)
  let next = from
  for (let round = 0; round < rounds; round++) {
    const events = Array.from({ length: 1 + ((round * 37) % 90) }, (_, at) => eventOf(next + at))
    const places = await writer.append(events)
    const acks = places.map(({ index }, at) => `${next + at} ${index}\n`)
    appendFileSync(ackPath, acks.join(''))
    next += events.length
    if (round % 3 === 2) await writer.publish()
  }
  await writer.close()
}
