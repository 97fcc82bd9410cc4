/** Each kind of entry is one event, and nothing that was told before is told again. */
import { expect, test } from 'vitest'
import { decided } from './testing/sample.ts'
import { addEntry } from './transitions.ts'
import { decisionEvents } from './ledger-events.ts'

const at = '2026-11-22T18:00:00Z'

test('only what is new is told, of the file as it then is', () => {
  const first = decided()
  const noted = addEntry(first, { kind: 'note', at, by: 'developer', reason: 'looked again' })
  const revoked = addEntry(first, { kind: 'revoke', at, by: 'developer', reason: 'wrong' })
  if (!noted.ok || !revoked.ok) throw new Error('the steps are allowed')
  const types = (after: typeof first, before?: typeof first) =>
    decisionEvents({ product: 'app', isPrivate: false }, after, before).map(({ type }) => type)
  expect(types(first)).toEqual(['vuln.triaged'])
  expect(types(noted.value, first)).toEqual(['vuln.noted'])
  expect(types(revoked.value, first)).toEqual(['vuln.reopened'])
  expect(types(noted.value)).toEqual(['vuln.triaged', 'vuln.noted'])
  expect(types(first, first)).toEqual([])
})

test('what is kept back is marked, and only that', () => {
  const [open] = decisionEvents({ product: 'app', isPrivate: false }, decided(), undefined)
  const [kept] = decisionEvents({ product: 'app', isPrivate: true }, decided(), undefined)
  expect(open?.data).not.toHaveProperty('isPrivate')
  expect(kept?.data).toMatchObject({ isPrivate: true })
})
