/** The rule about clocks (ledger reference, section 1.6): order is by place, and a clock that went back is told, not believed. */
import type { EventDraft, LedgerEvent } from '../../../ledger/index.ts'
import type { EventStore } from './event-store.ts'
import type { TenantKey } from './tenant-key.ts'
import type { VaultReader } from './vault.ts'

/** An event may say an earlier time than the newest before it by so many milliseconds. */
const MAX_BACKWARD = 5000
/** One alarm in so many milliseconds, however many events come. */
const ALARM_EVERY = 60_000
/** Entries at the end of the log among which the newest time is looked for when it is opened. */
const LOOK_BACK = 1024
const ALARM_TYPE = 'alarm.raised'
const ALARM = 'CLOCK_BACKWARD'

export interface ClockParts {
  readonly origin: string
  readonly vault: VaultReader
  readonly tenant: TenantKey
  readonly store: EventStore
  readonly size: () => bigint
  /** Milliseconds since 1970; the clock that may go back. */
  readonly now: () => number
  /** Milliseconds since any moment; never goes back. */
  readonly elapsed: () => number
}

export class ClockWatch {
  readonly #parts: ClockParts
  /** The latest time that an event of the log says. */
  #newest: number | undefined
  #lastAlarm = Number.NEGATIVE_INFINITY

  constructor(parts: ClockParts) {
    this.#parts = parts
  }

  /** Events about to be recorded, in their order. The alarm that has to be recorded with them, if one is due. */
  check(events: readonly Pick<LedgerEvent, 'id' | 'time'>[]): EventDraft | undefined {
    let newest = (this.#newest ??= this.#look())
    let message: string | undefined
    for (const { id, time } of events) {
      const at = Date.parse(time)
      if (at < newest - MAX_BACKWARD) {
        message ??= `event ${id} says ${time}; an event before it says ${new Date(newest).toISOString()}`
      }
      newest = Math.max(newest, at)
    }
    this.#newest = newest
    const elapsed = this.#parts.elapsed()
    if (message === undefined || elapsed - this.#lastAlarm < ALARM_EVERY) return undefined
    this.#lastAlarm = elapsed
    return {
      type: ALARM_TYPE,
      actor: { kind: 'service', who: { name: 'occtet' } },
      data: { alarm: ALARM, message, origin: this.#parts.origin },
    }
  }

  /** What this process did not see: the newest time, and whether another process raised the alarm just now. */
  #look(): number {
    const { vault, tenant, size, now, elapsed } = this.#parts
    const alarms = Buffer.from(tenant.tag('type', ALARM_TYPE))
    const end = Number(size())
    let newest = Number.NEGATIVE_INFINITY
    for (const [index, slot] of vault.slotsOf(Math.max(0, end - LOOK_BACK), end)) {
      newest = Math.max(newest, slot.time)
      const age = Math.abs(now() - slot.time)
      if (age < ALARM_EVERY && alarms.equals(slot.typeTag) && this.#isOurs(index)) {
        this.#lastAlarm = Math.max(this.#lastAlarm, elapsed() - age)
      }
    }
    return newest
  }

  #isOurs(index: number): boolean {
    const stored = this.#parts.store.event(BigInt(index))
    return stored !== undefined && 'event' in stored && stored.event.data['alarm'] === ALARM
  }
}
