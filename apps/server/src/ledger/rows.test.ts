import type { StoredEvent } from '@occtet/toolkit/adapters'
import { expect, it } from 'vitest'
import { isPrivate } from './rows.ts'

it.each([
  ['config.changed', { setting: 'report R-20261122-ABCDEFGHJK acknowledged' }, true],
  ['config.changed', { setting: 'report form' }, false],
  ['config.changed', { setting: 'public page' }, false],
  ['decision.made', { isPrivate: true }, true],
  ['case.opened', { caseId: 'AEV-2026-001' }, true],
])('%s with %o is kept from those who may not read private things: %s', (type, data, is) => {
  const stored = { state: 'sealed', index: 0n, event: { type, data } } as unknown as StoredEvent
  expect(isPrivate(stored)).toBe(is)
})
