import { expect, it } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer } from '../testing/server.ts'

describeStores('the kernel', (stores) => {
  it('answers strangers as if the organisation did not exist', async () => {
    const server = await createTestServer({ store: await stores.open(), handlers: {} })
    const foreign = await server.stranger.get('/api/orgs/alpha/jobs')
    const missing = await server.stranger.get('/api/orgs/nowhere/jobs')
    expect(foreign.status).toBe(404)
    expect(await foreign.text()).toBe(await missing.text())
    expect((await server.as('curator').get('/api/orgs/alpha/jobs')).status).toBe(501)
    expect((await server.nobody.get('/api/orgs/alpha/jobs')).status).toBe(401)
  })

  it('binds guests to their products', async () => {
    const server = await createTestServer({ store: await stores.open(), handlers: {} })
    const guest = server.as('guest')
    expect((await guest.get('/api/orgs/alpha/products/shown')).status).toBe(501)
    expect((await guest.get('/api/orgs/alpha/products/hidden')).status).toBe(404)
  })
})
