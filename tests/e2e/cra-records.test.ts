/** `occtet cra risk|diligence|benchmark` and what they share with `cra status`, as a user runs them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parseDiligenceFile } from '../../packages/toolkit/src/cra/index.ts'
import { cliFolder, occtet, projectRoot, scratch } from '../cli.ts'

interface Product {
  readonly dir: string
  readonly env: Readonly<Record<string, string>>
  readonly records: string
}

const lock = (lodash: string): string =>
  `${JSON.stringify({
    name: 'pump',
    version: '4.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'pump', version: '4.0.0', dependencies: { lodash, 'left-pad': '1.0.0' } },
      'node_modules/lodash': { version: lodash, license: 'MIT' },
      'node_modules/left-pad': { version: '1.0.0' },
    },
  })}\n`

function product(): Product {
  const dir = scratch('records')
  const home = scratch('records-home')
  writeFileSync(
    join(dir, 'package.json'),
    '{"name":"pump","version":"4.0.0","dependencies":{"lodash":"4.17.20","left-pad":"1.0.0"}}',
  )
  writeFileSync(join(dir, 'package-lock.json'), lock('4.17.20'))
  const env = { OCCTET_HOME: home }
  occtet(['cra', 'init', dir], { env })
  return { dir, env, records: join(home, 'private', 'pump') }
}

const ajv = new Ajv2020({ strict: false })

function fits(name: string, stdout: string): unknown {
  const path = join(projectRoot, 'packages/contract/schemas', `${name}.json`)
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { readonly $id: string }
  const validate = ajv.getSchema(schema.$id) ?? ajv.compile(schema)
  const value: unknown = JSON.parse(stdout)
  expect([name, validate(value), validate.errors]).toEqual([name, true, null])
  return value
}

const decide = (dir: string, name: string, why: string): readonly string[] =>
  ['cra', 'diligence', 'decide', name, '--dir', dir, '--decision', 'accepted'].concat([
    '--why',
    why,
    '--by',
    'lead developer',
  ])

test('risk: nothing to check, started once, checked with every gap, strict', () => {
  const { dir, env, records } = product()
  const early = occtet(['cra', 'risk', 'check', dir, '--json'], { env })
  expect([early.code, JSON.parse(early.stdout)]).toMatchObject([
    3,
    { error: { code: 'RISK_MISSING', hint: expect.stringContaining('occtet cra risk start') as string } },
  ])
  const started = fits('cra-risk-start', occtet(['cra', 'risk', 'start', dir, '--json'], { env }).stdout)
  expect(started).toMatchObject({ depth: 'basic', traits: null, requirements: 22 })
  const path = join(records, 'risk.yaml')
  const draft = readFileSync(path, 'utf8')
  const again = occtet(['cra', 'risk', 'start', dir, '--full'], { env })
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is not overwritten')])
  expect(readFileSync(path, 'utf8')).toBe(draft)
  const checked = occtet(['cra', 'risk', 'check', dir, '--json', '--strict'], { env })
  expect(checked.code).toBe(4)
  const value = fits('cra-risk', checked.stdout)
  expect(value).toMatchObject({ absentThreats: [] })
  expect(value).toHaveProperty('gaps.0.ref', 'Art. 13(3), 3(23)-(25)')
  expect(occtet(['cra', 'risk', 'check', dir], { env }).code).toBe(0)
})

test('risk: the picture counts rated threats, a forbidden exception and a deleted threat show', () => {
  const { dir, env, records } = product()
  occtet(['cra', 'risk', 'start', dir], { env })
  const path = join(records, 'risk.yaml')
  const rated =
    '  - id: THR-01\n    applies: true\n    likelihood: 3\n    impact: 4\n    treatment: reduce\n' +
    '    measures:\n      - what: weekly scan\n    residual:\n      likelihood: 1\n      impact: 4\n'
  const changed = readFileSync(path, 'utf8')
    .replace('  - id: THR-01\n', rated)
    .replace('  - id: THR-02\n', '')
    .replace(
      '  - requirement: ECR-I-2a\n',
      '  - requirement: ECR-I-2a\n    applies: false\n    reason: small\n',
    )
  writeFileSync(path, changed)
  const english = occtet(['cra', 'risk', 'check', dir], { env }).stdout
  expect(english).toMatch(/^ {2}3 m \. {3}m \. {3}h \. {3}c 1 {7}3 m \./m)
  expect(english).toMatch(/^ {2}1 l \. {3}l \. {3}m \. {3}m \. {7}1 l \. {3}l \. {3}m \. {3}m 1 {4}rare$/m)
  expect(english).toContain('not in the file: THR-02')
  expect(english).toMatch(/! ECR-I-2a: left out, but threats that apply need it: THR-01/)
  expect(english).toContain('weekly scan')
  const german = occtet(['cra', 'risk', 'check', dir, '--lang', 'de'], { env }).stdout
  expect(german).toContain('Die 22 grundlegenden Anforderungen')
  expect(german).toMatch(/! ECR-I-2a: weggelassen/)
  expect(german).not.toMatch(/\{\w+\}/)
})

test('risk: a wrong file is told with file, line and what would be right', () => {
  const { dir, env, records } = product()
  occtet(['cra', 'risk', 'start', dir], { env })
  const path = join(records, 'risk.yaml')
  const draft = readFileSync(path, 'utf8')
  writeFileSync(path, draft.replace('  - id: THR-01\n', '  - id: THR-01\n    likelihood: 7\n'))
  const ran = occtet(['cra', 'risk', 'check', dir], { env })
  const line = draft.split('\n').indexOf('  - id: THR-01') + 2
  expect([ran.code, ran.stderr]).toEqual([
    3,
    expect.stringContaining(`risk.yaml:${line}: threats[0].likelihood: expected a whole number from 1 to 4`),
  ])
  writeFileSync(path, 'threats: [')
  expect(occtet(['cra', 'risk', 'check', dir], { env }).code).toBe(3)
})

test('diligence: open, decided, stale after an update, orphaned after removal', () => {
  const { dir, env } = product()
  const list = () =>
    fits('cra-diligence', occtet(['cra', 'diligence', 'list', dir, '--json'], { env }).stdout) as {
      readonly rows: readonly {
        readonly package: string
        readonly state: string
        readonly changes: unknown
      }[]
      readonly orphans: readonly unknown[]
      readonly isStarterSet: boolean
    }
  const stateOf = (name: string) => {
    const row = list().rows.find((one) => one.package === name)
    return [row?.state, row?.changes]
  }
  expect(stateOf('pkg:npm/lodash')).toEqual(['open', []])
  const decided = occtet([...decide(dir, 'lodash', 'parts that we use are safe'), '--json'], { env })
  expect(fits('cra-diligence-decision', decided.stdout)).toMatchObject({
    decision: {
      version: '4.17.20',
      advisories: expect.arrayContaining(['GHSA-35jh-r3h4-6jhm']) as string[],
    },
  })
  expect(stateOf('pkg:npm/lodash')).toEqual(['decided', []])
  writeFileSync(join(dir, 'package-lock.json'), lock('4.17.21'))
  expect(stateOf('pkg:npm/lodash')).toEqual(['stale', ['version']])
  writeFileSync(join(dir, 'package-lock.json'), lock('4.17.20').replaceAll('lodash', 'other'))
  expect(list().orphans).toMatchObject([{ package: 'pkg:npm/lodash' }])
  const page = occtet(['cra', 'diligence', 'list', dir, '--lang', 'de'], { env }).stdout
  expect(page).toContain('offen: unbekannt, niemand hat nachgesehen')
  expect(page).toContain('Entscheidungen über Pakete, die das Produkt nicht mehr enthält')
})

test('diligence: wrong words are refused and nothing is written', () => {
  const { dir, env, records } = product()
  const rows: readonly (readonly [readonly string[], number, string])[] = [
    [decide(dir, 'nothing-of-this-name', 'x'), 2, 'no component of the product fits'],
    [decide(dir, 'lodash', ' '), 2, 'expected a text'],
    [decide(dir, 'lodash', 'x').slice(0, -2), 2, '--by'],
    [[...decide(dir, 'lodash', 'x'), '--decision', 'accepted-with-measures'], 2, '--measure TEXT'],
    [[...decide(dir, 'lodash', 'x'.repeat(20_001))], 2, 'nothing was written: decisions[0].why'],
  ]
  for (const [args, code, message] of rows) {
    const ran = occtet(args, { env })
    expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(message)])
  }
  expect(existsSync(join(records, 'diligence.yaml'))).toBe(false)
  writeFileSync(join(dir, '.occtet', 'product.yaml'), 'schema: occtet.product/1\nid: pump\ncolour: red\n')
  const broken = occtet(decide(dir, 'lodash', 'x'), { env })
  expect([broken.code, broken.stderr]).toEqual([3, expect.stringMatching(/product\.yaml:3: colour/)])
})

test('diligence: a report is noted as open, then completed; contradictions are refused', () => {
  const { dir, env } = product()
  const report = (...more: readonly string[]) =>
    occtet(
      ['cra', 'diligence', 'report', 'pkg:npm/lodash@4.17.20', 'own-1', '--dir', dir, '--by', 'x', ...more],
      { env },
    )
  expect([report().code, report('--found', '2026-02-30').code, report('--found', '2027-01-01').code]).toEqual(
    [2, 2, 2],
  )
  expect(report('--found', '2026-11-01').stdout).toContain('not reported yet')
  const strict = occtet(['cra', 'diligence', 'list', dir, '--strict'], { env })
  expect([strict.code, strict.stdout]).toEqual([4, expect.stringContaining('own-1 in pkg:npm/lodash')])
  expect(report('--to', 'maker', '--not-reported', 'no-maintainer').code).toBe(2)
  expect(report('--to', 'maker', '--at', '2026-10-31').stderr).toContain('is before --found')
  const sent = report('--to', 'maker', '--at', '2026-11-02', '--fix-url', 'https://example.org/fix', '--json')
  expect(fits('cra-diligence-report', sent.stdout)).toMatchObject({
    report: { foundAt: '2026-11-01', reported: { at: '2026-11-02', to: 'maker', url: null } },
  })
  const bad = report('--fix-url', 'not an address')
  expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('expected a web address')])
  expect(occtet(['cra', 'diligence', 'list', dir], { env }).stdout).toContain('on record: 1')
})

/** Starts the program and waits until it ends, or kills it after some milliseconds. */
async function start(
  args: readonly string[],
  env: Product['env'],
  killAfter?: number,
): Promise<number | null> {
  const child = spawn(process.execPath, [`${cliFolder}occtet.mjs`, ...args], {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], SOURCE_DATE_EPOCH: '1795305600', ...env },
  })
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  await once(child, 'exit')
  clearTimeout(timer)
  return child.exitCode
}

test('diligence: commands at the same time are all kept, and a kill tears nothing', async () => {
  const { dir, env, records } = product()
  const names = ['one', 'two', 'three', 'four']
  const codes = await Promise.all(names.map(async (why) => start(decide(dir, 'lodash', why), env)))
  expect(codes).toEqual([0, 0, 0, 0])
  const read = () => {
    const file = parseDiligenceFile(readFileSync(join(records, 'diligence.yaml'), 'utf8'))
    if (!file.ok) throw new Error(file.error.message)
    return file.value.decisions.map(({ why }) => why)
  }
  expect(read().sort()).toEqual([...names].sort())
  for (const after of [150, 400, 700, 1000]) {
    const before = read()
    await start(decide(dir, 'left-pad', `killed ${after}`), env, after)
    expect(read().slice(0, before.length)).toEqual(before)
  }
  expect(await start(decide(dir, 'left-pad', 'last'), env)).toBe(0)
  expect(read().at(-1)).toBe('last')
})

test('status, plan, compare and saved files fit their schemas; own ratings are kept beside owners', () => {
  const { dir, env, records } = product()
  const answers = join(dir, 'answers.yaml')
  writeFileSync(answers, 'A1: installed-software\nA4: yes\nB1: maker\nC1: none\nD1: partial\nF9: no\n')
  occtet(['cra', 'assess', dir, '--answers', answers, '--by', 'assessor'], { env })
  expect(occtet(['cra', 'status', dir, '--own', '4.3=7'], { env }).code).toBe(2)
  expect(occtet(['cra', 'status', dir, '--own', '9.9=2'], { env }).code).toBe(2)
  expect(occtet(['cra', 'plan', dir, '--assign', 'ACT-21=lead'], { env }).code).toBe(0)
  const page = occtet(['cra', 'status', dir, '--own', '4.3=2', '--save', 'baseline'], { env })
  expect(page.stdout).toMatch(/4\.3 +2\.0 .*\(your own rating\)/)
  expect(page.stdout).toMatch(/5\.1 +- .*\(to be rated by you\)/)
  const plan = readFileSync(join(records, 'plan.yaml'), 'utf8')
  expect(plan).toMatch(/ACT-21:\n +owner: lead/)
  expect(plan).toMatch(/'?4\.3'?: 2/)
  const standing = fits('cra-standing', occtet(['cra', 'status', dir, '--json'], { env }).stdout)
  expect(standing).toHaveProperty('enisa.items.17', { ref: '4.3', coverage: 'ask', value: 2, isOwn: true })
  fits('cra-plan', occtet(['cra', 'plan', dir, '--json'], { env }).stdout)
  writeFileSync(answers, 'D1: yes\n')
  occtet(['cra', 'assess', dir, '--answers', answers, '--by', 'assessor'], { env })
  const compared = occtet(['cra', 'compare', dir, '--json'], { env })
  expect(fits('cra-comparison', compared.stdout)).toMatchObject({ answers: [{ id: 'D1' }] })
  const saved = readFileSync(join(records, 'assessments', '20261122T000000Z-baseline.json'), 'utf8')
  fits('assessment-file', saved)
})

test('benchmark: shown first, written only where agreed, anonymous, grouped by k', () => {
  const { dir, env } = product()
  const none = occtet(['cra', 'benchmark', 'export', dir, '--from', 'baseline', '--json'], { env })
  expect([none.code, JSON.parse(none.stdout)]).toMatchObject([3, { error: { code: 'ASSESSMENT_MISSING' } }])
  occtet(['cra', 'status', dir, '--save', 'baseline'], { env })
  const out = join(dir, 'record-0.json')
  const from = ['cra', 'benchmark', 'export', dir, '--from', 'baseline']
  const refused = occtet([...from, '--out', out], { env })
  expect([refused.code, existsSync(out)]).toEqual([2, false])
  expect(refused.stdout).toContain('Nothing was sent')
  expect(occtet([...from, '--out', out, '--agree'], { env }).code).toBe(0)
  const record = readFileSync(out, 'utf8')
  fits('cra-benchmark', record)
  expect(record).not.toMatch(/pump|4\.0\.0|2026-11/)
  expect(occtet([...from, '--out', out, '--agree'], { env }).code).toBe(2)
  const files = [0, 1, 2, 3, 4].map((at) => join(dir, `record-${at}.json`))
  for (const file of files) writeFileSync(file, record)
  const merge = (...args: readonly string[]) => occtet(['cra', 'benchmark', 'merge', ...args], { env })
  expect(fits('cra-benchmark-groups', merge(...files, '--json').stdout)).toMatchObject({
    k: 5,
    groups: [{ count: 5 }],
  })
  const twice = merge(...files.slice(0, 4), files[0] ?? '', '--json')
  expect(fits('cra-benchmark-groups', twice.stdout)).toMatchObject({ groups: [], withheld: 0 })
  expect(merge(...files, '--k', '2').code).toBe(2)
  const named = join(dir, 'named.json')
  writeFileSync(named, record.replace('{', '{"company":"x",'))
  const partly = merge(...files, named, '--strict')
  expect([partly.code, partly.stderr]).toEqual([4, expect.stringContaining('PARTIAL: 1 of 6 files unread')])
  expect(merge(named).code).toBe(3)
})
