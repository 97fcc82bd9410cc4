/** Every `--json` value of `occtet vex` fits its schema: taking in, merging and checking documents of four formats. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ask, readAnswer } from '../ask.ts'
import { occtet, scratch } from '../cli.ts'
import { describeShared, sharedPath } from '../shared.ts'

const work = scratch('vex-json')
const tree = join(work, 'tree')
const at = { cwd: work, env: { OCCTET_HOME: scratch('vex-json-home'), OCCTET_BY: 'importer' } }

function put(path: string, content: object): string {
  const file = join(work, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(content))
  return file
}

interface Said {
  readonly name: string
  readonly part?: string
  readonly status: string
  readonly [member: string]: string | undefined
}

function openvex(path: string, author: string, said: readonly Said[]): string {
  return put(path, {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `https://example.org/${path}`,
    author,
    timestamp: '2026-11-01T00:00:00Z',
    version: 1,
    statements: said.map(({ name, part, ...more }) => ({
      vulnerability: { name },
      products: [
        {
          '@id': 'pkg:generic/shop@1.0.0',
          ...(part === undefined ? {} : { subcomponents: [{ '@id': part }] }),
        },
      ],
      ...more,
    })),
  })
}

const absent = { status: 'not_affected', justification: 'component_not_present' }
const patched = { status: 'affected', action_statement: 'Update.' }
const names = ['GHSA-1', 'GHSA-2', 'GHSA-3']

beforeAll(() => {
  put('tree/package-lock.json', {
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', version: '1.0.0', dependencies: { left: '1.0.0' } },
      'node_modules/left': { version: '1.0.0' },
    },
  })
  for (const id of names) {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }]
    const affected = [{ package: { ecosystem: 'npm', name: 'left' }, ranges }]
    put(`feed/npm/${id}.json`, { id, modified: '2026-01-01T00:00:00Z', affected })
  }
  expect(occtet(['db', 'import', join(work, 'feed')], at).code).toBe(0)
})

const left = 'pkg:npm/left@1.0.0'

test('import: our own becomes decisions once, a conflict is told, and what others say is kept apart', () => {
  const decided = ['--status', 'affected', '--action', 'Turn it off.', '--reason', 'seen']
  ask('triage-decide', ['triage', 'decide', 'GHSA-2', '--product', tree, ...decided], at)
  const own = openvex('own.json', 'Shop', [
    { name: 'GHSA-1', part: left, ...absent },
    { name: 'GHSA-2', part: left, ...absent },
    { name: 'GHSA-9', part: left, ...absent },
  ])
  const taken = ['vex', 'import', own, '--product', tree, '--trust', 'own']
  const [first] = ask('vex-import', taken, at).documents
  expect(first?.adopted).toHaveLength(1)
  expect(first?.conflicts).toMatchObject([
    { vulnerability: 'GHSA-2', ours: 'affected', theirs: 'not_affected' },
  ])
  expect(first?.upstream.map(({ reason }) => reason)).toEqual(['NO_FINDING'])
  const [second] = ask('vex-import', taken, at).documents
  expect([second?.adopted, second?.same]).toEqual([[], first?.adopted])
  const theirs = openvex('theirs.json', 'Left', [{ name: 'GHSA-3', part: left, ...absent }])
  const [other] = ask('vex-import', ['vex', 'import', theirs, '--product', tree], at).documents
  expect([other?.adopted, other?.upstream.map(({ reason }) => reason)]).toEqual([[], ['NOT_OWN']])
  expect(
    ask('error', ['vex', 'import', join(tree, 'package-lock.json'), '--product', tree], { ...at, code: 3 }),
  ).toMatchObject({ error: { code: 'VEX_UNREADABLE' } })
})

test('merge: one list with its origins, what replaces what, and disputes', () => {
  const one = openvex('one.json', 'Shop', [
    { name: 'GHSA-1', part: left, ...absent },
    { name: 'GHSA-2', part: left, ...absent, timestamp: '2026-11-01T00:00:00Z' },
    { name: 'GHSA-2', part: left, ...patched, timestamp: '2026-11-03T00:00:00Z' },
  ])
  const two = openvex('two.json', 'Somebody', [{ name: 'GHSA-1', part: left, ...patched }])
  const merged = ask('vex-merge', ['vex', 'merge', one, two], at)
  expect(merged.conflicts.map(({ vulnerability }) => vulnerability.id)).toEqual(['GHSA-1'])
  expect(merged.conflicts[0]?.positions.map(({ status }) => status).sort()).toEqual([
    'affected',
    'not_affected',
  ])
  expect(merged.statements.map(({ statement }) => [statement.vulnerability.id, statement.status])).toEqual([
    ['GHSA-2', 'affected'],
  ])
  expect(merged.statements[0]?.replaces).toHaveLength(1)
  const out = join(work, 'merged.json')
  ask('vex-merge', ['vex', 'merge', one, two, '--out', out, '--author', 'Shop'], at)
  expect(readFileSync(out, 'utf8')).not.toContain('GHSA-1')
})

test('validate: of each format what is written is valid, and what is broken says where', () => {
  const formats = ['openvex', 'cyclonedx', 'csaf', 'spdx']
  const written = formats.map((format) => {
    const out = join(work, `${format}.json`)
    const more = format === 'csaf' ? ['--namespace', 'https://example.org'] : []
    const ran = occtet(['vex', 'export', tree, '--format', format, '--out', out, ...more], at)
    expect([format, ran.code, ran.stderr]).toEqual([format, 0, expect.anything()])
    return out
  })
  const good = ask('vex-validation', ['vex', 'validate', ...written], at)
  expect(good.documents.map(({ isValid }) => isValid)).toEqual([true, true, true, true])
  const document = JSON.parse(readFileSync(join(work, 'csaf.json'), 'utf8')) as { document: object }
  const { title: _, ...untitled } = document.document as Record<string, unknown>
  const broken = put('broken.json', { ...document, document: untitled })
  const nothing = put('nothing.json', { hello: 'world' })
  const bad = ask('vex-validation', ['vex', 'validate', broken, nothing], { ...at, code: 3 })
  expect(bad.documents.map(({ isValid, findings }) => [isValid, findings.length > 0])).toEqual([
    [false, true],
    [false, true],
  ])
})

describeShared('documents of others', () => {
  test('real documents of three makers can be checked and merged', () => {
    const files = ['go-vex', 'grype', 'trivy'].flatMap((maker) => {
      const folder = sharedPath(`vectors/vex/${maker}`)
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.json'))
        .map((path) => join(folder, path))
        .sort()
    })
    expect(files.length).toBe(17)
    const { documents } = readAnswer(
      'vex-validation',
      occtet(['vex', 'validate', ...files, '--json'], at).stdout,
    )
    expect(documents.map(({ path }) => path)).toEqual(files)
    const readable = documents.filter(({ isValid }) => isValid).map(({ path }) => path)
    expect(new Set(documents.map(({ format }) => format.split(' ')[0])).size).toBeGreaterThan(2)
    expect(ask('vex-merge', ['vex', 'merge', ...readable], at).statements.length).toBeGreaterThan(
      readable.length / 2,
    )
  })
})

test('of several documents those that can be read are taken in, and the rest is named', () => {
  const good = openvex('partial.json', 'Supplier', [{ name: 'CVE-2026-77', ...absent }])
  const bad = put('no-vex.json', {})
  const ran = occtet(['vex', 'import', bad, good, '--product', tree], at)
  expect([ran.code, ran.stderr]).toEqual([
    0,
    expect.stringMatching(/no-vex\.json: [^]*PARTIAL: 1 of 2 files unread\n$/),
  ])
  expect(ran.stdout).toContain('partial.json (other)')
  expect(occtet(['vex', 'import', bad, '--product', tree], at).code).toBe(3)
})
