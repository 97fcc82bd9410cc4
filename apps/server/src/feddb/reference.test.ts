/** The reference page says what the app does: routes, codes, limits, and examples that work. */
import { readFileSync } from 'node:fs'
import { ok } from '@occtet/toolkit/base'
import { createMemoryStore } from '@occtet/toolkit/advisories'
import { expect, test } from 'vitest'
import { problemCodes } from './http/respond.ts'
import { defaultLimits } from './options.ts'
import { now, sampleApp, sources } from './testing/sample.ts'

const page = readFileSync(new URL('../../../../docs/reference/feddb-api.md', import.meta.url), 'utf8')

/** A name for a part of the path is the reader's; the place of it is the app's. */
function placesOf(route: string): string {
  return route.replace(/\{[a-z]+\}|:[a-z]+|\*/g, '…')
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort()
}

test('every route is named, and every named route is there', () => {
  const named = [...page.matchAll(/^\| `((?:GET|POST) [^`]+)` \|/gm)].map(([, route = '']) => route)
  expect(sorted(named.map(placesOf))).toEqual(sorted(sampleApp().routes.map(placesOf)))
  expect(named.length).toBe(new Set(named).size)
})

test('every code of a problem is named, and no other', () => {
  const problems = page.slice(page.indexOf('## Problems'))
  const named = [...problems.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, code = '']) => code)
  expect(sorted(named)).toEqual(sorted(problemCodes))
})

test('the limits are those of the code', () => {
  const text = page.slice(page.indexOf('## Limits'), page.indexOf('## Problems')).replaceAll('\n', ' ')
  const mib = (bytes: number): string => `${bytes / 1024 / 1024} MiB`
  const { osvBodyBytes, bodyBytes, heldBytes, concurrent, purls, proofs } = defaultLimits
  for (const said of [
    `${mib(osvBodyBytes)} on \`/v1\`, ${mib(bodyBytes)} elsewhere; ${mib(heldBytes)} together`,
    `${concurrent} requests at once`,
    `${purls.toLocaleString('en-GB')} purls a request, ${proofs} with proofs`,
  ]) {
    expect(text).toContain(said)
  }
})

test('the examples work', async () => {
  const store = createMemoryStore(sources, () => now)
  const app = sampleApp({
    prove: () => ok({ entry: { root: store.snapshot.root } }),
    listPackages: () => [],
  })
  const examples = [...page.matchAll(/^curl (?:-d '([^']+)' )?"\$NODE([^"]+)"$/gm)]
  expect(examples.length).toBe(page.match(/^curl /gm)?.length)
  for (const [, body, path = ''] of examples) {
    const response = await app.request(path, body === undefined ? {} : { method: 'POST', body })
    const text = await response.text()
    // Each asks about something that the sample knows: an empty answer would show nothing.
    expect([path, response.status, path.endsWith('/all') || text.includes('87pp')]).toEqual([path, 200, true])
  }
})
