/** Received VEX and concluded licenses on disk: kept as they came, refused when changed, examples of the page legal. */
import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { load } from 'js-yaml'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildChild, runChild } from '../../../../tests/soak/killed-child.ts'
import { conclusionsSchema, formatConclusions, parseConclusions } from '../licenses/index.ts'
import { parsePurl } from '../model/index.ts'
import { addConclusion, readConclusions } from './license-files.ts'
import { loadPolicy } from './policy-files.ts'
import { receivedSchema } from '../vex/index.ts'
import { keepReceivedVex, readReceivedVex } from './received-vex.ts'

const page = readFileSync(new URL('../../../../docs/reference/files.md', import.meta.url), 'utf8')

function example(name: string): string {
  return new RegExp(`\`\`\`yaml ${name}\n([^]*?)\`\`\``).exec(page)?.[1] ?? ''
}

let dir = ''
let place = { dir, lockFolder: '' }
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'occtet-received-'))
  place = { dir, lockFolder: join(dir, 'lock') }
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const document = JSON.stringify({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://example.org/vex/1',
  author: 'Supplier',
  timestamp: '2026-11-01T00:00:00Z',
  version: 1,
  statements: [
    {
      vulnerability: { name: 'CVE-2026-1' },
      products: [{ '@id': 'pkg:npm/a@1.0.0' }],
      status: 'not_affected',
      justification: 'component_not_present',
    },
  ],
})
const entry = { name: 'a.json', trust: 'supplier', by: 'lead developer', at: '2026-11-22T13:00:00Z' } as const

describe('received VEX', () => {
  test('is kept byte for byte, once, and its trust can change', async () => {
    const bytes = new TextEncoder().encode(document)
    expect((await keepReceivedVex(place, bytes, { entry })).ok).toBe(true)
    expect((await keepReceivedVex(place, bytes, { entry: { ...entry, trust: 'other' } })).ok).toBe(true)
    const { documents, problems } = readReceivedVex(dir)
    expect(problems).toEqual([])
    expect(documents.map(({ trust, document: read }) => [trust, read.author])).toEqual([
      ['other', 'Supplier'],
    ])
    const [name = ''] = readdirSync(join(dir, '.occtet/received'))
    expect(readFileSync(join(dir, '.occtet/received', name), 'utf8')).toBe(document)
  })

  test('that was changed, or is gone, says nothing and is named', async () => {
    await keepReceivedVex(place, new TextEncoder().encode(document), { entry })
    const [name = ''] = readdirSync(join(dir, '.occtet/received'))
    const path = join(dir, '.occtet/received', name)
    writeFileSync(path, document.replace('not_affected', 'fixed'))
    expect(readReceivedVex(dir)).toMatchObject({
      documents: [],
      problems: [`${path} was changed since it was received`],
    })
    rmSync(path)
    expect(readReceivedVex(dir).problems[0]).toContain('is not there')
  })

  test('no VEX document is not kept, and the example of the page is legal', async () => {
    expect((await keepReceivedVex(place, new TextEncoder().encode('{}'), { entry })).ok).toBe(false)
    expect(readReceivedVex(dir)).toEqual({ documents: [], problems: [] })
    const isLegal = new Ajv2020().compile(receivedSchema())
    expect(isLegal(load(example('received'))), JSON.stringify(isLegal.errors)).toBe(true)
  })
})

const child = `
  import { keepReceivedVex } from ${JSON.stringify(fileURLToPath(new URL('received-vex.ts', import.meta.url)))}
  import { addConclusion } from ${JSON.stringify(fileURLToPath(new URL('license-files.ts', import.meta.url)))}
  const [dir, lockFolder, who, text] = process.argv.slice(2)
  const place = { dir, lockFolder }
  for (let n = 0; n < 8; n++) {
    const entry = { name: 'a.json', trust: 'supplier', by: who, at: '2026-11-22T13:00:00Z' }
    const bytes = new TextEncoder().encode(text.replace('vex/1', who + n))
    const kept = await keepReceivedVex(place, bytes, { entry })
    const { by, at } = entry
    const conclusion = { purl: 'pkg:npm/' + who + '@' + n, expression: 'MIT', by, at, reason: 'Read.', source: 'LICENSE' }
    const added = await addConclusion(place, conclusion)
    if (!kept.ok || !added.ok) throw new Error(JSON.stringify([kept, added]))
  }
`

test('of two processes that write at once none loses a document or a conclusion', async () => {
  const script = await buildChild(dir, child)
  await Promise.all(
    ['one', 'two'].map((who) => runChild(script, [dir, place.lockFolder, who, document], undefined)),
  )
  expect(readReceivedVex(dir)).toMatchObject({ documents: { length: 16 }, problems: [] })
  const read = readConclusions(dir)
  expect(read.ok ? read.value.length : read.error).toBe(16)
}, 60_000)

describe('a tree of a stranger', () => {
  test('a pipe, a folder or a link instead of a file is named, and nobody waits for it', async () => {
    await keepReceivedVex(place, new TextEncoder().encode(document), { entry })
    const list = join(dir, '.occtet/received.yaml')
    const text = readFileSync(list, 'utf8')
    const [name = ''] = readdirSync(join(dir, '.occtet/received'))
    const path = join(dir, '.occtet/received', name)
    for (const make of [() => execFileSync('mkfifo', [path]), () => mkdirSync(path)]) {
      rmSync(path, { recursive: true })
      make()
      expect(readReceivedVex(dir).problems).toEqual([`${path} is not a file`])
    }
    for (const make of [() => execFileSync('mkfifo', [list]), () => symlinkSync('/nowhere', list)]) {
      rmSync(list)
      make()
      expect(readReceivedVex(dir).problems[0]).toContain(list)
    }
    rmSync(list)
    writeFileSync(list, text)
    const licenses = join(dir, '.occtet/licenses.yaml')
    symlinkSync('/nowhere', licenses)
    expect(readConclusions(dir).ok).toBe(false)
    const policy = join(dir, '.occtet/policy.yaml')
    execFileSync('mkfifo', [policy])
    expect(loadPolicy(dir)).toMatchObject({ ok: false, error: { code: 'POLICY_UNREADABLE' } })
    rmSync(policy)
    symlinkSync('/nowhere', policy)
    // Somebody means to have a policy: the default one must not stand in for it.
    expect(loadPolicy(dir).ok).toBe(false)
  })

  test('nothing is kept behind a link', async () => {
    mkdirSync(join(dir, 'elsewhere'))
    symlinkSync(join(dir, 'elsewhere'), join(dir, '.occtet'))
    const kept = await keepReceivedVex(place, new TextEncoder().encode(document), { entry })
    expect([kept.ok, readdirSync(join(dir, 'elsewhere'))]).toEqual([false, []])
  })
})

describe('concluded licenses', () => {
  const purl = parsePurl('pkg:npm/left-pad@1.3.0')
  if (!purl.ok) throw new Error('no purl')
  const conclusion = {
    purl: purl.value,
    expression: 'MIT',
    by: 'lead developer',
    at: '2026-11-22T13:00:00Z',
    reason: 'Read.',
    source: 'LICENSE',
  }

  test('the newest word about a version counts, and a round trip is a fixed point', async () => {
    await addConclusion(place, conclusion)
    await addConclusion(place, { ...conclusion, expression: 'WTFPL' })
    const read = readConclusions(dir)
    expect(read.ok ? read.value.map(({ expression }) => expression) : read.error).toEqual(['WTFPL'])
    const text = readFileSync(join(dir, '.occtet/licenses.yaml'), 'utf8')
    const parsed = parseConclusions(text)
    expect(parsed.ok ? formatConclusions(parsed.value) : parsed.error).toBe(text)
  })

  test('an expression that is none, or a purl that is none, is refused with its line', () => {
    const text = formatConclusions([conclusion])
    const wrong = parseConclusions(text.replace('MIT', 'Mitt'))
    expect(wrong.ok ? undefined : wrong.error).toMatchObject({ line: 5, field: 'conclusions[0].expression' })
    const other = parseConclusions(text.replace('pkg:npm/left-pad', 'left-pad'))
    expect(other.ok ? undefined : other.error.field).toBe('conclusions[0].purl')
    const isLegal = new Ajv2020().compile(conclusionsSchema())
    expect(isLegal(load(example('licenses'))), JSON.stringify(isLegal.errors)).toBe(true)
    expect(parseConclusions(example('licenses')).ok).toBe(true)
  })
})
