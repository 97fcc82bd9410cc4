/** A disk that ends the process at a chosen step, or does the step and reports failure. Imports nothing that cannot be bundled. */
import { writeFileSync } from 'node:fs'
import type { LedgerDisk } from '../../../packages/toolkit/src/adapters/ledger/disk.ts'
import { nodeDisk } from '../../../packages/toolkit/src/adapters/ledger/node-disk.ts'
import { live, type StraceWork } from './strace-work.ts'

/** `before`, `after`: killed there. `fail`: nothing is done, and failure is reported. `lie`: it is done, and failure is reported. */
export type StepFault = 'before' | 'after' | 'fail' | 'lie'

export interface StepWork extends StraceWork {
  /** Steps are counted from one on; zero breaks nothing. */
  readonly at: number
  readonly fault: StepFault
  /** Where the number of steps is noted at the end. */
  readonly stepsPath: string
}

export async function liveOnBrokenDisk(told: StepWork): Promise<void> {
  const { disk, steps } = createBrokenDisk(told)
  await live(told, disk)
  writeFileSync(told.stepsPath, String(steps()))
}

function createBrokenDisk({ at, fault }: Pick<StepWork, 'at' | 'fault'>): {
  readonly disk: LedgerDisk
  readonly steps: () => number
} {
  let steps = 0
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (++steps !== at) return await work()
    if (fault === 'before') process.kill(process.pid, 'SIGKILL')
    if (fault === 'after' || fault === 'lie') await work()
    if (fault === 'after') process.kill(process.pid, 'SIGKILL')
    throw Object.assign(new Error('broken by the test'), { code: 'EIO' })
  }
  const disk: LedgerDisk = {
    ...nodeDisk,
    write: (path, bytes) => step(() => nodeDisk.write(path, bytes)),
    writeAt: (path, bytes, offset) => step(() => nodeDisk.writeAt(path, bytes, offset)),
    sync: (path) => step(() => nodeDisk.sync(path)),
    rename: (from, to) => step(() => nodeDisk.rename(from, to)),
    makeFolder: (path) => step(() => nodeDisk.makeFolder(path)),
    syncFolder: (path) => step(() => nodeDisk.syncFolder(path)),
    remove: (path) => step(() => nodeDisk.remove(path)),
    openAppend: async (path) => {
      const file = await nodeDisk.openAppend(path)
      return { append: (bytes) => step(() => file.append(bytes)), close: file.close }
    },
  }
  return { disk, steps: () => steps }
}
