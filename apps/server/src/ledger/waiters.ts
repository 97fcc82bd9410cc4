/** Requests that wait for their events to be recorded. */

interface Waiter {
  readonly missing: Set<string>
  readonly places: number[]
  readonly end: (places: readonly number[] | undefined) => void
}

export class Waiters {
  readonly #byEvent = new Map<string, Waiter>()

  /** Their places in the log; undefined when the time is over. Ids are nobody else's. */
  async wait(events: readonly string[], milliseconds: number): Promise<readonly number[] | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(undefined), milliseconds)
      const end = (places: readonly number[] | undefined): void => {
        clearTimeout(timer)
        for (const id of events) this.#byEvent.delete(id)
        resolve(places)
      }
      const waiter = { missing: new Set(events), places: [], end }
      for (const id of events) this.#byEvent.set(id, waiter)
    })
  }

  tell(places: ReadonlyMap<string, number>): void {
    for (const [id, place] of places) {
      const waiter = this.#byEvent.get(id)
      if (waiter === undefined || !waiter.missing.delete(id)) continue
      waiter.places.push(place)
      if (waiter.missing.size === 0) waiter.end(waiter.places)
    }
  }
}
