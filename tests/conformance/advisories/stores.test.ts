/** Both stores meet the one contract: the one in memory, and the one on disk after an import. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { importSources, openFeddb } from '../../../packages/toolkit/src/adapters/feddb/index.ts'
import { createMemoryStore } from '../../../packages/toolkit/src/advisories/index.ts'
import { checkStoreContract, contractNow, contractSources } from './store-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-contract-'))

beforeAll(async () => {
  for (const { name, ecosystem, format, asOf, records } of contractSources) {
    const files = join(folder, name, ecosystem ?? 'all')
    mkdirSync(files, { recursive: true })
    for (const [at, record] of records.entries()) writeFileSync(join(files, `${at}.json`), record)
    await importSources([files], {
      dir: join(folder, 'feddb'),
      clock: () => contractNow,
      asOf,
      source: name,
      ...(format === undefined ? {} : { format }),
    })
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

checkStoreContract('memory', () => Promise.resolve(createMemoryStore(contractSources, () => contractNow)))
checkStoreContract('disk', () => Promise.resolve(openFeddb(join(folder, 'feddb'), () => contractNow)))
