/** What a writer's process does while system calls fail under it. Imports nothing that cannot be bundled. */
import { appendFileSync, mkdirSync } from 'node:fs'
import { createLedgerOn, openLedgerOn } from '../../../packages/toolkit/src/adapters/ledger/create.ts'
import type { LedgerDisk } from '../../../packages/toolkit/src/adapters/ledger/disk.ts'
import type { LedgerFolders } from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { nodeDisk } from '../../../packages/toolkit/src/adapters/ledger/node-disk.ts'
import { eventOf, witnessOf } from './kill-work.ts'

export interface StraceWork {
  readonly folders: LedgerFolders
  readonly ackPath: string
  readonly witnessPath: string
  /** Made when the program has started and the work begins. */
  readonly markPath: string
}

export const origin = 'ledger.test.example/strace'
/** Sizes of the appends: a first tile, its end, beyond it; the third publication finds the witness down. */
export const appends = [3, 250, 5, 1]

/** A whole short life: created, opened, four times appended and published, closed. Safe to repeat. */
export async function live(told: StraceWork, disk: LedgerDisk = nodeDisk): Promise<void> {
  const { folders, ackPath, witnessPath, markPath } = told
  mkdirSync(markPath)
  await createLedgerOn(disk, folders, origin)
  const { cosign } = witnessOf(folders, witnessPath)
  const { writer } = await openLedgerOn(disk, folders, { cosign })
  let next = 0
  for (const count of appends) {
    const events = Array.from({ length: count }, (_, at) => eventOf(next + at))
    const places = await writer.append(events)
    appendFileSync(ackPath, places.map(({ index }, at) => `${next + at} ${index}\n`).join(''))
    next += count
    await writer.publish()
  }
  await writer.close()
}
