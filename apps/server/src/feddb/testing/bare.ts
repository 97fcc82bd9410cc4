/** The least that hono can do: reads what was sent and answers with a text that is ready. What the routes are measured against. */
import { Hono } from 'hono'
import type { FeddbApp } from '../app.ts'

export function bareApp(textOf: () => string): FeddbApp {
  const app = new Hono()
  app.all('*', async (c) => {
    await c.req.text()
    return new Response(textOf(), { headers: { 'content-type': 'application/json' } })
  })
  return {
    fetch: async (request) => app.fetch(request),
    request: async (path, init) => app.request(path, init),
    routes: [],
    close: () => undefined,
  }
}
