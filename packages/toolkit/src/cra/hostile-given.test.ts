/** Exports, SBOMs, VEX files, pages and names of tags come from strangers: whatever they say, there is an answer and no exception. */
import '../../../../tests/property-seed.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readForgeExport } from './forge-export.ts'
import { flagAt } from './json-fields.ts'
import { memoryRepoFiles } from './repo-files.ts'
import { versionOfTag } from './releases.ts'
import { readSbomHeader } from './sbom-header.ts'
import { parseSecurityTxt } from './security-txt.ts'
import { toSignalInput } from './signal.ts'
import { signals } from './signals/registry.ts'
import { asOf, history, tag } from './testing/given.ts'
import { readVexStatements } from './vex-statements.ts'

const inventory = { name: 'sample', components: [], roots: [], files: [], issues: [] }
const files = [
  'forge.json',
  'repository.json',
  'project.json',
  'group.json',
  'releases.json',
  'branch.json',
  'branch-rules.json',
  'branch-protection.json',
  'protected-branches.json',
  'pulls.json',
  'merge-requests.json',
  'reviews/1.json',
  'approvals/1.json',
  'security-advisories.json',
  'organization.json',
] as const
/** Words of the formats, so that chance gets past the first door. */
const words = fc.constantFrom(
  'forge',
  'github',
  'gitlab',
  'CycloneDX',
  'bomFormat',
  'components',
  'tag_name',
  'published_at',
  '2026-01-01T00:00:00Z',
  'assets',
  'number',
  'merged_at',
  'user',
  'login',
  'state',
  'name',
  'statements',
  'vulnerability',
  'status',
  'not_affected',
  '@context',
  'openvex',
  '__proto__',
  'default_branch',
  'vulnerabilities',
  'analysis',
)
const json = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    words,
    fc.constantFrom(null, true, 1, -1, 1e300, ''),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(words, tie('node'), { maxKeys: 6 }),
  ),
})).node

test('any JSON in any file of an export, and any SBOM or VEX file, gives results', () => {
  const folder = fc.dictionary(fc.constantFrom(...files), json, { maxKeys: 8 })
  fc.assert(
    fc.property(folder, fc.constantFrom('github', 'gitlab'), json, (answers, kind, document) => {
      const texts = new Map(Object.entries(answers).map(([name, value]) => [name, JSON.stringify(value)]))
      texts.set('forge.json', JSON.stringify({ forge: kind }))
      const forge = readForgeExport((path) => texts.get(path))
      const text = JSON.stringify(document)
      readSbomHeader(text)
      const vex = readVexStatements(memoryRepoFiles(new Map([['vex.json', text]])))
      const tree = memoryRepoFiles(new Map())
      const input = toSignalInput(tree, inventory, { asOf, vex, ...(forge.ok ? { forge: forge.value } : {}) })
      const results = signals.map((signal) => signal.collect(input))
      expect(forge.ok).toBe(true)
      expect(results.filter(({ state, reason }) => (state === 'unknown') !== (reason !== undefined))).toEqual(
        [],
      )
    }),
    { numRuns: 200 },
  )
})

test('an export of nothing but refusals says "no" nowhere', () => {
  const refusal = JSON.stringify({
    message: 'Not Found',
    documentation_url: 'https://docs.test',
    status: '404',
  })
  for (const kind of ['github', 'gitlab']) {
    const forge = readForgeExport((path) =>
      path === 'forge.json' ? JSON.stringify({ forge: kind }) : refusal,
    )
    if (!forge.ok) throw new Error(forge.error)
    const parts: readonly unknown[] = Object.values(forge.value)
    const read = parts.filter((part) => flagAt(part, 'isRead') === true)
    expect(read).toEqual([])
    const input = toSignalInput(memoryRepoFiles(new Map()), inventory, { asOf, forge: forge.value })
    const before = toSignalInput(memoryRepoFiles(new Map()), inventory, { asOf })
    const states = (of: typeof input): readonly string[] => signals.map((signal) => signal.collect(of).state)
    expect(states(input)).toEqual(states(before))
  }
})

test('any text as security.txt, any name as a tag', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      parseSecurityTxt(text)
      parseSecurityTxt(`Contact: ${text}\nExpires: ${text}`)
      versionOfTag(text)
    }),
    { numRuns: 500 },
  )
  const long = `${'1.'.repeat(100_000)}x`
  const begin = performance.now()
  versionOfTag(long)
  versionOfTag(`${'-_/'.repeat(50_000)}`)
  parseSecurityTxt(`Contact: ${'a'.repeat(500_000)}\n`.repeat(20))
  const input = toSignalInput(memoryRepoFiles(new Map()), inventory, {
    asOf,
    history: history({ tags: Array.from({ length: 5000 }, (_, at) => tag(`v${at}.0-rc`, asOf)) }),
  })
  for (const signal of signals) signal.collect(input)
  expect(performance.now() - begin).toBeLessThan(5000)
})
