/** The open store: replaced when a newer snapshot is published, closed when the last request that reads it is done. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import type { FeddbOptions } from './options.ts'

interface Held {
  readonly store: AdvisoryStore
  /** What CURRENT said before it was opened. */
  readonly current: string
  leases: number
  isRetired: boolean
}

/** One per app. `use` gives each request one store for all of its work, however many imports happen meanwhile. */
export class StoreLease {
  readonly #options: Pick<FeddbOptions, 'openStore' | 'snapshotDir'>
  #held: Held | undefined

  constructor(options: Pick<FeddbOptions, 'openStore' | 'snapshotDir'>) {
    this.#options = options
  }

  async use<T>(work: (store: AdvisoryStore) => Promise<T> | T): Promise<T> {
    const held = this.#newest()
    held.leases++
    try {
      return await work(held.store)
    } finally {
      held.leases--
      if (held.isRetired && held.leases === 0) held.store.close()
    }
  }

  /** Only when no request is under way any more. */
  close(): void {
    this.#retire()
  }

  #newest(): Held {
    const current = this.#readCurrent()
    const known = this.#held
    if (known !== undefined && known.current === current) return known
    try {
      const store = this.#options.openStore()
      this.#retire()
      this.#held = { store, current, leases: 0, isRetired: false }
      return this.#held
    } catch (cause) {
      // An import may have removed what it just replaced: the open snapshot still answers, and the next request tries again.
      if (known !== undefined) return known
      throw cause
    }
  }

  #retire(): void {
    const held = this.#held
    this.#held = undefined
    if (held === undefined) return
    held.isRetired = true
    if (held.leases === 0) held.store.close()
  }

  /** A hundred bytes, read anew for each request: cheaper than a watcher, and right on every file system. */
  #readCurrent(): string {
    const { snapshotDir } = this.#options
    if (snapshotDir === undefined) return ''
    try {
      return readFileSync(join(snapshotDir, 'CURRENT'), 'utf8')
    } catch {
      return ''
    }
  }
}
