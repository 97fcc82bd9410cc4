/** Ledgers of events in a folder of their own, drafts, and a disk that breaks at a chosen step. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import {
  createEventLedger,
  type LedgerHome,
  ledgerHome,
} from '../../../packages/toolkit/src/adapters/ledger/events/index.ts'
import type { AppendFile, LedgerDisk } from '../../../packages/toolkit/src/adapters/ledger/disk.ts'
import { nodeDisk } from '../../../packages/toolkit/src/adapters/ledger/node-disk.ts'
import type { EventDraft } from '../../../packages/toolkit/src/ledger/index.ts'

export const origin = 'ledger.test.example/log/acme'
export const eva = { kind: 'user', who: { name: 'Eva', email: 'eva@example.org' } } as const
export const officer = { kind: 'user', who: { name: 'Officer' } } as const

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-events-'))
  folders.push(folder)
  return folder
}

export function homeIn(folder: string): LedgerHome {
  return ledgerHome(join(folder, 'data'), join(folder, 'config'), origin)
}

export async function newHome(): Promise<LedgerHome> {
  const home = homeIn(newFolder())
  await createEventLedger(home, { organisation: 'Acme' })
  return home
}

/** A ULID made of a number. */
export function idOf(number: number): string {
  return `01J${String(number).padStart(23, '0')}`
}

export function triage(number: number, more: Partial<EventDraft> = {}): EventDraft {
  const data = { vulnerability: `CVE-2026-${number}`, decision: 'not_affected', component: 'braces' }
  return { id: idOf(number), type: 'vuln.triaged', actor: eva, product: 'gateway', data, ...more }
}

export type Fault = 'fail' | 'lie' | 'half'

export interface BrokenDisk {
  readonly disk: LedgerDisk
  /** Changes asked for so far. */
  readonly steps: () => number
}

/** The machine's disk; change number `at` goes wrong, and every one after it: the process is as good as dead. */
export function breakDisk(at: number, fault: Fault): BrokenDisk {
  let steps = 0
  const change = async (work: (half: boolean) => Promise<void>): Promise<void> => {
    steps++
    if (steps < at) {
      await work(false)
      return
    }
    if (steps === at && fault !== 'fail') await work(fault === 'half')
    throw Object.assign(new Error('broken by the test'), { code: 'EIO' })
  }
  const cut = (bytes: Uint8Array, half: boolean): Uint8Array =>
    half ? bytes.subarray(0, bytes.length >> 1) : bytes
  const disk: LedgerDisk = {
    ...nodeDisk,
    write: (path, bytes) => change((half) => nodeDisk.write(path, cut(bytes, half))),
    writeAt: (path, bytes, offset) => change((half) => nodeDisk.writeAt(path, cut(bytes, half), offset)),
    sync: (path) => change(() => nodeDisk.sync(path)),
    rename: (from, to) => change(() => nodeDisk.rename(from, to)),
    makeFolder: (path) => change(() => nodeDisk.makeFolder(path)),
    syncFolder: (path) => change(() => nodeDisk.syncFolder(path)),
    remove: (path) => change(() => nodeDisk.remove(path)),
    openAppend: async (path): Promise<AppendFile> => {
      const file = await nodeDisk.openAppend(path)
      return {
        append: (bytes) => change((half) => file.append(cut(bytes, half))),
        close: () => file.close(),
      }
    },
  }
  return { disk, steps: () => steps }
}
