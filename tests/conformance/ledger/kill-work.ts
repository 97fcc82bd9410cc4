/** What a writer's process does until it is killed. Imports nothing that cannot be bundled. */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type LedgerFolders,
  LedgerReader,
  openLedger,
} from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import {
  createTestWitness,
  type TestWitness,
  type WitnessMemory,
} from '../../../packages/toolkit/src/adapters/ledger/testing/cosigners.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import { formatLedgerEntry, type NewEntry } from '../../../packages/toolkit/src/ledger/index.ts'

/** What a writer's process is told. */
export interface Work {
  readonly folders: LedgerFolders
  readonly ackPath: string
  /** Number of the first event. */
  readonly from: number
  readonly rounds: number
  /** Where the witness remembers; without it nobody is asked. */
  readonly witnessPath?: string
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

/** Down for every third request, so that checkpoints wait for their quorum and more entries come meanwhile. */
export function witnessOf(folders: LedgerFolders, path: string): TestWitness {
  return createTestWitness(new LedgerReader(folders.dir).key, {
    memory: fileMemory(path),
    isReachable: (request) => request % 3 !== 0,
  })
}

/** The witness is another machine: what it remembers must not be cut off when the log's process is killed. */
function fileMemory(path: string): WitnessMemory {
  return {
    read: () => {
      if (!existsSync(path)) return undefined
      const { size, root, note } = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, string>>
      return { size: BigInt(size ?? ''), root: Buffer.from(root ?? '', 'hex'), note: note ?? '' }
    },
    write: ({ size, root, note }) => {
      const text = JSON.stringify({ size: String(size), root: Buffer.from(root).toString('hex'), note })
      writeFileSync(`${path}.tmp`, text)
      renameSync(`${path}.tmp`, path)
    },
  }
}

/** Runs in the process that is killed: appends rounds of several sizes, publishes after some, notes each acknowledgement. */
export async function work({ folders, ackPath, from, rounds, witnessPath }: Work): Promise<void> {
  const witness = witnessPath === undefined ? undefined : witnessOf(folders, witnessPath)
  const options = witness === undefined ? {} : { cosign: witness.cosign }
  const { writer, report } = await openLedger(folders, options)
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
