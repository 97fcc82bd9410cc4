/** A clock that goes back is told by an alarm in the log, and stops nothing (ledger reference, section 1.6). */
import { expect, test } from 'vitest'
import {
  checkEvents,
  createEventLedger,
  type EventLedger,
  type LedgerHome,
  openEventLedger,
} from '../../../packages/toolkit/src/adapters/ledger/events/index.ts'
import { eva, homeIn, idOf, newFolder, origin, triage } from './event-parts.ts'

const START = Date.parse('2026-11-22T12:00:00.000Z')

interface Run {
  readonly home: LedgerHome
  /** Both clocks; tests move them. */
  readonly clock: { wall: number; elapsed: number }
  readonly open: () => Promise<EventLedger>
}

async function begin(): Promise<Run> {
  const home = homeIn(newFolder())
  const clock = { wall: START, elapsed: 0 }
  const options = { now: () => clock.wall, elapsed: () => clock.elapsed }
  await createEventLedger(home, { organisation: 'Acme', ...options })
  return { home, clock, open: () => openEventLedger(home, options) }
}

function messagesOf(ledger: EventLedger): readonly string[] {
  return ledger
    .events({ limit: 100 })
    .events.flatMap((stored) =>
      'event' in stored && stored.event.type === 'alarm.raised'
        ? [JSON.stringify(stored.event.data['message'])]
        : [],
    )
}

test('five seconds back are borne, more are told with both times; the event keeps its place', async () => {
  const { home, clock, open } = await begin()
  const ledger = await open()
  clock.wall += 60_000
  await ledger.record([triage(1)])
  clock.wall -= 5000
  await ledger.record([triage(2)])
  expect(messagesOf(ledger)).toEqual([])
  clock.wall -= 1
  const [late] = await ledger.record([triage(3)])
  expect(late).toMatchObject({ index: 4n, isNew: true })
  // In the same batch: durable together.
  expect(ledger.size).toBe(6n)
  expect(ledger.event(5n)).toMatchObject({
    event: {
      type: 'alarm.raised',
      time: '2026-11-22T12:00:54.999Z',
      actor: { kind: 'service' },
      data: {
        alarm: 'CLOCK_BACKWARD',
        message: `event ${idOf(3)} says 2026-11-22T12:00:54.999Z; an event before it says 2026-11-22T12:01:00.000Z`,
        origin,
      },
    },
  })
  await ledger.close()
  expect((await checkEvents(home)).faults).toEqual([])
})

test('a time that a producer gives counts as well, also within one batch', async () => {
  const { open } = await begin()
  const ledger = await open()
  await ledger.record([
    triage(1, { time: '2026-11-22T12:30:00.000Z' }),
    triage(2, { time: '2026-11-22T12:29:54.999Z' }),
    triage(3, { time: '2026-11-22T12:30:01.000Z' }),
  ])
  expect(messagesOf(ledger)).toHaveLength(1)
  expect(messagesOf(ledger)[0]).toContain(idOf(2))
  await ledger.close()
})

test('not more than one alarm a minute, however far the clock jumps and however often the ledger is opened', async () => {
  const { clock, open } = await begin()
  let ledger = await open()
  clock.wall += 600_000
  await ledger.record([triage(1)])
  clock.wall -= 300_000
  for (let number = 2; number < 62; number++) {
    clock.wall += 900
    clock.elapsed += 900
    await ledger.record([triage(number)])
  }
  expect(messagesOf(ledger)).toHaveLength(1)
  await ledger.close()
  // Another process, whose own time begins anew.
  clock.elapsed = 0
  ledger = await open()
  await ledger.record([triage(70)])
  expect(messagesOf(ledger)).toHaveLength(1)
  clock.wall += 60_000
  clock.elapsed += 60_000
  await ledger.record([triage(71), triage(72)])
  expect(messagesOf(ledger)).toHaveLength(2)
  await ledger.close()
})

test('a clock that goes to and fro does not flood the log', async () => {
  const { clock, open } = await begin()
  const ledger = await open()
  for (let number = 0; number < 40; number++) {
    clock.wall += number % 2 === 0 ? 3_600_000 : -3_600_000
    await ledger.record([triage(number)])
  }
  expect(messagesOf(ledger)).toHaveLength(1)
  await ledger.close()
})

test('beside a change of keys the alarm is signed by the new key, and everything verifies', async () => {
  const { home, clock, open } = await begin()
  const ledger = await open()
  clock.wall -= 3_600_000
  await ledger.rotateKey(eva)
  const { keyid } = ledger
  await ledger.close()
  const again = await open()
  expect(messagesOf(again)).toHaveLength(1)
  expect(again.open(again.size - 1n)?.envelope.signatures.map((row) => row.keyid)).toEqual([keyid])
  await again.close()
  expect((await checkEvents(home)).faults).toEqual([])
})
