/** The report of a release over HTTP: the page of the command line, with what was decided here. */
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import { addProduct, findingOf } from '../triage/testing/scene.ts'

const path = '/api/orgs/alpha'
const lodash = findingOf('pkg:npm/lodash@4.17.20', 'GHSA-aaaa-bbbb-cccc')

/** The data that the page shows. */
function dataOf(page: string): string {
  return /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
}

describeStores('the report', ({ open }) => {
  async function start(): Promise<TestServer> {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, { slug: 'shown', findings: [lodash] })
    return server
  }

  test('it is a file that stands alone, in the language that was asked for', async () => {
    const server = await start()
    const response = await server.as('owner').get(`${path}/products/shown/releases/current/report?lang=de`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="shown-1\.0\.0\.report\.html"/,
    )
    const page = await response.text()
    expect(page.includes('<html lang="de">')).toBe(true)
    // Links lead out; nothing is loaded from elsewhere.
    expect(/ src=|<link (?!rel="icon" href="data:)/.test(page)).toBe(false)
    expect(dataOf(page)).toContain('GHSA-aaaa-bbbb-cccc')
  })

  test('a decision is in it; without anything read there is no report', async () => {
    const server = await start()
    const release = `${path}/products/shown/releases/current`
    const open = await (await server.as('owner').get(`${release}/report`)).text()
    await server.as('curator').send('POST', `${path}/triage/decide`, {
      findings: [{ product: 'shown', finding: lodash.key }],
      verdict: {
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        responses: [],
      },
      reason: 'We never call it.',
      scope: 'component',
    })
    const decided = await (await server.as('owner').get(`${release}/report`)).text()
    expect(open).not.toContain('We never call it.')
    expect(decided).toContain('We never call it.')
    expect((await server.as('owner').get(`${path}/products/none/releases/current/report`)).status).toBe(404)
  })
})
