/** Proofs on request: from a published store on disk to a check that needs the node's key only. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  checkAnswer,
  ExchangeError,
  importSources,
  openFeddb,
  openKeyFile,
  proveAnswer,
  publishFeddb,
} from '@occtet/toolkit/adapters'
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { Purl } from '@occtet/toolkit/model'
import { formatVerifierKey } from '@occtet/toolkit/translog'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PackageProof } from '../options.ts'
import { now, osvText, post, sampleApp } from '../testing/sample.ts'

const junit = 'pkg:maven/junit/junit@4.12'
const packagePath = `/api/feddb/packages/${encodeURIComponent(junit)}`

let work: string

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'occtet-proof-'))
  await importRecord('FIRST-1')
})

afterAll(() => rmSync(work, { recursive: true, force: true }))

async function importRecord(id: string): Promise<void> {
  const path = join(work, `${id}.json`)
  writeFileSync(path, osvText({ id, ecosystem: 'Maven', name: 'junit:junit', fixed: '4.13.1' }))
  await importSources([path], { dir: join(work, 'feddb'), clock: () => now, source: id.toLowerCase() })
}

function publish(): string {
  const signer = openKeyFile(join(work, 'node.key'), 'node.example/feddb')
  const report = publishFeddb({ dir: join(work, 'feddb'), signers: [signer], now: '2026-11-22T00:00:00Z' })
  return report.keys[0] ?? ''
}

function provingApp(prove = provePackage): ReturnType<typeof sampleApp> {
  const dir = join(work, 'feddb')
  return sampleApp({ openStore: () => openFeddb(dir, () => now), snapshotDir: dir, prove })
}

function provePackage(purl: Purl): Result<PackageProof, 'PROOF_UNPUBLISHED'> {
  try {
    return ok(proveAnswer(join(work, 'feddb'), purl))
  } catch (cause) {
    if (cause instanceof ExchangeError && cause.code === 'NOTHING_TO_PUBLISH') return err('PROOF_UNPUBLISHED')
    throw cause
  }
}

interface Proved {
  readonly snapshot: { readonly root: string }
  readonly claims: readonly { readonly record: string }[]
  readonly answers: readonly { readonly purl: string; readonly proof?: object }[]
  readonly proof: object
}

async function read(app: ReturnType<typeof sampleApp>, path: string, init?: RequestInit): Promise<Proved> {
  const response = await app.request(path, init)
  expect([path, response.status]).toEqual([path, 200])
  return (await response.json()) as Proved
}

test('what was not published is refused; published, it proves itself; changed after that, it is refused again', async () => {
  const app = provingApp()
  const code = async (path: string): Promise<unknown> => {
    const response = await app.request(path)
    return [response.status, ((await response.json()) as { code?: string }).code]
  }
  const query = `/api/feddb/query?purl=${encodeURIComponent(junit)}&proof=1`
  for (const path of [`${packagePath}?proof=1`, query]) {
    expect(await code(path)).toEqual([409, 'PROOF_UNPUBLISHED'])
  }
  const key = publish()
  const body = await read(app, `${packagePath}?proof=1`)
  const checked = checkAnswer(JSON.stringify(body.proof), [key])
  expect([checked.purl, checked.root, checked.claims]).toEqual([junit, body.snapshot.root, body.claims])
  expect(body.claims.map(({ record }) => record)).toEqual(['FIRST-1'])
  expect(await read(app, packagePath)).not.toHaveProperty('proof')

  const silent = 'pkg:maven/nobody/knows@1'
  const purls = [junit, 'nonsense', silent]
  const { answers } = await read(app, '/api/feddb/query?proof=1', post({ purls }))
  expect(answers.map(({ purl, proof }) => [purl, proof !== undefined])).toEqual([
    [junit, true],
    ['nonsense', false],
    [silent, true],
  ])
  expect(checkAnswer(JSON.stringify(answers[2]?.proof), [key]).claims).toEqual([])

  await importRecord('SECOND-2')
  expect(await code(query)).toEqual([409, 'PROOF_UNPUBLISHED'])
  publish()
  expect((await read(app, `${packagePath}?proof=1`)).claims).toHaveLength(2)
})

test('tampered: a claim taken away, changed, or shown for another package', async () => {
  const key = publish()
  const app = provingApp()
  const { proof } = await read(app, `${packagePath}?proof=1`)
  const text = JSON.stringify(proof)
  expect(checkAnswer(text, [key]).claims).toHaveLength(2)
  const other = formatVerifierKey(openKeyFile(join(work, 'other.key'), 'node.example/feddb').key)
  for (const [what, falsified, keys] of [
    ['fixed elsewhere', text.replaceAll('4.13.1', '4.11.1'), [key]],
    ['another package', text.replaceAll('junit', 'jbnit'), [key]],
    ['a layer left out', text.replace('"proofs":[', '"proofs":[],"rest":['), [key]],
    ['another snapshot', text.replace(/"root":"./, '"root":"x'), [key]],
    ['another key', text, [other]],
  ] as const) {
    const accepts = (): unknown => [what, checkAnswer(falsified, keys)]
    expect(falsified === text && keys[0] === key).toBe(false)
    expect(accepts).toThrow(ExchangeError)
  }
})

test('a proof of another snapshot than the answer is none; too many, or no way to prove, is said', async () => {
  const foreign = provingApp((purl) => {
    const proof = provePackage(purl)
    return proof.ok ? ok({ ...proof.value, entry: { ...proof.value.entry, root: 'f'.repeat(64) } }) : proof
  })
  const purls = Array.from({ length: 11 }, () => junit)
  const statusOf = async (response: Promise<Response>): Promise<number> => (await response).status
  expect(await statusOf(foreign.request(`${packagePath}?proof=1`))).toBe(409)
  expect(await statusOf(provingApp().request('/api/feddb/query?proof=1', post({ purls })))).toBe(400)
  expect(await statusOf(provingApp().request(`${packagePath}?proof=yes`))).toBe(400)
  expect(await statusOf(sampleApp().request(`${packagePath}?proof=1`))).toBe(501)
})
