/** Signals to requirements: states, reasons, and the promise that nothing is ever called met. */
import { expect, test } from 'vitest'
import { assessEvidence, collectSignals } from './assess.ts'
import { catalogue } from './catalogue/catalogue.ts'
import { parseCatalogue } from './catalogue/schema.ts'
import { memoryRepoFiles } from './repo-files.ts'

const inventory = { name: 'sample', components: [], roots: [], files: [], issues: [] }

test('the 22 requirements come in the order of the law, each signal in exactly one place', () => {
  const workflow = 'on: pull_request\njobs:\n  a:\n    steps:\n      - run: npm test ${{ github.head_ref }}\n'
  const files = new Map([
    ['.github/workflows/a.yml', workflow],
    ['package-lock.json', '{}'],
  ])
  const status = assessEvidence(collectSignals(memoryRepoFiles(files), inventory))
  expect(status.requirements.map((item) => item.id)).toEqual(catalogue.requirements.map((item) => item.id))
  const states = new Map(status.requirements.map((item) => [item.id, item.state]))
  expect(states.get('ECR-I-2f')).toBe('contrary')
  expect(states.get('ECR-II-1')).toBe('evidence')
  expect(states.get('ECR-II-5')).toBe('none')
  expect(states.get('ECR-I-2m')).toBe('not-looked')
  const wrong = status.requirements.filter((item, at) => {
    const all = [...item.supports, ...item.against, ...item.absent, ...item.notRead.map((entry) => entry.id)]
    const linked = catalogue.requirements[at]?.autoEvidence.map((link) => link.signal) ?? []
    return JSON.stringify([...all].sort()) !== JSON.stringify([...new Set(linked)].sort())
  })
  expect(wrong).toEqual([])
  expect(status.requirements.flatMap((item) => item.notRead).filter((item) => item.reason === '')).toEqual([])
  expect(status.requirements.filter((item) => item.humanNeeded.length === 0)).toEqual([])
})

test('a search for danger that finds none is neither support nor a gap', () => {
  const clean = new Map([
    ['.github/workflows/a.yml', 'on: push\njobs:\n  a:\n    steps:\n      - run: npm test\n'],
  ])
  for (const files of [clean, new Map<string, string>()]) {
    const status = assessEvidence(collectSignals(memoryRepoFiles(files), inventory))
    const integrity = status.requirements.find((item) => item.id === 'ECR-I-2f')
    expect([integrity?.state, integrity?.supports, integrity?.absent]).toEqual(['not-looked', [], []])
    expect(integrity?.notRead.find((item) => item.id === 'SIG-REPO-DANGEROUS-WF')?.reason).toBe(
      'looked for a danger and found none, which counts neither for nor against',
    )
  }
})

test('without signals nothing was looked at', () => {
  const status = assessEvidence([])
  expect(new Set(status.requirements.map((item) => item.state))).toEqual(new Set(['not-looked']))
})

test('a broken catalogue is refused with its place', () => {
  const meta = {
    title: 't',
    version: '1',
    as_of: '2026-01-01',
    disclaimer: 'd',
    verification_levels: { legal_text: 'read' },
    default_verification: 'legal_text',
  }
  const signal = { id: 'S', source: 'repo', title: 't', how: 'h', result_fields: 'a,b[]', strength: 'weak' }
  const requirement = {
    id: 'R',
    ref: 'r',
    part: 'I',
    title: 't',
    obligation: 'o',
    verification: 'v',
    human_needed: ['x'],
    auto_evidence: [{ signal: 'S', what: 'w' }],
  }
  const parse = (requirements: unknown[], signals: unknown[]): string => {
    const parsed = parseCatalogue({ meta, requirements, signals })
    return parsed.ok ? 'ok' : `${parsed.error.code} ${parsed.error.path}`
  }
  expect(parse([requirement], [signal])).toBe('ok')
  expect(parse([{ ...requirement, part: 'III' }], [signal])).toBe('CATALOGUE_SHAPE requirements[0].part')
  expect(parse([requirement, requirement], [signal])).toBe('CATALOGUE_DUPLICATE ')
  expect(parse([requirement], [])).toBe('CATALOGUE_LINK R')
  expect(parse([requirement], [{ ...signal, strength: 'huge' }])).toBe('CATALOGUE_SHAPE signals[0].strength')
  expect(parse([requirement], [null])).toBe('CATALOGUE_SHAPE signals[0]')
})
