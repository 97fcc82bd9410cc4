/** Every `--json` value of `occtet triage` fits its schema: of a queue, panels, decisions of all kinds and a plan. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { occtet, scratch } from '../cli.ts'

const home = scratch('triage-json-home')
const tree = scratch('triage-json-tree')
const feed = scratch('triage-json-feed')
const at = { cwd: tree, env: { OCCTET_HOME: home, OCCTET_BY: 'first' } }

function put(folder: string, path: string, content: string | object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
}

function flaw(id: string, name: string, more: object = {}): void {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }]
  const affected = [{ package: { ecosystem: 'npm', name }, ranges }]
  put(feed, `npm/${id}.json`, { id, modified: '2026-01-01T00:00:00Z', affected, ...more })
}

function release(version: string): void {
  const own = { name: 'shop', version, dependencies: { left: '^1.0.0', middle: '1.0.0' } }
  const packages = {
    '': { ...own, devDependencies: { right: '1.0.0' } },
    'node_modules/left': { version: '1.0.0' },
    'node_modules/middle': { version: '1.0.0', dependencies: { left: '^1.0.0' } },
    'node_modules/right': { version: '1.0.0', dev: true },
  }
  put(tree, 'package.json', packages[''])
  put(tree, 'package-lock.json', { name: 'shop', version, lockfileVersion: 3, packages })
}

const vector = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }

beforeAll(() => {
  release('1.0.0')
  put(tree, 'index.js', "import 'left'\n")
  flaw('GHSA-left', 'left', { aliases: ['CVE-2026-1'], severity: [vector], summary: 'Left leaks.' })
  flaw('GHSA-middle', 'middle', { aliases: ['CVE-2026-1'] })
  flaw('GHSA-second', 'middle', { severity: [{ type: 'CVSS_V4', score: 'no vector' }] })
  flaw('GHSA-right', 'right')
  flaw('MAL-2026-1', 'right', { details: 'Malicious code.' })
  put(feed, 'kev/known_exploited_vulnerabilities.json', {
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: '2026.11.20',
    dateReleased: '2026-11-20T10:00:00.000Z',
    count: 1,
    vulnerabilities: [
      {
        cveID: 'CVE-2026-1',
        vendorProject: 'Left',
        product: 'left',
        vulnerabilityName: 'Left',
        dateAdded: '2026-11-01',
        shortDescription: 'Left leaks.',
        requiredAction: 'Update.',
        dueDate: '2026-11-21',
        knownRansomwareCampaignUse: 'Unknown',
        notes: '',
      },
    ],
  })
  expect(occtet(['db', 'import', join(feed, 'npm'), '--name', 'ours'], at).code).toBe(0)
  expect(occtet(['db', 'import', join(feed, 'kev')], at).code).toBe(0)
})

const notAffected = [
  '--status',
  'not_affected',
  '--justification',
  'component_not_present',
  '--reason',
  'seen',
]
const affected = ['--status', 'affected', '--action', 'Turn it off.', '--reason', 'seen']

test('before a decision: the queue, a panel of two findings, proposals, and a plan', () => {
  const list = ask('triage-list', ['triage', 'list', tree], at)
  expect(list.product).toEqual({ id: 'shop', name: 'shop', version: '1.0.0', purl: 'pkg:generic/shop@1.0.0' })
  expect(list.findings).toHaveLength(5)
  expect(list.findings[1]?.aliases).toContain('CVE-2026-1')
  expect(Object.values(list.groups).reduce((sum, count) => sum + count, 0)).toBe(5)
  const shown = ask('triage-show', ['triage', 'show', 'CVE-2026-1', tree], at)
  expect(shown.findings.map(({ finding }) => finding.purl).sort()).toEqual([
    'pkg:npm/left@1.0.0',
    'pkg:npm/middle@1.0.0',
  ])
  const { suggestions } = ask('triage-suggestions', ['triage', 'suggest', tree], at)
  expect(suggestions.flatMap(({ finding }) => finding)).toContain('pkg:npm/right@1.0.0#GHSA-right')
  const plan = ask('upgrade-plan', ['triage', 'plan', tree], at)
  const cleared = plan.steps.flatMap(({ fixes }) => fixes)
  expect(cleared.length + plan.stays.length).toBe(5)
  expect(plan.before.findings - plan.after.findings).toBe(new Set(cleared).size)
  expect(ask('triage-decisions', ['triage', 'decisions', tree], at).decisions).toEqual([])
})

test('an ambiguous name is refused as an error, a bulk decides each by itself and names what it leaves out', () => {
  const refused = ask('error', ['triage', 'decide', 'CVE-2026-1', ...affected], { ...at, code: 2 })
  expect(refused.error.code).toBe('FINDING_AMBIGUOUS')
  const dry = ask(
    'triage-decide',
    ['triage', 'decide', 'CVE-2026-1', '--every', '--dry-run', ...affected],
    at,
  )
  expect([dry.written, dry.records.map(({ path }) => path)]).toEqual([false, ['', '']])
  const bulk = ask('triage-decide', ['triage', 'decide', 'CVE-2026-1', '--every', ...affected], at)
  expect(bulk.touched.map(({ finding, effect }) => [finding, effect]).sort()).toEqual([
    ['pkg:npm/left@1.0.0#GHSA-left', 'decided'],
    ['pkg:npm/middle@1.0.0#GHSA-middle', 'decided'],
  ])
  expect(readdirSync(join(tree, '.occtet/decisions'))).toHaveLength(2)
  const malicious = ['triage', 'decide', 'pkg:npm/right@1.0.0', '--every', ...notAffected]
  const { takenOut } = ask('triage-decide', malicious, at)
  expect(takenOut.map(({ code }) => code)).toEqual(['MALICIOUS_IN_BULK'])
})

test('what is private or under embargo lies in no folder of the tree, also where a public decision is there', () => {
  const before = readdirSync(join(tree, '.occtet/decisions'))
  const secret = ['triage', 'decide', 'pkg:npm/left@1.0.0', ...notAffected, '--embargo-until', '2026-12-01']
  const [record] = ask('triage-decide', secret, at).records
  expect(record?.path).not.toContain(tree)
  expect(record?.path).toContain(home)
  expect(readdirSync(join(tree, '.occtet/decisions'))).toEqual(before)
  const later = ask('triage-decide', [...secret.slice(0, -1), '2026-12-24'], at)
  expect(later.records[0]?.id).not.toBe(record?.id)
  const rows = ask('triage-decisions', ['triage', 'decisions', tree], at).decisions
  expect(rows.filter(({ component }) => component === 'pkg:npm/left')).toHaveLength(3)
})

test('steps of a second person, and refusals as errors', () => {
  put(
    tree,
    '.occtet/policy.yaml',
    'schema: occtet.policy/1\nname: Ours\nrules: []\ndecisions:\n  fourEyes: [not_affected]\n',
  )
  const decide = ['triage', 'decide', 'GHSA-second', ...notAffected, '--until', 'next-release']
  const [made] = ask('triage-decide', decide, at).records
  const id = made?.id ?? ''
  const standing = (): string | undefined =>
    ask('triage-decisions', ['triage', 'decisions', tree], at).decisions.find((row) => row.id === id)
      ?.standing
  expect(standing()).toBe('waiting')
  expect(ask('error', ['triage', 'confirm', id], { ...at, code: 2 }).error.code).toBe('SAME_PERSON')
  expect(ask('triage-decide', ['triage', 'confirm', id, '--by', 'second'], at).records[0]?.id).toBe(id)
  expect(standing()).toBe('in-force')
  expect(
    ask('error', ['triage', 'reject', id, '--reason', 'no', '--by', 'x'], { ...at, code: 2 }).error.code,
  ).toBe('NOT_WAITING')
  ask('triage-decide', ['triage', 'note', id, '--reason', 'looked again'], at)
  ask('triage-decide', ['triage', 'revoke', id, '--reason', 'wrong'], at)
  expect(standing()).toBe('revoked')
  expect(ask('error', ['triage', 'note', 'nothing', '--reason', 'x'], { ...at, code: 2 }).error.code).toBe(
    'DECISION_UNKNOWN',
  )
})

test('after an update: stale with its facts, unused with its reason, broken with its file, and conflicts', () => {
  flaw('GHSA-left', 'left', { aliases: ['CVE-2026-1'], modified: '2026-11-01T00:00:00Z' })
  put(feed, 'npm/GHSA-middle.json', { id: 'GHSA-middle', modified: '2026-11-02T00:00:00Z', affected: [] })
  expect(occtet(['db', 'import', join(feed, 'npm'), '--name', 'ours'], at).code).toBe(0)
  put(tree, '.occtet/decisions/broken.yaml', 'schema: occtet.decision/1\nid: [')
  const list = ask('triage-list', ['triage', 'list', tree], at)
  expect(list.broken).toEqual([expect.stringContaining('broken.yaml')])
  expect(list.unused.map(({ reason }) => reason)).toContain('ADVISORY_GONE')
  const rows = ask('triage-decisions', ['triage', 'expire', tree], at)
  const facts = rows.decisions.filter(({ component }) => component === 'pkg:npm/left')
  expect(facts.map(({ standing }) => standing)).toEqual(['stale', 'stale', 'stale'])
  expect(facts[0]?.staleFacts.map(({ what }) => what)).toEqual(['ratings'])
  ask('triage-decide', ['triage', 'decide', 'GHSA-left', ...affected], at)
  const finding = ['--scope', 'finding', '--status', 'under_investigation', '--deadline', '2026-12-01']
  ask('triage-decide', ['triage', 'decide', 'GHSA-left', ...finding, '--reason', 'unsure'], at)
  const { conflicts } = ask('triage-list', ['triage', 'list', tree], at)
  expect(conflicts.map(({ records }) => records.length)).toEqual([2])
  const shown = ask('triage-show', ['triage', 'show', 'GHSA-left', tree], at)
  expect(shown.findings[0]?.finding.decision).toMatchObject({
    status: 'under_investigation',
    scope: 'finding',
  })
  expect(shown.findings[0]?.decisions.length).toBeGreaterThan(3)
})
