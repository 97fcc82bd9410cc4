/** The real server, killed while a model writes: what was held of the month's tokens is not lost, and does not stay held. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../apps/server/src/db/sqlite-engine.ts'
import { assistantModelRoutes } from '../../../packages/contract/src/api/index.ts'
import { startScriptedEndpoint } from '../../../packages/toolkit/src/adapters/model/testing/scripted-endpoint.ts'
import { scratch } from '../../cli.ts'
import { ask, send } from './api.ts'
import { own } from './places.ts'
import { type Server, startServer } from './server.ts'

const params = { org: own }

async function tokensUsed(server: Server): Promise<number | undefined> {
  const { model } = await ask(server, assistantModelRoutes['assistant.model'], { params })
  return model?.tokensUsed
}

test('tokens that a killed server held are given back once no call can be under way', {
  timeout: 60_000,
}, async () => {
  const dataDir = scratch('model-kill')
  const flags = ['--no-sample', '--data', dataDir]
  const endpoint = await startScriptedEndpoint(() => ({ do: 'hang', texts: ['{"text":'] }))
  const first = await startServer(flags)
  const question = 'How fast must I report an exploited vulnerability?'
  await ask(first, assistantModelRoutes['assistant.setModel'], {
    params,
    body: {
      url: endpoint.url.href,
      name: 'scripted-small',
      send: 'always',
      sources: ['guidance', 'catalogue'],
      monthlyTokens: 200_000,
      timeoutSeconds: 600,
    },
  })
  const preview = await ask(first, assistantModelRoutes['assistant.preview'], { params, body: { question } })
  if (preview.kind !== 'would-send') throw new Error('nothing would be sent')
  const { most } = preview.disclosure.budget
  const words = await send(first, assistantModelRoutes['assistant.word'], { params, body: { question } })
  const reader = words.body?.getReader()
  await reader?.read()
  await expect.poll(() => endpoint.received.length, { timeout: 30_000 }).toBe(1)
  await first.kill()
  await reader?.cancel().catch(() => undefined)
  await endpoint.close()

  const second = await startServer(flags)
  // Another process might still be at it.
  expect(await tokensUsed(second)).toBe(most)
  expect(await second.stop()).toBe(0)

  await letTimePass(dataDir)
  const third = await startServer(flags)
  const left = await tokensUsed(third)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(most)
  expect(await third.stop()).toBe(0)
})

/** As if every call that was under way had begun long ago. */
async function letTimePass(dataDir: string): Promise<void> {
  const database = await openSqlite(join(dataDir, 'occtet.db'))
  const { changes } = database.prepare("update assistant_hold set until = '2020-01-01T00:00:00Z'").run()
  database.close()
  expect(Number(changes)).toBe(1)
}
