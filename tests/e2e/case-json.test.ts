/** `occtet case` from the outside: its JSON fits the schemas, kills and crowds lose nothing, drills stay drills. */
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { cliFolder, occtet, projectRoot, type Ran, scratch } from '../cli.ts'

const work = scratch('case')
const home = join(work, 'home')
const product = join(work, 'product')
mkdirSync(join(product, '.occtet'), { recursive: true })
writeFileSync(
  join(product, '.occtet', 'product.yaml'),
  `schema: occtet.product/1
id: gateway
product: { name: Gateway 3000, version: "3.2" }
manufacturer: { name: Example GmbH, website: "https://example.org", country: DE }
security: { contacts: [security@example.org], policyUrl: "https://example.org/security" }
reporting: { decisions: DE }
facts:
  product_form: device_with_software
  data_connection: true
  eu_market: true
  exclusion: none
  test_or_own_use_only: false
  foss: { licence_foss: false, source_public: false }
  control: publishes_and_controls
  person: legal
  non_profit_all_earnings: false
  monetisation: [price]
  sustained_support: none
  intended_for_commercial_use: true
  own_brand: true
  established_in_eu: true
  brand_owner_outside_eu: false
  chain_position: maker
  substantial_modification: false
  company_size: micro
  placed_on_market: 2019-05-01
`,
)

function at(time: string): Readonly<Record<string, string>> {
  const epoch = String(Date.parse(time) / 1000)
  return { OCCTET_HOME: home, OCCTET_BY: 'on-call', SOURCE_DATE_EPOCH: epoch }
}

function run(args: readonly string[], time = '2026-11-24T10:00:00Z'): Ran {
  return occtet(['case', ...args], { cwd: product, env: at(time) })
}

type Schema = 'case-file' | 'case-list' | 'case-notice' | 'case-package' | 'case-status' | 'error'

interface Value {
  readonly id: string
  readonly drill: boolean
  readonly phase: string
  readonly overdue: readonly string[]
  readonly stages: readonly { readonly id: string; readonly due: string | null }[]
  readonly cases: readonly { readonly id: string }[]
  readonly missing: readonly string[]
  readonly csaf: object | null
  readonly error: { readonly code: string }
}

function fits(name: Schema, value: unknown): Value {
  const path = join(projectRoot, 'packages/contract/schemas', `${name}.json`)
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(path, 'utf8')) as object)
  expect([name, validate(value) ? [] : validate.errors]).toEqual([name, []])
  return value as Value
}

function ask(name: Schema, args: readonly string[], { code = 0, time = '2026-11-24T10:00:00Z' } = {}): Value {
  const ran = run([...args, '--json'], time)
  expect([args, ran.code, ran.stderr]).toEqual([args, code, expect.anything()])
  return fits(name, JSON.parse(ran.stdout))
}

const id = 'AEV-20261120-1'
const caseFolder = join(home, 'private', 'gateway', 'cases')

test('scenario S-05 from the first call to the end', () => {
  const start = ['open', 'aev', '--title', 'Odd logins', '--signal', 'a customer called']
  const opened = ask('case-status', [...start, '--at', '2026-11-20T09:00+01:00'], {
    time: '2026-11-20T09:00:00Z',
  })
  expect(opened).toMatchObject({
    id,
    phase: 'assessing',
    subject: { role: 'manufacturer', companySize: 'micro', placedOnMarket: '2019-05-01' },
    routing: { certainty: 'stated', country: 'DE' },
  })
  ask('case-status', ['log', id, 'assessment-start', 'logs', '--at', '2026-11-20T08:10:00Z'])
  ask('case-status', ['log', id, 'assessment-end', 'exploited', '--at', '2026-11-20T09:30:00Z'])
  const reason = ['--reason', 'seen in the logs', '--decided-by', 'security lead']
  ask('case-status', ['log', id, 'aware', ...reason, '--at', '2026-11-20T10:30:00+01:00'])
  ask('error', ['stage', id, 'notification', '--at', '2026-11-20T12:00:00Z'], { code: 2 })
  ask('error', ['stage', id, 'early-warning', '--at', '2026-11-25T12:00:00Z'], { code: 2 })
  expect(ask('case-package', ['package', id, '--lang', 'de']).missing).toContain('FEHLT: Zusammenfassung')
  ask('case-status', ['stage', id, 'early-warning', '--at', '2026-11-20T15:00:00Z', '--reference', 'SRP 1'])
  const measured = ask('case-status', [
    'measure',
    id,
    'mitigating',
    'close port 9',
    '--at',
    '2026-11-23T12:00:00Z',
  ])
  expect(measured.stages.map(({ due }) => due)).toEqual([
    '2026-11-21T09:30:00Z',
    '2026-11-23T09:30:00Z',
    '2026-12-07T12:00:00Z',
  ])
  const late = ask('case-status', ['status', id, '--fail-on', 'overdue'], { code: 1 })
  expect(late.overdue).toEqual(['REP-AEV-72H'])
  expect(run(['status', '--fail-on', 'overdue']).code).toBe(1)
  expect(run(['status', '--fail-on', 'overdue'], '2026-11-23T09:30:00Z').code).toBe(0)
  ask('case-status', ['stage', id, 'notification'])
  ask('case-status', ['log', id, 'interim-request', 'news?', '--due', '2026-11-26T10:00:00+01:00'])
  ask('case-package', ['package', id, 'interim'])
  ask('case-status', ['stage', id, 'interim'])
  ask('error', ['close', id, '--reason', 'done'], { code: 2 })
  ask('case-status', ['stage', id, 'final-report', '--at', '2026-12-01T10:00:00Z'], {
    time: '2026-12-02T00:00:00Z',
  })
  const closed = ask('case-status', ['close', id, '--reason', 'done'], { time: '2026-12-02T00:00:00Z' })
  expect(closed).toMatchObject({ phase: 'closed', overdue: [] })
  fits('case-file', JSON.parse(readFileSync(join(caseFolder, `${id}.json`), 'utf8')))
})

test("the role is the classifier's, or as named, or unknown, which counts as a duty", () => {
  const folder = join(work, 'library')
  mkdirSync(join(folder, '.occtet'), { recursive: true })
  const open = (facts: string, ...args: readonly string[]): Value => {
    const profile = `schema: occtet.product/1\nid: library\nproduct: { name: Library }\nfacts: ${facts}\n`
    writeFileSync(join(folder, '.occtet', 'product.yaml'), profile)
    return ask('case-status', ['open', 'aev', '--title', 'x', '--product', folder, ...args])
  }
  const unclear = open('{}')
  expect(unclear).toMatchObject({ subject: { role: 'unknown' }, duty: { isMandatory: 'unknown' } })
  const clear = ['log', unclear.id, 'subject', '--role', 'manufacturer', '--reason', 'we sell it']
  const cleared = ask('case-status', [...clear, '--product', folder])
  expect(cleared).toMatchObject({ subject: { role: 'manufacturer' }, duty: { isMandatory: 'yes' } })
  const named = open('{}', '--role', 'steward', '--tier', '3')
  expect(named).toMatchObject({ subject: { tier: 'TIER-3' }, duty: { reason: 'steward-before-start' } })
  const steward = `{ product_form: software_component, data_connection: true, eu_market: true, exclusion: none,
    test_or_own_use_only: false, foss: { licence_foss: true, source_public: true }, control: publishes_and_controls,
    person: legal, non_profit_all_earnings: true, monetisation: [voluntary_donations, third_party_funding],
    sustained_support: engineering, intended_for_commercial_use: true, own_brand: true, established_in_eu: true,
    brand_owner_outside_eu: false, chain_position: maker, substantial_modification: false }`
  expect(open(steward)).toMatchObject({ subject: { role: 'open_source_steward', tier: 'TIER-3' } })
})

test('papers: what is missing, then all of it, in files of their owner', () => {
  const other = ask('case-status', ['open', 'inc', '--title', 'Build server']).id
  expect(ask('case-notice', ['notify', other])).toMatchObject({ csaf: null })
  const facts = join(work, 'facts.yaml')
  writeFileSync(
    facts,
    'summary: somebody changed the build\nversions: "3.1, 3.2"\nuserMeasures: do not update\n',
  )
  ask('case-status', ['log', other, '--from', facts, '--set', 'fixExpected=within a week, we hope'])
  const out = join(work, 'papers')
  const notice = ask('case-notice', ['notify', other, '--out', out, '--sent', 'mail to all'])
  expect([notice.missing, notice.csaf === null]).toEqual([[], false])
  expect(run(['package', other, '--out', out]).stdout).toContain('suspected unlawful or malicious')
  expect(readdirSync(out).sort()).toEqual([
    `${other}-REP-INC-EW.json`,
    `${other}-REP-INC-EW.txt`,
    `${other}-csaf.json`,
    `${other}-users.md`,
  ])
  if (process.platform !== 'win32') {
    for (const name of readdirSync(out)) expect(statSync(join(out, name)).mode & 0o777).toBe(0o600)
  }
  expect(run(['status', other]).stdout).toContain('informed 2026-11-24T10:00:00Z')
  ask('error', ['log', other, '--set', 'colour=red'], { code: 2 })
  ask('error', ['log', other, '--set', 'suspectedUnlawful'], { code: 2 })
})

test('a decision not to report needs a ground, a reason and a name', () => {
  const quiet = ask('case-status', ['open', 'aev', '--title', 'A scanner']).id
  const close = ['close', quiet, '--reason', 'our own test']
  ask('error', [...close, '--not-reportable', '?', '--decided-by', 'lead'], { code: 2 })
  ask('error', [...close, '--not-reportable', 'AEV-NOT-1'], { code: 2 })
  const done = ask('case-status', [...close, '--not-reportable', 'AEV-NOT-1', '--decided-by', 'lead'])
  expect(done.phase).toBe('closed')
  const out = join(work, 'decision')
  run(['package', quiet, '--out', out])
  expect(readFileSync(join(out, `${quiet}-decision.md`), 'utf8')).toContain('our own test')
})

test('a drill is marked in everything it prints and writes, and is no case', () => {
  const drill = ask('case-status', ['drill', 'inc', '--title', 'Spring rehearsal'])
  expect(drill).toMatchObject({ id: 'DRILL-INC-20261124-1', drill: true })
  const text = [
    '--set',
    'summary=x',
    '--set',
    'versions=1',
    '--set',
    'userMeasures=x',
    '--set',
    'fixExpected=x',
  ]
  run(['log', drill.id, ...text])
  const out = join(work, 'drill')
  const printed = [
    run(['status', drill.id]).stdout,
    run(['list', '--drills']).stdout,
    run(['log', drill.id]).stdout,
    run(['package', drill.id, '--out', out]).stdout,
    run(['notify', drill.id, '--out', out, '--lang', 'de']).stdout,
  ]
  for (const output of printed) expect(output.split('\n')[0]).toContain('DRILL')
  expect(readdirSync(out)).toHaveLength(4)
  for (const name of readdirSync(out)) {
    expect(name).toMatch(/^DRILL-/)
    expect(readFileSync(join(out, name), 'utf8')).toContain('DRILL')
  }
  const ids = (args: readonly string[]): readonly string[] =>
    ask('case-list', args).cases.map((one) => one.id)
  expect(ids(['list', '--drills'])).toEqual([drill.id])
  expect(ids(['list']).filter((one) => one.startsWith('DRILL'))).toEqual([])
  expect(ids(['list'])).toContain(id)
})

test('texts of others cannot steer a terminal', () => {
  const evil = 'a\u001b[2J\u009b31m\u202eb'
  const odd = ask('case-status', ['open', 'aev', '--title', evil]).id
  run(['log', odd, 'note', evil])
  run(['log', odd, '--set', `summary=${evil}`])
  const printed = [['status', odd], ['log', odd], ['list'], ['package', odd], ['notify', odd]].map((args) =>
    run(args),
  )
  for (const { stdout, stderr, code } of printed) {
    expect(code).toBe(0)
    const said = stdout + stderr
    expect(['\u001b', '\u009b', '\u202e'].filter((mark) => said.includes(mark))).toEqual([])
  }
})

test('wrong use is told, damage is told', () => {
  ask('error', ['status', 'AEV-20200101-1'], { code: 3 })
  ask('error', ['status', '../gateway'], { code: 3 })
  expect(run(['status', id, '--zone', 'Mars/Base']).code).toBe(2)
  expect(run(['status', id, '--fail-on', 'rain']).code).toBe(2)
  const path = join(caseFolder, 'AEV-20260101-1.json')
  writeFileSync(path, '{')
  expect(ask('case-list', ['list'])).toMatchObject({ problems: [{ code: 'CASE_DAMAGED' }] })
  ask('error', ['status', 'AEV-20260101-1'], { code: 3 })
  rmSync(path)
})

function start(args: readonly string[]): {
  readonly done: Promise<number | null>
  readonly kill: () => void
} {
  const child = spawn(process.execPath, [`${cliFolder}occtet.mjs`, 'case', ...args], {
    cwd: product,
    env: { ...at('2026-12-03T00:00:00Z'), PATH: process.env['PATH'] },
    stdio: 'ignore',
  })
  const done = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  return { done, kill: () => void child.kill('SIGKILL') }
}

function notesOf(name: string): readonly string[] {
  const file = fits('case-file', JSON.parse(readFileSync(join(caseFolder, `${name}.json`), 'utf8')))
  const { entries } = file as unknown as { entries: readonly { fact: { type: string; text: string } }[] }
  return entries.flatMap(({ fact }) => (fact.type === 'note' ? [fact.text] : []))
}

test('kill -9 at any moment loses nothing that was acknowledged, and blocks nobody', async () => {
  const victim = ask('case-status', ['open', 'aev', '--title', 'Kill me']).id
  const began = performance.now()
  expect(await start(['log', victim, 'note', 'before all']).done).toBe(0)
  const whole = performance.now() - began
  const acknowledged = ['before all']
  let killed = 0
  // From the middle of a whole run, where it writes, to after its end.
  for (let round = 0; round < 30; round++) {
    const child = start(['log', victim, 'note', `note ${round}`])
    const timer = setTimeout(child.kill, whole * (0.5 + round / 50))
    const code = await child.done
    clearTimeout(timer)
    if (code === 0) acknowledged.push(`note ${round}`)
    else killed++
  }
  const last = start(['log', victim, 'note', 'after all'])
  expect(await last.done).toBe(0)
  const kept = notesOf(victim)
  expect(kept).toEqual(expect.arrayContaining([...acknowledged, 'after all']))
  expect(new Set(kept).size).toBe(kept.length)
  expect(killed).toBeGreaterThan(0)
})

test('of many commands at once none loses its entry', async () => {
  const shared = ask('case-status', ['open', 'aev', '--title', 'Crowd']).id
  const texts = Array.from({ length: 8 }, (_item, at) => `note ${at}`)
  const codes = await Promise.all(texts.map((text) => start(['log', shared, 'note', text]).done))
  expect(codes).toEqual(texts.map(() => 0))
  expect([...notesOf(shared)].sort()).toEqual(texts)
})
