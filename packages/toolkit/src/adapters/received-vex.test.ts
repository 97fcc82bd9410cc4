/** Received VEX and concluded licenses on disk: kept as they came, refused when changed, examples of the page legal. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { load } from 'js-yaml'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { conclusionsSchema, formatConclusions, parseConclusions } from '../licenses/index.ts'
import { parsePurl } from '../model/index.ts'
import { addConclusion, readConclusions } from './license-files.ts'
import { keepReceivedVex, readReceivedVex, receivedSchema } from './received-vex.ts'

const page = readFileSync(new URL('../../../../docs/reference/files.md', import.meta.url), 'utf8')

function example(name: string): string {
  return new RegExp(`\`\`\`yaml ${name}\n([^]*?)\`\`\``).exec(page)?.[1] ?? ''
}

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'occtet-received-'))
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
  test('is kept byte for byte, once, and its trust can change', () => {
    const bytes = new TextEncoder().encode(document)
    expect(keepReceivedVex(dir, bytes, entry).ok).toBe(true)
    expect(keepReceivedVex(dir, bytes, { ...entry, trust: 'other' }).ok).toBe(true)
    const { documents, problems } = readReceivedVex(dir)
    expect(problems).toEqual([])
    expect(documents.map(({ trust, document: read }) => [trust, read.author])).toEqual([
      ['other', 'Supplier'],
    ])
    const [name = ''] = readdirSync(join(dir, '.occtet/received'))
    expect(readFileSync(join(dir, '.occtet/received', name), 'utf8')).toBe(document)
  })

  test('that was changed, or is gone, says nothing and is named', () => {
    keepReceivedVex(dir, new TextEncoder().encode(document), entry)
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

  test('no VEX document is not kept, and the example of the page is legal', () => {
    expect(keepReceivedVex(dir, new TextEncoder().encode('{}'), entry).ok).toBe(false)
    expect(readReceivedVex(dir)).toEqual({ documents: [], problems: [] })
    const isLegal = new Ajv2020().compile(receivedSchema())
    expect(isLegal(load(example('received'))), JSON.stringify(isLegal.errors)).toBe(true)
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

  test('the newest word about a version counts, and a round trip is a fixed point', () => {
    addConclusion(dir, conclusion)
    addConclusion(dir, { ...conclusion, expression: 'WTFPL' })
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
