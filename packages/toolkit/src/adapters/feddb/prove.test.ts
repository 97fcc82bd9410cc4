/** Proofs of single answers, honest and falsified, and manifests that lie about what the segments hold. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type AnswerProof,
  type AnswerQuestion,
  createManifest,
  formatManifest,
  type Layer,
  manifestName,
  parseManifest,
  verifyAnswer,
} from '../../advisories/index.ts'
import { importSources, openFeddb, proveBucket, verifyFeddb } from './index.ts'
import { put, record, zip } from './testing/feeds.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-prove-'))
const dir = join(folder, 'db')
const now = Date.UTC(2026, 0, 1)
afterAll(() => rmSync(folder, { recursive: true }))

/** Digest and first byte of a frame: `-`, which begins a patch where values have patches. */
const dashed = Array.from({ length: 5000 }, (_, at) => record('DASH', 'dash', { summary: String(at) })).find(
  (text) => createHash('sha256').update(text).digest()[0] === 0x2d,
)

const records = Array.from({ length: 300 }, (_, at) =>
  record(`R-${at}`, at % 3 === 0 ? 'popular' : `p${at}`, {
    aliases: at % 2 === 0 ? [`CVE-${at % 20}`] : [],
    ...(at % 50 === 0 ? { withdrawn: '2021-01-01T00:00:00Z' } : {}),
  }),
)

async function load(texts: readonly string[]): Promise<void> {
  const items = texts.map((data) => ({ name: `${(JSON.parse(data) as { id: string }).id}.json`, data }))
  const path = put(join(folder, 'mine', 'npm', 'all.zip'), zip(items))
  await importSources([path], { dir, clock: () => now })
}

beforeAll(async () => {
  await load([...records, dashed ?? ''])
  // A change within the package that has a hundred claims is stored as a patch.
  const changed = records.with(3, record('R-3', 'popular', { summary: 'changed' }))
  await load([...changed.slice(0, -1), dashed ?? ''])
})

const question = (kind: AnswerQuestion['kind'], key: string): AnswerQuestion => ({
  layer: 'mine/npm',
  kind,
  key,
})

function proofOf(asked: AnswerQuestion): AnswerProof {
  const proof = proveBucket(dir, asked)
  if (proof === undefined) throw new Error('no such layer')
  return proof
}

function rootNow(): string {
  const store = openFeddb(dir, () => now)
  store.close()
  return store.snapshot.root
}

describe('a proof', () => {
  test('shows what the layer says, or that it says nothing, with nothing but the root', () => {
    const answer = (kind: AnswerQuestion['kind'], key: string): string | undefined => {
      const asked = question(kind, key)
      // As it would come over a wire.
      const proof: unknown = JSON.parse(JSON.stringify(proofOf(asked)))
      const verified = verifyAnswer(proof, asked, rootNow())
      if (!verified.ok) throw new Error(verified.error.message)
      return verified.value.value
    }
    const popular = answer('packages', 'pkg:npm/popular') ?? ''
    expect((JSON.parse(popular) as string[][]).map(([id]) => id)).toHaveLength(100)
    expect(popular).toContain('changed')
    expect(answer('packages', 'pkg:npm/unheard-of')).toBeUndefined()
    expect(answer('ids', 'CVE-2')).toContain('"R-2"')
    expect(answer('ids', '__proto__')).toBeUndefined()
    expect(answer('records', 'R-299')).toBeUndefined()
    const digest = createHash('sha256')
      .update(dashed ?? '')
      .digest('hex')
    expect(answer('records', 'DASH')).toBe(JSON.stringify([digest]))
    expect(answer('signals', 'CVE-2')).toBeUndefined()
    expect(proveBucket(dir, { ...question('ids', 'x'), layer: 'other/npm' })).toBeUndefined()
  })

  test('that was falsified anywhere is refused', () => {
    const asked = question('packages', 'pkg:npm/popular')
    const proof = proofOf(asked)
    const flip = (hash = ''): string => `${hash[0] === '0' ? '1' : '0'}${hash.slice(1)}`
    const [shown] = proof.shown
    const falsified: readonly unknown[] = [
      { ...proof, shown: [] },
      { ...proof, shown: [{ ...shown, value: '[]' }] },
      { ...proof, shown: [...proof.shown, ...proof.shown] },
      { ...proof, bucket: proof.bucket.slice(1) },
      { ...proof, bucket: proof.bucket.map(([print, digest]) => [print, flip(digest)]) },
      { ...proof, bucket: [...proof.bucket, [0, flip()]] },
      { ...proof, bucket: proof.bucket.filter(([print]) => print !== proof.bucket[0]?.[0]), shown: [] },
      ...proof.bucketPath.map((_, at) => ({
        ...proof,
        bucketPath: proof.bucketPath.with(at, flip(proof.bucketPath[at])),
      })),
      { ...proof, bucketPath: proof.bucketPath.slice(1) },
      { ...proof, kindRoot: flip(proof.kindRoot) },
      { ...proof, leaf: { ...proof.leaf, index: proof.leaf.index + 1 } },
      { ...proof, leaf: { ...proof.leaf, size: proof.leaf.size + 7 } },
      { ...proof, leaf: { ...proof.leaf, path: proof.leaf.path.map(flip) } },
      { ...proof, kind: 'ids' },
      { ...proof, layer: 'other/npm' },
      { ...proof, key: 'pkg:npm/unheard-of' },
    ]
    const accepted = falsified.flatMap((one, at) => (verifyAnswer(one, asked, rootNow()).ok ? [at] : []))
    expect(accepted).toEqual([])
    expect(verifyAnswer(proof, asked, flip(rootNow()))).toMatchObject({
      error: { code: 'PROOF_ROOT_MISMATCH' },
    })
    expect(verifyAnswer(proofOf(question('packages', 'pkg:npm/p1')), asked, rootNow()).ok).toBe(false)
  })

  test('that is none gives an error and no exception', () => {
    const values: readonly unknown[] = [
      undefined,
      null,
      7,
      '',
      [],
      {},
      { bucket: [[]] },
      { leaf: { path: 'x' } },
    ]
    const codes = values.map((value) => {
      const verified = verifyAnswer(value, question('ids', 'x'), rootNow())
      return verified.ok ? 'ok' : verified.error.code
    })
    expect(new Set(codes)).toEqual(new Set(['PROOF_MALFORMED']))
  })
})

describe('verify', () => {
  const current = (): string => readFileSync(join(dir, 'CURRENT'), 'utf8').trim()
  const readLayer = (): Layer => {
    const name = current()
    const manifest = parseManifest(readFileSync(join(dir, 'manifests', name), 'utf8'), name)
    const [layer] = manifest.ok ? manifest.value.layers : []
    if (layer === undefined) throw new Error('no layer')
    return layer
  }
  const publish = (layer: Layer): void => {
    const manifest = createManifest([layer], undefined)
    writeFileSync(join(dir, 'manifests', manifestName(manifest)), formatManifest(manifest))
    writeFileSync(join(dir, 'CURRENT'), `${manifestName(manifest)}\n`)
  }

  test('names each thing that a manifest, whole in itself, says wrongly', async () => {
    const name = current()
    const honest = readLayer()
    const [base = {}, change = {}] = honest.parts
    expect((await verifyFeddb(dir)).problems).toEqual([])
    const lies: Readonly<Record<string, Partial<Layer>>> = {
      records: { records: honest.records + 1 },
      claims: { claims: 0 },
      packages: { packages: 1 },
      signals: { signals: 3 },
      unkeyed: { unkeyed: 1 },
      withdrawn: { withdrawn: 0 },
      unnamedEntries: { unnamedEntries: 9 },
      families: { families: [['PyPI', 1]] },
      types: { types: [['pypi', 1]] },
      'packages of mine/npm: its content has the root': {
        roots: { ...honest.roots, packages: honest.roots.ids },
      },
      'older part left out': { parts: [change] },
      'newer part left out': { parts: [base] },
      'parts turned round': { parts: [change, base] },
    }
    const missed: string[] = []
    for (const [what, lie] of Object.entries(lies)) {
      publish({ ...honest, ...lie })
      const { problems } = await verifyFeddb(dir)
      const isNamed = what.includes('part')
        ? problems.length > 0
        : problems.some((line) => line.includes(what))
      if (!isNamed) missed.push(`${what}: ${problems.join('; ')}`)
    }
    writeFileSync(join(dir, 'CURRENT'), `${name}\n`)
    expect(missed).toEqual([])
    expect((await verifyFeddb(dir)).problems).toEqual([])
  })
})
