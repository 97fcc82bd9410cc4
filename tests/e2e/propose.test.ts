/** `occtet propose` as a program of its own, from a check to a verdict: what it prints fits the published schemas. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ask, readAnswer } from '../ask.ts'
import { occtet, scratch } from '../cli.ts'

const home = scratch('propose-home')
const tree = scratch('propose-tree')
const feed = scratch('propose-feed')
const at = { env: { OCCTET_HOME: home, OCCTET_BY: 'Ada Example' }, cwd: tree }

function put(folder: string, path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
}

beforeAll(() => {
  const manifest = { name: 'shop', version: '1.4.0', dependencies: { frames: '2.4.0' } }
  put(tree, 'package.json', manifest)
  put(tree, 'package-lock.json', {
    ...manifest,
    lockfileVersion: 3,
    packages: { '': manifest, 'node_modules/frames': { version: '2.4.0', license: 'ISC' } },
  })
  put(tree, 'index.js', "import 'frames'\n")
  put(
    tree,
    '.occtet/product.yaml',
    'schema: occtet.product/1\nid: shop\nproduct:\n  name: Shop\n  version: 1.4.0\n',
  )
  put(feed, 'npm/GHSA-frames.json', {
    id: 'GHSA-frames',
    modified: '2026-01-01T00:00:00Z',
    summary: 'decodeFrame() writes past its buffer',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'frames' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.4.1' }] }],
      },
    ],
  })
  expect(occtet(['db', 'import', feed], at).code).toBe(0)
  expect(occtet(['check', '--offline'], at).code).toBe(0)
})

test('from what the check found to a verdict, and nothing is decided by it', () => {
  const note = 'Call graph of the release build 1.4.0: no path reaches decodeFrame.'
  const made = ask('proposal', ['propose', 'vex', 'GHSA-frames', '--note', note], at)
  expect(made).toMatchObject({ outcome: 'propose', value: { status: 'not_affected' } })
  expect(ask('proposal-list', ['propose', 'list'], at).proposals).toEqual([made])
  const file = `${made.id.replace('/', '-')}.json`
  const kept = readFileSync(join(home, 'private', 'shop', 'proposals', file), 'utf8')
  expect(readAnswer('proposal-file', kept)).toEqual({ schema: 'occtet.proposal/1', ...made })
  const judged = ask('proposal-judged', ['propose', 'judge', made.id, 'accept'], at)
  expect(judged.proposal.verdict?.verdict).toBe('accepted')
  expect(judged.next).toContain('occtet triage decide')
  expect(ask('triage-list', ['triage', 'list'], at)).not.toHaveProperty('findings.0.decision')
  ask('proposal-judged', ['propose', 'right', made.id], at)
  expect(ask('proposal-figures', ['propose', 'statistics'], at).rules).toMatchObject([
    { acceptanceRate: 1, precision: 1 },
  ])
})

test('the licence of a component that says one thing, with low confidence where no file bears it out', () => {
  const made = ask('proposal', ['propose', 'licence', 'pkg:npm/frames@2.4.0'], at)
  expect(made).toMatchObject({ value: { expression: 'ISC' }, confidence: 'low' })
})

test('a person gives another value, and what cannot be one is refused without a verdict', () => {
  const note = 'Call graph of the release build 1.4.0: no path reaches decodeFrame, seen again.'
  const { id } = ask('proposal', ['propose', 'vex', 'GHSA-frames', '--note', note], at)
  const edit = (...words: readonly string[]) => ['propose', 'judge', id, 'edit', ...words]
  const refused = { ...at, code: 2 }
  const codes = [
    edit('--status', 'not_affected'),
    edit('--status', 'affected', '--justification', 'component_not_present'),
    edit('--answer', 'yes'),
    edit('--status', 'affected', '--answer', 'yes'),
    edit('--justification', 'vulnerable_code_not_in_execute_path'),
    edit(),
    ['propose', 'judge', id, 'accept', '--status', 'affected'],
  ].map((words) => ask('error', words, refused).error.code)
  expect(codes).toEqual([
    'VALUE_INVALID',
    'VALUE_INVALID',
    'OTHER_KIND',
    'VALUE_INVALID',
    'NOT_CHANGED',
    'EDIT_MISSING',
    'VALUE_UNFIT',
  ])
  expect(occtet(edit('--status', 'harmless'), at).code).toBe(2)
  const { proposal, next } = ask('proposal-judged', edit('--status', 'affected', '--text', 'We call it.'), at)
  expect(proposal).toMatchObject({
    value: { status: 'not_affected' },
    verdict: { verdict: 'edited', text: 'We call it.', value: { kind: 'vex', status: 'affected' } },
  })
  expect(next).toContain('--status affected')
  ask('error', edit('--status', 'fixed'), refused)
})

test('a licence, too, written as the standard writes it', () => {
  const licence = ask('proposal', ['propose', 'licence', 'pkg:npm/frames@2.4.0'], at)
  const edit = (id: string, ...words: readonly string[]) => ['propose', 'judge', id, 'edit', ...words]
  expect(ask('error', edit(licence.id, '--expression', 'MIT OR'), { ...at, code: 2 }).error.code).toBe(
    'VALUE_INVALID',
  )
  const concluded = ask('proposal-judged', edit(licence.id, '--expression', 'mit or isc'), at)
  expect(concluded.proposal.verdict?.value).toEqual({ kind: 'license', expression: 'MIT OR ISC' })
  expect(concluded.next).toContain("'MIT OR ISC'")
})

test('the words around it are German where that is wished, and the words of the standards stay', () => {
  const list = occtet(['propose', 'list', '--language', 'de'], at).stdout
  expect(list).toMatch(/geändert [^]*\n {2}affected\n/)
  const id = /license_conclusion\/\w+/.exec(list)?.[0] ?? ''
  const one = occtet(['propose', 'list', id, '--language', 'de'], at).stdout
  expect(one).toMatch(/^Vorschlag +license_conclusion[^]*Sicherheit: gering[^]*Jetzt +MIT OR ISC/)
  expect(occtet(['propose', 'statistics', '--language', 'de'], at).stdout).toContain('Genauigkeit')
  const judged = occtet(['propose', 'wrong', id, '--language', 'de'], at)
  expect(judged.stdout).toContain('geändert von Ada Example')
  expect(judged.stdout).toContain('er war falsch')
  expect(judged.stderr).toContain('Kein Ledger')
})

test('what cannot be: exit 2, and an error as the contract has it', () => {
  ask('error', ['propose', 'vex', 'GHSA-other'], { ...at, code: 2 })
})
