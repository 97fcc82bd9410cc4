/** The frame and the start page: unknown stays unknown, and nobody sees what is not theirs. */
import type { AnswerOf, homeRoutes } from '@occtet/contract/api'
import { beforeEach, expect, it } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { writeProductFile } from '../db/product-files.ts'
import type { OrgScope } from '../kernel/model.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import { homeHandlers } from './handlers.ts'

type Home = AnswerOf<(typeof homeRoutes)['home.show']>
type Frame = AnswerOf<(typeof homeRoutes)['frame.show']>

async function addProduct(org: OrgScope, slug: string): Promise<void> {
  await org.change(async ({ db }) => {
    const at = '2026-11-01T00:00:00Z'
    const row = {
      org_id: org.id,
      id: `p-${slug}`,
      slug,
      name: `Product ${slug}`,
      archived_at: null,
      created_at: at,
    }
    await db.insertInto('product').values(row).execute()
    const release = {
      org_id: org.id,
      id: `r-${slug}`,
      product_id: `p-${slug}`,
      version: '1.0.0',
      released_at: null,
      created_at: at,
      is_current: 1,
      inventory_digest: null,
      findings_digest: null,
      evidence_digest: null,
      analysed_at: null,
      feddb_root: null,
      feddb_as_of: null,
    }
    await db
      .insertInto('release')
      .values(release as never)
      .execute()
  })
}

describeStores('home', (stores) => {
  let server: TestServer

  beforeEach(async () => {
    server = await createTestServer({ store: await stores.open(), handlers: homeHandlers })
  })

  const home = async (role: 'owner' | 'guest'): Promise<Home> => {
    const response = await server.as(role).get('/api/orgs/alpha/home')
    expect(response.status).toBe(200)
    return (await response.json()) as Home
  }

  it('has nothing to say of an empty organisation', async () => {
    const { productsTotal, todos, focus, clocks } = await home('owner')
    expect({ productsTotal, todos, focus, clocks }).toEqual({
      productsTotal: 0,
      todos: [],
      focus: null,
      clocks: [],
    })
  })

  it('says that nobody looked, never that 0 is to decide', async () => {
    await addProduct(server.alpha, 'shown')
    const { products, todos } = await home('owner')
    expect(products).toHaveLength(1)
    expect(products[0]).not.toHaveProperty('toDecide')
    expect(todos.map(({ kind }) => kind)).toEqual(['analyse', 'scope'])
  })

  it('tells a file that cannot be read, and draws no strip from it', async () => {
    await addProduct(server.alpha, 'shown')
    await server.alpha.change(async (change) => {
      const place = { product: 'p-shown', place: 'tracked', path: 'product.yaml' } as const
      await writeProductFile(server.alpha, change, {
        ...place,
        text: 'schema: 7',
        now: '2026-11-22T00:00:00Z',
      })
    })
    const { unreadable, products } = await home('owner')
    expect(unreadable).toEqual(['shown'])
    expect(products[0]?.requirements).toBeNull()
  })

  it('shows a guest only the own product, and neither cases nor the self-assessment', async () => {
    await addProduct(server.alpha, 'shown')
    await addProduct(server.alpha, 'hidden')
    const seen = await home('guest')
    expect(seen.products.map(({ slug }) => slug)).toEqual(['shown'])
    expect(seen.clocks).toBeNull()
    expect(seen.focus).toBeNull()
    expect(seen.products[0]?.requirements).toBeNull()
    const frame = (await (await server.as('guest').get('/api/orgs/alpha/frame')).json()) as Frame
    expect(frame.products.map(({ slug }) => slug)).toEqual(['shown'])
    expect(frame.counts).toEqual({})
  })

  it('shows in the next read what was changed, to each what is theirs', async () => {
    const names = async (role: 'owner' | 'guest'): Promise<readonly string[]> => {
      const frame = (await (await server.as(role).get('/api/orgs/alpha/frame')).json()) as Frame
      return frame.products.map(({ slug }) => slug)
    }
    expect([await names('guest'), await names('owner')]).toEqual([[], []])
    await addProduct(server.alpha, 'hidden')
    expect([await names('owner'), await names('guest')]).toEqual([['hidden'], []])
    expect([(await home('owner')).productsTotal, (await home('guest')).productsTotal]).toEqual([1, 0])
    await addProduct(server.alpha, 'shown')
    expect([await names('guest'), await names('owner')]).toEqual([['shown'], ['hidden', 'shown']])
    expect([(await home('guest')).productsTotal, (await home('owner')).productsTotal]).toEqual([1, 2])
    const stranger = await server.stranger.get('/api/orgs/alpha/frame')
    expect(stranger.status).toBe(404)
  })

  it('tells an auditor until when, and a stranger nothing', async () => {
    const frame = (await (await server.as('auditor').get('/api/orgs/alpha/frame')).json()) as Frame
    expect(frame.caller.until).toBe('2026-12-22T12:00:00Z')
    expect((await server.stranger.get('/api/orgs/alpha/frame')).status).toBe(404)
    expect((await server.stranger.get('/api/orgs/alpha/home')).status).toBe(404)
  })
})
