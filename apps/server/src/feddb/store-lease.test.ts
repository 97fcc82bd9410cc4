import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '@occtet/toolkit/advisories'
import { expect, test } from 'vitest'
import { StoreLease } from './store-lease.ts'

function leaseOver(snapshotDir: string) {
  const events: string[] = []
  let count = 0
  let isBroken = false
  const stores = new StoreLease({
    snapshotDir,
    openStore: () => {
      if (isBroken) throw new Error('broken')
      const name = `store ${count++}`
      events.push(`open ${name}`)
      return { ...createMemoryStore([], () => 0), asOf: name, close: () => void events.push(`close ${name}`) }
    },
  })
  return { stores, events, breakIt: (broken: boolean) => void (isBroken = broken) }
}

test('a request keeps its store while a newer one answers others; it is closed when the last is done', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'occtet-lease-'))
  writeFileSync(join(dir, 'CURRENT'), '1')
  const { stores, events } = leaseOver(dir)
  let finish = (): void => undefined
  const long = stores.use(async (store) => {
    await new Promise<void>((resolve) => (finish = resolve))
    return store.asOf
  })
  writeFileSync(join(dir, 'CURRENT'), '2')
  expect(await stores.use((store) => store.asOf)).toBe('store 1')
  expect(events).toEqual(['open store 0', 'open store 1'])
  finish()
  expect(await long).toBe('store 0')
  expect(events).toEqual(['open store 0', 'open store 1', 'close store 0'])
  stores.close()
  expect(events.at(-1)).toBe('close store 1')
})

test('a newer snapshot that cannot be opened leaves the old one answering, and is tried again', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'occtet-lease-'))
  writeFileSync(join(dir, 'CURRENT'), '1')
  const { stores, breakIt } = leaseOver(dir)
  expect(await stores.use((store) => store.asOf)).toBe('store 0')
  writeFileSync(join(dir, 'CURRENT'), '2')
  breakIt(true)
  expect(await stores.use((store) => store.asOf)).toBe('store 0')
  breakIt(false)
  expect(await stores.use((store) => store.asOf)).toBe('store 1')
})

test('work that fails gives its store back', async () => {
  const { stores, events } = leaseOver('/nowhere')
  await expect(stores.use(() => Promise.reject(new Error('x')))).rejects.toThrow('x')
  stores.close()
  expect(events).toEqual(['open store 0', 'close store 0'])
})
