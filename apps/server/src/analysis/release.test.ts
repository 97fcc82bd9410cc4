/** From an upload to inventory, findings, tree, ways, SBOM and diff, through the app in process, on both databases. */
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestCaller, type TestServer } from '../testing/server.ts'
import { openReleaseDesk } from '../products/desk.ts'
import { analyseJob } from './analyse-job.ts'
import { runJobs } from './testing/run-jobs.ts'

const base = '/api/orgs/alpha/products'

/** `leaf` is asked for by two others; lodash 4.17.20 has advisories in the set that ships with the program. */
function lock(lodash: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': {
        name: 'shop',
        version: '1.0.0',
        dependencies: { lodash: '*', alpha: '*' },
        devDependencies: { beta: '*' },
      },
      'node_modules/lodash': { version: lodash, license: 'MIT' },
      'node_modules/alpha': { version: '1.0.0', dependencies: { leaf: '1.0.0' } },
      'node_modules/beta': { version: '2.0.0', dev: true, dependencies: { leaf: '1.0.0' } },
      'node_modules/leaf': { version: '1.0.0', license: 'ISC' },
      ...more,
    },
  })
}

/** A JSON object of an answer; what a test looks into is listed, the rest stays unknown. */
interface Body extends Readonly<Record<string, unknown>> {
  readonly rows: readonly Row[]
  readonly nodes: readonly { readonly name: string; readonly depth: number }[]
  readonly components: readonly unknown[]
  readonly counts: { readonly findingsNew?: number }
  readonly modification: { readonly note?: unknown }
  readonly next?: string
}

interface Row extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly purl: string
  readonly slug: string
  readonly children: number
  readonly report: unknown
}

async function body(response: Response): Promise<Body> {
  return (await response.json()) as Body
}

async function make(server: TestServer, text = lock('4.17.20'), version = '1.0'): Promise<TestCaller> {
  const owner = server.as('owner')
  await owner.send('POST', base, { name: 'The shop', slug: 'shop' })
  expect((await owner.send('POST', `${base}/shop/releases`, { version, isCurrent: true })).status).toBe(201)
  const sent = await owner.send(
    'POST',
    `${base}/shop/releases/${version}/uploads?name=package-lock.json`,
    text,
  )
  expect(sent.status).toBe(202)
  await runJobs(server.kernel, server.alpha, [analyseJob])
  return owner
}

describeStores('a release from upload to page', (stores) => {
  test('components, counts, tree, ways and graph', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = await make(server)
    const summary = await body(await owner.get(`${base}/shop/releases/current/inventory`))
    expect(summary).toMatchObject({
      version: '1.0',
      components: 4,
      direct: 3,
      licensed: 2,
      isAtLeast: false,
      isThin: true,
    })
    expect(summary['findings']).toBeGreaterThan(0)
    const page = await body(await owner.get(`${base}/shop/releases/1.0/components?sort=name`))
    expect(page.rows.map((row) => row.name)).toEqual(['alpha', 'beta', 'leaf', 'lodash'])
    expect(page['total']).toBe(4)
    const worst = await body(await owner.get(`${base}/shop/releases/1.0/components?worst=any`))
    expect(worst.rows.map((row) => row.name)).toEqual(['lodash'])
    const roots = await body(await owner.get(`${base}/shop/releases/1.0/tree`))
    expect(roots.rows.map((row) => [row.name, row.children])).toEqual([
      ['alpha', 1],
      ['beta', 1],
      ['lodash', 0],
    ])
    const leaf = await body(await owner.get(`${base}/shop/releases/1.0/component?purl=pkg:npm/leaf@1.0.0`))
    expect(leaf['paths']).toEqual([
      ['pkg:npm/alpha@1.0.0', 'pkg:npm/leaf@1.0.0'],
      ['pkg:npm/beta@2.0.0', 'pkg:npm/leaf@1.0.0'],
    ])
    expect(leaf['evidence']).toEqual([{ path: 'package-lock.json', line: 1 }])
    expect(leaf).toMatchObject({
      dependentCount: 2,
      declaredLicenses: ['ISC'],
      component: { relation: 'transitive' },
    })
    const graph = await body(await owner.get(`${base}/shop/releases/1.0/graph?purl=pkg:npm/leaf@1.0.0`))
    expect(graph.nodes.map((node) => [node.name, node.depth]).sort()).toEqual([
      ['alpha', 1],
      ['beta', 1],
      ['leaf', 2],
    ])
    expect(graph['edges']).toHaveLength(2)
    expect(graph['isCut']).toBe(false)
  })

  test('each file says what its format cannot state, and only where it was read', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = await make(server)
    const put = async (name: string, text: string): Promise<void> => {
      const path = `${base}/shop/releases/1.0/uploads?name=${name}`
      expect((await owner.send('POST', path, text)).status).toBeLessThan(300)
    }
    await put('requirements.txt', 'flask==3.0.0\n')
    await put('yarn.lock', 'no lock file at all {{{')
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const { rows } = await body(await owner.get(`${base}/shop/releases/1.0/files`))
    const limits = rows.map((row) => [row['path'], row['status'], row['limits']])
    expect(limits).toContainEqual(['package-lock.json', 'parsed', undefined])
    expect(limits).toContainEqual(['requirements.txt', 'parsed', ['partial', 'scope']])
    expect(limits).toContainEqual(['yarn.lock', 'unreadable', undefined])
  })

  test('pages follow each other without gap and without repetition, in each order', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const more = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `node_modules/p${at % 7}-${at}`,
        { version: `1.${at}.0`, ...(at % 3 === 0 ? { license: 'MIT' } : {}) },
      ]),
    )
    const owner = await make(server, lock('4.17.20', more))
    for (const sort of ['name', 'worst', 'findings', 'license']) {
      const seen: string[] = []
      let next = ''
      do {
        const page = await body(
          await owner.get(`${base}/shop/releases/1.0/components?sort=${sort}&limit=7${next}`),
        )
        seen.push(...page.rows.map((row) => row.purl))
        next = page.next === undefined ? '' : `&cursor=${page.next}`
      } while (next !== '')
      expect(seen).toHaveLength(64)
      expect(new Set(seen).size).toBe(64)
    }
    expect((await owner.get(`${base}/shop/releases/1.0/components?cursor=x`)).status).toBe(400)
  })

  test('the same bytes again change nothing; other bytes take their place', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = await make(server)
    const path = `${base}/shop/releases/1.0/uploads?name=package-lock.json`
    const again = await body(await owner.send('POST', path, lock('4.17.20')))
    expect(again).toMatchObject({ isNew: false })
    expect(again['job']).toBeUndefined()
    expect(await runJobs(server.kernel, server.alpha, [analyseJob])).toEqual([])
    expect(await body(await owner.send('POST', path, lock('4.17.21')))).toMatchObject({ isNew: true })
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const { rows } = await body(await owner.get(`${base}/shop/releases/1.0/uploads`))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.report).toMatchObject({ status: 'parsed', fileCount: 1 })
  })

  test('an analysis that runs twice leaves the same rows', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = await make(server)
    const read = async (): Promise<unknown> => [
      await body(await owner.get(`${base}/shop/releases/1.0/components`)),
      await server.alpha.db
        .selectFrom('finding')
        .selectAll()
        .where('org_id', '=', server.alpha.id)
        .orderBy('position')
        .execute(),
    ]
    const before = await read()
    expect((await owner.send('POST', `${base}/shop/releases/1.0/analyse`)).status).toBe(202)
    await runJobs(server.kernel, server.alpha, [analyseJob])
    expect(await read()).toEqual(before)
  })

  test('the desk holds what was found, and unknown where nobody looked', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = await make(server)
    const desk = await openReleaseDesk(server.alpha, 'shop', 'current')
    expect(desk?.subject).toMatchObject({ id: 'shop', name: 'The shop', version: '1.0' })
    expect((await desk?.inventory())?.components).toHaveLength(5)
    const findings = (await desk?.findings())?.findings ?? []
    expect(findings.map(({ priority }) => priority?.rank)).toEqual(findings.map((_, at) => at + 1))
    expect(await desk?.evidence()).toBeUndefined()
    expect(await desk?.files()).toBeUndefined()
    expect((await desk?.profile())?.product.name).toBe('The shop')
    expect(await openReleaseDesk(server.beta, 'shop', 'current')).toBeUndefined()
    await owner.send('POST', `${base}/shop/releases`, { version: '2.0' })
    const blank = await openReleaseDesk(server.alpha, 'shop', '2.0')
    expect(await blank?.inventory()).toBeUndefined()
    expect(await blank?.findings()).toBeUndefined()
    const view = await body(await owner.get(`${base}/shop/releases/2.0`))
    expect(view.counts).toEqual({})
    expect((await owner.get(`${base}/shop/releases/2.0/sbom`)).status).toBe(409)
  })

  test('an SBOM goes out and comes in again as the same components', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = await make(server)
    for (const format of ['cyclonedx', 'spdx']) {
      const file = await owner.get(`${base}/shop/releases/1.0/sbom?format=${format}`)
      expect(file.status).toBe(200)
      const bytes = new Uint8Array(await file.arrayBuffer())
      await owner.send('POST', `${base}/shop/releases`, { version: format })
      const sent = await owner.send('POST', `${base}/shop/releases/${format}/uploads?name=bom.json`, bytes)
      expect(await body(sent)).toMatchObject({ upload: { kind: 'sbom' } })
      await runJobs(server.kernel, server.alpha, [analyseJob])
      const rows = await body(await owner.get(`${base}/shop/releases/${format}/components?sort=name`))
      expect(rows.rows.map((row) => row.purl)).toEqual([
        'pkg:npm/alpha@1.0.0',
        'pkg:npm/beta@2.0.0',
        'pkg:npm/leaf@1.0.0',
        'pkg:npm/lodash@4.17.20',
      ])
    }
  })

  test('the diff of two releases, by consequence, and the note on it', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = await make(server, lock('4.17.21'))
    await make(
      server,
      lock('4.17.20', {
        'node_modules/fresh': { version: '1.0.0' },
        'node_modules/leaf': { version: '2.0.0', license: 'MIT' },
      }),
      '2.0',
    )
    const diff = await body(await owner.get(`${base}/shop/diff?from=1.0&to=2.0`))
    expect(diff.counts).toMatchObject({ added: 1, removed: 0, upgraded: 1, downgraded: 1, licenses: 1 })
    expect(diff.components[0]).toMatchObject({
      kind: 'downgraded',
      name: 'lodash',
      from: ['4.17.21'],
      to: ['4.17.20'],
    })
    expect(diff.counts.findingsNew).toBeGreaterThan(0)
    expect(diff.modification).toEqual({ newDirect: 0, newTypes: [], newRuntime: 1 })
    const note = { from: '1.0', to: '2.0', answer: 'unsure', reason: 'ask the assessor' }
    expect((await owner.send('POST', `${base}/shop/diff/note`, note)).status).toBe(201)
    const after = await body(await owner.get(`${base}/shop/diff?from=1.0&to=2.0`))
    expect(after.modification.note).toMatchObject({
      answer: 'unsure',
      reason: 'ask the assessor',
      by: 'Person owner',
    })
    const same = await body(await owner.get(`${base}/shop/diff?from=1.0&to=1.0`))
    expect(same.components).toEqual([])
    expect((await owner.get(`${base}/shop/diff?from=1.0&to=9`)).status).toBe(404)
  })

  test('products: names that clash or give no slug, renaming, archiving, guests', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = server.as('owner')
    expect((await owner.send('POST', base, { name: 'Überwachung & Co.' })).status).toBe(201)
    expect((await owner.get(`${base}/uberwachung-co`)).status).toBe(200)
    expect((await owner.send('POST', base, { name: 'uberwachung co' })).status).toBe(409)
    expect((await owner.send('POST', base, { name: '製品' })).status).toBe(422)
    expect((await owner.send('POST', base, { name: 'X', version: 'current' })).status).toBe(422)
    expect((await owner.get(`${base}/x`)).status).toBe(404)
    await owner.send('POST', base, { name: 'Shown', slug: 'shown', version: '1' })
    const guest = await body(await server.as('guest').get(base))
    expect(guest.rows.map((row) => row.slug)).toEqual(['shown'])
    await owner.send('PATCH', `${base}/shown`, { name: 'Seen' })
    const desk = await openReleaseDesk(server.alpha, 'shown', 'current')
    expect((await desk?.profile())?.product.name).toBe('Seen')
    await owner.send('PATCH', `${base}/shown`, { isArchived: true })
    const open = await body(await owner.get(base))
    expect(open.rows.map((row) => row.slug)).toEqual(['uberwachung-co'])
    expect((await server.stranger.get(base)).status).toBe(404)
  })
})
