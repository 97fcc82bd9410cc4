/** Signals to requirements: states, reasons, and the promise that nothing is ever called met. */
import { expect, test } from 'vitest'
import { assessEvidence, collectSignals } from './assess.ts'
import { catalogue } from './catalogue/catalogue.ts'
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
  expect(states.get('ECR-I-2m')).toBe('none')
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
