/** Whoever is bound to products sees those alone, in every list of the organisation and in every count, whatever else is there. */
import { type RouteShape, routes } from '@occtet/contract/api'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestCaller, type TestServer } from '../testing/server.ts'
import { addProduct, exploited, findingOf } from '../triage/testing/scene.ts'

const mine = [
  findingOf('pkg:npm/lodash@4.17.20', 'GHSA-aaaa-bbbb-cccc'),
  findingOf('pkg:npm/own@1.0.0', 'GHSA-own1-own1-own1', exploited),
]
/** In the other product: the same flaw, an exploited one, some in packages that only it has. */
const theirs = [
  findingOf('pkg:npm/lodash@4.17.20', 'GHSA-aaaa-bbbb-cccc'),
  findingOf('pkg:npm/lodash@4.17.19', 'GHSA-aaaa-bbbb-cccc'),
  findingOf('pkg:npm/secret-lib@2.0.0', 'GHSA-zzzz-zzzz-zzzz', exploited),
  findingOf('pkg:npm/secret-tool@3.0.0', 'GHSA-yyyy-yyyy-yyyy', { level: 'low', scope: 'development' }),
]

/** Reads of the whole organisation that someone bound to products may ask; what each is asked with. */
const reads = Object.entries(routes as Readonly<Record<string, RouteShape>>).filter(
  ([, { method, access, path, answer }]) =>
    method === 'GET' &&
    access.kind === 'organisation' &&
    access.isNarrowed === true &&
    answer.kind === 'json' &&
    [...path.matchAll(/:(\w+)/g)].length === 1,
)
const asked: Readonly<Record<string, readonly string[]>> = {
  'triage.queue': ['', '?state=all', '?is=runtime', '?q=secret'],
  'products.list': ['', '?q=the', '?archived=yes', '?limit=1'],
  'jobs.list': ['', '?product=hidden'],
  'feddb.search': ['?q=lodash', '?q=secret', '?q=pkg:npm/lodash'],
  'feddb.package': ['?purl=pkg:npm/lodash', '?purl=pkg:npm/secret-lib'],
  'feddb.containing': ['?purl=pkg:npm/lodash', '?purl=pkg:npm/secret-lib', '?purl=pkg:npm/lodash&limit=1'],
}

async function answers(caller: TestCaller): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {}
  for (const [id, { path }] of reads) {
    for (const query of asked[id] ?? ['']) {
      const response = await caller.get(path.replace(':org', 'alpha') + query)
      found[id + query] = [response.status, await response.json()]
    }
  }
  return found
}

async function addJob({ alpha }: TestServer, product?: string): Promise<void> {
  await alpha.change(async (change) =>
    change.enqueue({ kind: 'nothing', input: null, ...(product === undefined ? {} : { product }) }),
  )
}

it('knows every list that opens to those who are bound to products', () => {
  const ids = reads.map(([id]) => id)
  expect(ids).toEqual(
    expect.arrayContaining(['products.list', 'triage.queue', 'jobs.list', 'home.show', 'frame.show']),
  )
  expect(Object.keys(asked).filter((id) => !ids.includes(id))).toEqual([])
})

describeStores('bound to products', ({ open, engine }) => {
  it('nothing that happens in another product changes any answer', async () => {
    const wishes = fc.record({
      others: fc.uniqueArray(fc.constantFrom('hidden', 'apart', 'zoo'), { minLength: 1 }),
      findings: fc.subarray(theirs, { minLength: 1 }),
      hasJobs: fc.boolean(),
    })
    let seen = 0
    const property = fc.asyncProperty(wishes, async ({ others, findings, hasJobs }) => {
      const server = await createTestServer({ store: await open() })
      await addProduct(server.alpha, { slug: 'shown', findings: mine })
      await addJob(server, 'shown')
      const token = await server.token({ scopes: ['read', 'private.read'], product: 'shown' })
      const callers = [server.as('guest'), token]
      const before = await Promise.all(callers.map(answers))
      const whole = await answers(server.as('auditor'))
      for (const slug of others) await addProduct(server.alpha, { slug, findings })
      if (hasJobs) for (const slug of [...others, undefined]) await addJob(server, slug)
      expect(await Promise.all(callers.map(answers))).toEqual(before)
      // Somebody who sees all does see the difference: the comparison can fail.
      expect(await answers(server.as('auditor'))).not.toEqual(whole)
      const text = JSON.stringify(before[0])
      expect(text).toContain('own@1.0.0')
      seen++
    })
    await fc.assert(property, { numRuns: engine === 'sqlite' ? 4 : 2, endOnFailure: true })
    expect(seen).toBeGreaterThan(0)
  }, 180_000)
})
