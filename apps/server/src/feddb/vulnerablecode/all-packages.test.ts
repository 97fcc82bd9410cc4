/** Lists of everything: whole or visibly broken, at the client's pace, and never too many at once. */
import type { AdvisoryClaim } from '@occtet/toolkit/model'
import { expect, test } from 'vitest'
import { post, sampleApp } from '../testing/sample.ts'

function claim(name: string, more: Partial<AdvisoryClaim> = {}): AdvisoryClaim {
  return {
    record: `R-${name}`,
    source: 's',
    digest: '0'.repeat(64),
    ecosystem: 'npm',
    name,
    aliases: [],
    isMalicious: false,
    ranges: [],
    versions: [],
    severity: [],
    ...more,
  }
}

const packages: readonly (readonly AdvisoryClaim[])[] = [
  [
    claim('@a/listed', { versions: ['1.0.0', '1.0.1'] }),
    claim('@a/listed', { versions: ['1.0.1', '2.0.0'] }),
  ],
  [claim('gone', { withdrawn: '2026-01-01T00:00:00Z', versions: ['1.0.0'] })],
  [claim('ranges-only'), claim('ranges-only', { versions: ['3.0.0'] })],
  [claim('curl', { ecosystem: 'Debian:12', versions: ['7.88.1-10'] })],
]
const purls = [
  'pkg:npm/%40a/listed@1.0.0',
  'pkg:npm/%40a/listed@1.0.1',
  'pkg:npm/%40a/listed@2.0.0',
  'pkg:npm/ranges-only',
  'pkg:npm/ranges-only@3.0.0',
  'pkg:deb/debian/curl@7.88.1-10?distro=12',
]
const empty = post({ purls: [] })

test('v1 and v3: versions that are listed, packages where only ranges are, nothing that was withdrawn', async () => {
  const app = sampleApp({ listPackages: () => packages })
  expect(await (await app.request('/api/packages/all')).json()).toEqual(purls)
  expect(await (await app.request('/api/v3/packages', empty)).json()).toEqual({
    count: purls.length,
    next: null,
    previous: null,
    results: purls,
  })
  const none = sampleApp({ listPackages: () => [] })
  expect(await (await none.request('/api/packages/all/')).json()).toEqual([])
  for (const more of [{ details: true }, { ignore_qualifiers_subpath: true }, { max_advisories: 0 }]) {
    expect((await app.request('/api/v3/packages', post({ purls: [], ...more }))).status).toBe(400)
  }
  expect((await sampleApp().request('/api/v3/packages', empty)).status).toBe(501)
})

test('a million versions: read at the pace of the client, ended with it', async () => {
  let taken = 0
  let isReleased = false
  function* endless(): Generator<readonly AdvisoryClaim[]> {
    try {
      for (;;) yield [claim(`package-${taken++}`)]
    } finally {
      isReleased = true
    }
  }
  const app = sampleApp({ listPackages: endless })
  const response = await app.request('/api/packages/all')
  expect(taken).toBe(0)
  const reader = response.body?.getReader()
  const first = await reader?.read()
  expect([first?.done, taken < 10_000, isReleased]).toEqual([false, true, false])
  await reader?.cancel()
  expect(isReleased).toBe(true)
})

test('a failure on the way breaks the answer instead of ending it', async () => {
  const app = sampleApp({
    listPackages: function* () {
      yield* packages
      throw new Error('the disk is gone')
    },
  })
  await expect((await app.request('/api/packages/all')).text()).rejects.toThrow('the disk is gone')
  expect((await app.request('/api/packages/all')).status).toBe(200)
})

test('two lists at once; the third waits until one is read, left, or failed', async () => {
  const app = sampleApp({ listPackages: () => packages })
  const left = new AbortController()
  const ask = async (init: RequestInit = {}): Promise<Response> => app.request('/api/packages/all', init)
  expect((await ask({ method: 'HEAD' })).status).toBe(200)
  const [one] = [await ask(), await ask({ signal: left.signal })]
  expect((await ask()).status).toBe(503)
  await one?.text()
  const other = await ask()
  expect([other.status, (await ask()).status]).toEqual([200, 503])
  left.abort()
  expect((await ask()).status).toBe(200)
})
