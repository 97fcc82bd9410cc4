/** What a process that records and erases events does until it is killed. Imports nothing that cannot be bundled. */
import { appendFileSync } from 'node:fs'
import {
  type LedgerHome,
  openEventLedger,
} from '../../../packages/toolkit/src/adapters/ledger/events/index.ts'
import type { EventDraft } from '../../../packages/toolkit/src/ledger/index.ts'

/** What a process is told. */
export interface EventWork {
  readonly home: LedgerHome
  readonly ackPath: string
  /** Number of the first event. */
  readonly from: number
  readonly rounds: number
}

export function draftOf(number: number): EventDraft {
  const person = number % 7
  return {
    id: `01J${String(number).padStart(23, '0')}`,
    type: 'vuln.triaged',
    actor: { kind: 'user', who: { name: `Person ${person}`, email: `person${person}@example.org` } },
    product: `product-${number % 3}`,
    data: { vulnerability: `CVE-2026-${number}`, decision: 'affected' },
    ...(number % 11 === 0 ? { caseId: `C-${number % 5}` } : {}),
  }
}

/** Runs in the process that is killed: records, erases and publishes by turns, notes each acknowledgement. */
export async function work({ home, ackPath, from, rounds }: EventWork): Promise<void> {
  const ledger = await openEventLedger(home)
  let next = from
  for (let round = 0; round < rounds; round++) {
    const numbers = Array.from({ length: 1 + ((round * 29) % 60) }, (_, at) => next + at)
    const places = await ledger.record(numbers.map(draftOf))
    appendFileSync(ackPath, places.map(({ index }, at) => `${next + at} ${index}\n`).join(''))
    next += numbers.length
    if (round % 3 === 1) {
      const person = `person${round % 7}@example.org`
      await ledger.erase({ person }, round % 2 === 0 ? 'disclosures' : 'key', {
        reason: 'asked',
        legalGround: { kind: 'data-subject-request' },
        actor: { kind: 'user', who: { name: 'Officer' } },
      })
      appendFileSync(ackPath, `erased ${person}\n`)
    }
    if (round % 3 === 2) await ledger.publish()
  }
  await ledger.close()
}
