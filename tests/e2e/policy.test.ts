/** Policies through the built program: the file's faults, the gate, the baseline, tests and explanations. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { schemas } from '../../packages/contract/src/index.ts'
import { occtet, scratch } from '../cli.ts'

const lock = {
  name: 'sample',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'sample', version: '1.0.0', dependencies: { minimist: '^1.2.0', own: '1.0.0' } },
    'node_modules/minimist': { version: '1.2.0', license: 'MIT', integrity: 'sha512-AAAA' },
    'node_modules/own': { version: '1.0.0', license: 'AGPL-3.0-only' },
  },
}

function tree(files: Readonly<Record<string, string>>): string {
  const dir = scratch('policy')
  const all = { 'package-lock.json': JSON.stringify(lock, null, 1), ...files }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return dir
}

const policy = `schema: occtet.policy/1
name: Ours
rules:
  - id: no-agpl
    about: component
    category: license
    level: fail
    when: { license: { names: [AGPL-3.0-only] } }
    because: We cannot fulfil it.
  - id: known-severity
    about: finding
    category: risk
    level: warn
    when: { fix-known: false }
    because: Somebody has to look.
`

describe('occtet policy', () => {
  test('a breach ends with 1 and names rule, package and fact; an exception lifts it until its day', () => {
    const dir = tree({ '.occtet/policy.yaml': policy })
    const broken = occtet(['policy', 'check', dir])
    expect(broken.code).toBe(1)
    expect(broken.stdout).toContain('no-agpl (fail)')
    expect(broken.stdout).toContain('pkg:npm/own@1.0.0')
    expect(broken.stderr).toContain('POLICY NOT KEPT: no-agpl')
    const exception = (until: string): string =>
      `${policy}exceptions:\n  - { rule: no-agpl, purl: 'pkg:npm/own@*', until: ${until}, reason: Ours., by: Owner }\n`
    writeFileSync(join(dir, '.occtet/policy.yaml'), exception('2099-01-01'))
    expect(occtet(['policy', 'check', dir]).code).toBe(0)
    writeFileSync(join(dir, '.occtet/policy.yaml'), exception('2020-01-01'))
    const late = occtet(['policy', 'check', dir])
    expect(late.code).toBe(1)
    expect(late.stdout).toContain('Past its day (2020-01-01)')
  })

  test('a broken policy is an error with file, line and field, never a pass', () => {
    const dir = tree({ '.occtet/policy.yaml': policy.replace('names: [AGPL', 'named: [AGPL') })
    const run = occtet(['policy', 'check', dir])
    expect(run.code).toBe(3)
    expect(run.stderr).toMatch(/policy\.yaml:8: rules\[0\]\.when\.license: expected/)
  })

  test('without a policy the default one holds and says so; init writes it', () => {
    const dir = tree({})
    const run = occtet(['policy', 'check', dir])
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('the default policy')
    expect(occtet(['policy', 'init', dir]).code).toBe(0)
    expect(occtet(['policy', 'init', dir]).code).toBe(2)
    expect(occtet(['policy', 'check', dir]).stdout).toContain('.occtet/policy.yaml')
  })

  test('every output of one run, and the JSON forms fit their schemas', () => {
    const dir = tree({ '.occtet/policy.yaml': policy })
    const json = occtet(['policy', 'check', dir, '--json'])
    expect(schemas['policy-report'].safeParse(JSON.parse(json.stdout)).success).toBe(true)
    expect(occtet(['policy', 'check', dir, '--format', 'junit']).stdout).toContain('<testsuites ')
    expect(occtet(['policy', 'check', dir, '--format', 'sarif']).stdout).toContain('"no-agpl"')
    const out = join(dir, 'comment.md')
    occtet(['policy', 'check', dir, '--format', 'markdown', '--output', out])
    expect(readFileSync(out, 'utf8')).toContain('### Policy not kept')
    const explained = occtet(['policy', 'explain', 'pkg:npm/own@1.0.0', dir, '--json'])
    const value = schemas['policy-explain'].safeParse(JSON.parse(explained.stdout))
    expect(value.success).toBe(true)
    expect(value.data?.subjects[0]?.facts['license']).toBe('AGPL-3.0-only')
    expect(occtet(['policy', 'explain', 'pkg:npm/none@1', dir]).code).toBe(2)
  })

  test('against a baseline only what is new breaks the gate', () => {
    const dir = tree({ '.occtet/policy.yaml': policy })
    const report = join(dir, 'report')
    occtet(['check', dir, '--out', report])
    const baseline = join(report, 'findings.json')
    const same = occtet(['policy', 'check', dir, '--baseline', baseline])
    expect(same.code).toBe(0)
    expect(same.stdout).toContain('nothing new')
    const packages = {
      ...lock.packages,
      'node_modules/other': { version: '2.0.0', license: 'AGPL-3.0-only' },
    }
    writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ ...lock, packages }))
    const grown = occtet(['policy', 'check', dir, '--baseline', baseline])
    expect(grown.code).toBe(1)
    expect(grown.stdout).toContain('pkg:npm/other@2.0.0')
    expect(grown.stdout).not.toContain('pkg:npm/own@1.0.0')
  })

  test('tests beside a policy: what does not hold is named with its line, and ends with 1', () => {
    const cases = `schema: occtet.policy-test/1
cases:
  - name: our own
    about: component
    facts: { license: AGPL-3.0-only }
    expect: { no-agpl: breach }
  - name: another
    about: component
    facts: { license: MIT }
    expect: { no-agpl: breach }
`
    const dir = tree({ '.occtet/policy.yaml': policy, '.occtet/policy.test.yaml': cases })
    const run = occtet(['policy', 'test', dir])
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('policy.test.yaml:7: another: no-agpl should be breach and is pass')
    expect(run.stdout).toContain('1 of 2 expectations hold.')
    const json = occtet(['policy', 'test', dir, '--json'])
    expect(schemas['policy-test'].safeParse(JSON.parse(json.stdout)).success).toBe(true)
    writeFileSync(
      join(dir, '.occtet/policy.test.yaml'),
      cases.replace(
        '{ license: MIT }\n    expect: { no-agpl: breach }',
        '{ license: MIT }\n    expect: { no-agpl: pass }',
      ),
    )
    expect(occtet(['policy', 'test', dir]).code).toBe(0)
  })
})
