import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import type { AfterCommit } from '../db/org-scope.ts'
import type { Store } from '../db/open.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import type { JobContext, JobKind, NewJob, OrgScope } from '../kernel/model.ts'
import { jobHandlers } from './handlers.ts'
import { claimJob, endJob, giveBack, keepJob, LEASE_SECONDS, MOST_ATTEMPTS } from './queue.ts'
import { JobFailure, startWorker, type Worker } from './worker.ts'

/** Resolves when its test says so. */
class Gate {
  open: () => void = () => undefined
  readonly passed: Promise<void> = new Promise((resolve) => {
    this.open = resolve
  })
}

interface Bench {
  readonly server: TestServer
  readonly worker: Worker
  readonly add: (job: NewJob) => Promise<string>
}

async function startBench(store: Store, kinds: readonly JobKind[]): Promise<Bench> {
  const bell = { ring: (): void => undefined }
  const after: AfterCommit = {
    wakeJobs: () => bell.ring(),
    wakeLedger: () => undefined,
    recorded: async () => await Promise.resolve({ state: 'off' }),
  }
  const server = await createTestServer({ store, after, handlers: jobHandlers })
  const clock = (): number => server.clock.now
  const worker = startWorker({ store, kernel: server.kernel, kinds, clock, interval: 50 })
  bell.ring = worker.wake
  onTestFinished(async () => worker.stop())
  return { server, worker, add: async (job) => addJob(server.alpha, job) }
}

async function addJob(org: OrgScope, job: NewJob): Promise<string> {
  return (await org.change(async (change) => change.enqueue(job))).value
}

async function ended(store: Store, id: string): Promise<Readonly<Record<string, unknown>>> {
  for (let tries = 0; tries < 400; tries++) {
    const row = await store.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    if (row.ended_at !== null) return row as unknown as Readonly<Record<string, unknown>>
    await setTimeout(10)
  }
  throw new Error('the job did not end')
}

describeStores('jobs', ({ open }) => {
  test('are run with their input, and keep their result or the reason of their failure', async () => {
    const store = await open()
    const { add, server } = await startBench(store, [
      { kind: 'double', run: async ({ input }) => await Promise.resolve({ value: (input as number) * 2 }) },
      {
        kind: 'refuse',
        run: async () => {
          await Promise.resolve()
          throw new JobFailure('UPLOAD_EMPTY', 'there is nothing in it')
        },
      },
      {
        kind: 'break',
        run: async () => {
          await Promise.resolve()
          throw new Error('a secret of somebody')
        },
      },
    ])
    expect(await ended(store, await add({ kind: 'double', input: 21 }))).toMatchObject({
      state: 'done',
      result: '{"value":42}',
    })
    expect(await ended(store, await add({ kind: 'refuse', input: null }))).toMatchObject({
      state: 'failed',
      error_code: 'UPLOAD_EMPTY',
    })
    expect(await ended(store, await add({ kind: 'break', input: null }))).toMatchObject({
      state: 'failed',
      error_code: 'OWN_FAULT',
    })
    expect(await ended(store, await add({ kind: 'nobody', input: null }))).toMatchObject({
      error_code: 'KIND_UNKNOWN',
    })
    expect(JSON.stringify(server.logged)).not.toContain('secret')
    expect(server.logged).toContainEqual(expect.objectContaining({ what: 'job failed', kind: 'break' }))
  })

  test('run two at a time, and each once', async () => {
    const store = await open()
    let now = 0
    let most = 0
    const runs: string[] = []
    const { add } = await startBench(store, [
      {
        kind: 'count',
        run: async ({ id }) => {
          runs.push(id)
          most = Math.max(most, ++now)
          await setTimeout(5)
          now--
        },
      },
    ])
    const ids = await Promise.all(Array.from({ length: 12 }, async () => add({ kind: 'count', input: null })))
    for (const id of ids) await ended(store, id)
    expect(most).toBe(2)
    expect(runs.sort()).toEqual([...ids].sort())
  })

  test('of a server that was killed go on, at once where it was the only one', async () => {
    const store = await open()
    const { alpha, kernel, clock } = await createTestServer({ store })
    const id = await addJob(alpha, { kind: 'long', input: null })
    const dead = { store, worker: 'dead', clock: () => clock.now }
    expect((await claimJob(dead))?.id).toBe(id)
    const other = await addJob(alpha, { kind: 'other', input: null })
    const runs: string[] = []
    const kinds = ['long', 'other'].map((kind) => ({
      kind,
      run: async () => await Promise.resolve(runs.push(kind)),
    }))
    const worker = startWorker({ store, kernel, kinds, clock: () => clock.now, interval: 50 })
    onTestFinished(async () => worker.stop())
    await ended(store, other)
    if (store.engine === 'sqlite') await ended(store, id)
    expect(runs.sort()).toEqual(store.engine === 'sqlite' ? ['long', 'other'] : ['other'])
  })

  test('are stopped by a person, also while they run', async () => {
    const store = await open()
    const running = new Gate()
    const { add, server } = await startBench(store, [
      {
        kind: 'long',
        run: async ({ signal }) => {
          running.open()
          await setTimeout(60_000, undefined, { signal })
        },
      },
    ])
    const id = await add({ kind: 'long', input: null })
    await running.passed
    const path = `/api/orgs/alpha/jobs/${id}`
    const reader = await server.as('auditor').send('POST', `${path}/cancel`)
    expect(reader.status).toBe(403)
    const cancelled = await server.as('curator').send('POST', `${path}/cancel`)
    expect(await cancelled.json()).toMatchObject({ state: 'cancelled' })
    const next = await add({ kind: 'long', input: null })
    expect((await server.as('auditor').get(`/api/orgs/alpha/jobs/${next}`)).status).toBe(200)
    expect((await server.stranger.get(`/api/orgs/beta/jobs/${id}`)).status).toBe(404)
    expect((await server.stranger.get(path)).status).toBe(404)
  })

  test('are followed until they end', async () => {
    const store = await open()
    const gate = new Gate()
    const { add, server } = await startBench(store, [
      {
        kind: 'steps',
        run: async ({ progress }) => {
          progress('read', 1, 2)
          await gate.passed
          return { lines: 3 }
        },
      },
    ])
    const id = await add({ kind: 'steps', input: null })
    const response = await server.as('auditor').get(`/api/orgs/alpha/jobs/${id}/events`)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (;;) {
      const read = await reader?.read()
      if (read === undefined || read.done) break
      text += read.value
      if (text.includes('"step":"read"')) gate.open()
    }
    const views = [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json) as object)
    expect(views).toContainEqual(expect.objectContaining({ step: 'read', done: 1, total: 2 }))
    expect(views.at(-1)).toMatchObject({ state: 'done', result: { lines: 3 } })
  })

  test('are listed newest first, in pages, and a guest sees those of their products', async () => {
    const store = await open()
    const server = await createTestServer({ store, handlers: jobHandlers })
    for (const product of ['shown', 'hidden', undefined, 'shown', 'shown']) {
      server.clock.now += 1000
      await addJob(server.alpha, { kind: 'k', input: null, ...(product === undefined ? {} : { product }) })
    }
    const read = async (
      role: 'owner' | 'guest',
      query: string,
    ): Promise<{ rows: { product?: string }[]; next?: string }> =>
      (await (await server.as(role).get(`/api/orgs/alpha/jobs?${query}`)).json()) as never
    const first = await read('owner', 'limit=3')
    const second = await read('owner', `limit=3&cursor=${first.next}`)
    expect([...first.rows, ...second.rows].map(({ product }) => product)).toEqual([
      'shown',
      'shown',
      undefined,
      'hidden',
      'shown',
    ])
    expect(second.next).toBeUndefined()
    expect((await read('guest', '')).rows.map(({ product }) => product)).toEqual(['shown', 'shown', 'shown'])
    expect((await read('owner', 'product=hidden')).rows).toHaveLength(1)
    expect((await server.as('owner').get('/api/orgs/alpha/jobs?cursor=x')).status).toBe(400)
  })

  test('of a process that died start again when its lease is over, three times at most', async () => {
    const store = await open()
    const server = await createTestServer({ store })
    const id = await addJob(server.alpha, { kind: 'k', input: null })
    const claimant = (worker: string) => ({ store, worker, clock: () => server.clock.now })
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      expect(await claimJob(claimant(`w${attempt}`))).toMatchObject({ id, attempts: attempt })
      expect(await claimJob(claimant('other'))).toBeUndefined()
      server.clock.now += (LEASE_SECONDS - 10) * 1000
      expect(await keepJob(claimant(`w${attempt}`), id, undefined)).toBe(true)
      server.clock.now += 20_000
      expect(await claimJob(claimant('other'))).toBeUndefined()
      server.clock.now += LEASE_SECONDS * 1000
    }
    expect(await claimJob(claimant('other'))).toBeUndefined()
    expect(await ended(store, id)).toMatchObject({ state: 'failed', error_code: 'ATTEMPTS_USED_UP' })
    await endJob(claimant('w3'), id, { state: 'done', result: null })
    expect(await ended(store, id)).toMatchObject({ state: 'failed' })
  })

  test('of a server that stops in order start again at once, and it costs no attempt', async () => {
    const store = await open()
    const running = new Gate()
    const run = async ({ signal }: JobContext): Promise<void> => {
      running.open()
      await setTimeout(60_000, undefined, { signal })
    }
    const { add, worker } = await startBench(store, [{ kind: 'long', run }])
    const id = await add({ kind: 'long', input: null, key: 'x' })
    await running.passed
    await worker.stop()
    const row = await store.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
    expect(row).toMatchObject({ state: 'queued', attempts: 0, worker: null })
    await giveBack({ store, worker: 'another', clock: () => 0 }, id)
  })
})
