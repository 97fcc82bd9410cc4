/** The age of evidence: asked for once, for the files that matter, and told only where the history knows it. */
import { expect, test } from 'vitest'
import { collectSignals } from './assess.ts'
import { collectEvidence } from './collect-evidence.ts'
import { type HistoryFacts, memoryHistory } from './history.ts'
import { memoryRepoFiles } from './repo-files.ts'

const inventory = { name: 'sample', components: [], roots: [], files: [], issues: [] }
const head = { commit: 'a'.repeat(40), at: '2026-05-01T10:00:00Z' }
const older = { commit: 'b'.repeat(40), at: '2024-01-02T03:04:05Z' }
const facts: HistoryFacts = {
  head,
  isShallow: false,
  commits: [{ ...head, author: 0 }],
  hasAllCommits: true,
  tags: [],
  hasAllTags: true,
}
const tree = memoryRepoFiles(
  new Map([
    ['SECURITY.md', 'Report to security@project.test within 48 hours.\n'],
    ['package.json', '{ "dependencies": { "a": "1" } }'],
    ['package-lock.json', '{}'],
    ['unrelated.md', 'text\n'],
  ]),
)

test('evidence carries the last change of its file, and nothing where that is not known', async () => {
  const asked: (readonly string[])[] = []
  const source = memoryHistory(facts, new Map([['SECURITY.md', older]]))
  const results = await collectEvidence(tree, inventory, {
    history: {
      ...source,
      changesOf: async (paths) => {
        asked.push(paths)
        return source.changesOf(paths)
      },
    },
  })
  const places = results.flatMap((result) => result.evidence)
  expect(places.find((place) => place.path === 'SECURITY.md')).toEqual({
    path: 'SECURITY.md',
    line: 1,
    changedAt: older.at,
    commit: older.commit,
  })
  expect(places.find((place) => place.path === 'package-lock.json')).toEqual({
    path: 'package-lock.json',
    line: 1,
  })
  expect(asked).toHaveLength(1)
  expect(asked[0]).toContain('SECURITY.md')
  expect(asked[0]).not.toContain('unrelated.md')
})

test('with and without a history the same is found', async () => {
  const plain = collectSignals(tree, inventory)
  expect(await collectEvidence(tree, inventory)).toEqual(plain)
  const lastChange = (path: string): typeof older | undefined => (path === 'SECURITY.md' ? older : undefined)
  const aged = collectSignals(tree, inventory, { history: { ...facts, lastChange } })
  const source = memoryHistory(facts, new Map([['SECURITY.md', older]]))
  expect(await collectEvidence(tree, inventory, { history: source })).toEqual(aged)
})
