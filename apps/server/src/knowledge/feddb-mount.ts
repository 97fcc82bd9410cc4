/** FedDB for machines under its own paths (`/v1`, `/api/packages`, …), where the settings switch it on. Behaves as `db serve`. */
import { openFeddb } from '@occtet/toolkit/adapters'
import { createFeddbApp } from '../feddb/index.ts'
import type { Kernel } from '../kernel/model.ts'
import { clockOf } from './store.ts'

export interface FeddbMount {
  /** Undefined where the path is none of its own. */
  readonly answer: (request: Request) => Promise<Response | undefined>
  readonly close: () => void
}

const own =
  /^\/(?:v1\/(?:query|querybatch|vulns)|feddb|api\/(?:aliases|feddb|packages|v3|validate|vulnerabilities))(?:\/|$)/

export function createFeddbMount(kernel: Kernel): FeddbMount {
  const { feddbDir, maxAgeDays } = kernel.settings
  const clock = clockOf(kernel)
  const app = createFeddbApp({
    openStore: () => openFeddb(feddbDir, clock, maxAgeDays),
    snapshotDir: feddbDir,
    clock,
    log: ({ route, status, milliseconds, method }) =>
      kernel.log({ level: 'info', what: 'feddb', route, method, status, milliseconds }),
  })
  return {
    answer: async (request) => (own.test(new URL(request.url).pathname) ? app.fetch(request) : undefined),
    close: () => app.close(),
  }
}
