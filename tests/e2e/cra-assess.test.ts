/** `occtet cra init` and `cra assess` as a user runs them: files, lines, JSON, and what is refused. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { occtet, projectRoot, scratch } from '../cli.ts'

interface Report {
  readonly progress: { readonly total: number; readonly answered: number; readonly preselected: number }
  readonly classification: { readonly roles: readonly string[]; readonly class: string }
  readonly questions: readonly {
    readonly id: string
    readonly text: string
    readonly answer: unknown
    readonly by: string | null
    readonly proposal: { readonly selected: unknown } | null
    readonly contradiction: { readonly sentence: string } | null
  }[]
}

function product(): { readonly dir: string; readonly env: Readonly<Record<string, string>> } {
  const dir = scratch('assess')
  writeFileSync(join(dir, 'package.json'), '{"name":"Sample App","version":"1.10.0","license":"MIT"}')
  writeFileSync(
    join(dir, 'SECURITY.md'),
    '# Security\nReport to security@example-maker.eu. We answer within 3 days.\n',
  )
  return { dir, env: { OCCTET_HOME: join(dir, '..', `${dir.split('/').at(-1) ?? ''}-home`) } }
}

const answers =
  'A1: installed-software\nA4: yes\nA5: none\nA7: 2028-03-01\nB1: maker\nB2: no\nB4: [price]\nC1: none\n'

function schemaOf(name: string): object {
  const path = join(projectRoot, 'packages/contract/schemas', `${name}.json`)
  return JSON.parse(readFileSync(path, 'utf8')) as object
}

const ajv = new Ajv2020({ strict: false })
const isReport = ajv.compile(schemaOf('cra-assess'))
const isInit = ajv.compile(schemaOf('cra-init'))

function reportOf(stdout: string): Report {
  const value: unknown = JSON.parse(stdout)
  expect([isReport(value), isReport.errors]).toEqual([true, null])
  return value as Report
}

test('init writes what the tree says, once', () => {
  const { dir, env } = product()
  const first = occtet(['cra', 'init', dir], { env })
  expect([first.code, first.stdout]).toEqual([
    0,
    expect.stringContaining('security@example-maker.eu (SECURITY.md:2)'),
  ])
  const file = readFileSync(join(dir, '.occtet', 'product.yaml'), 'utf8')
  expect(file).toMatch(/^id: sample-app$/m)
  expect(file).toMatch(/^ {2}version: 1\.10\.0$/m)
  expect(existsSync(join(dir, '.occtet', '.gitignore'))).toBe(true)
  const again = occtet(['cra', 'init', dir, '--json'], { env })
  expect([again.code, JSON.parse(again.stdout)]).toMatchObject([2, { error: { code: 'PROFILE_EXISTS' } }])
  expect(readFileSync(join(dir, '.occtet', 'product.yaml'), 'utf8')).toBe(file)
})

test('init --json says what it wrote, and takes a name and an id', () => {
  const { dir, env } = product()
  const run = occtet(['cra', 'init', dir, '--json', '--name', 'Größer & Co', '--id', 'own'], { env })
  const value: unknown = JSON.parse(run.stdout)
  expect([isInit(value), isInit.errors]).toEqual([true, null])
  expect(value).toMatchObject({ profile: { id: 'own', product: { name: 'Größer & Co' } } })
})

test('assess: no profile, a broken one, a wrong section', () => {
  const { dir, env } = product()
  const none = occtet(['cra', 'assess', dir, '--json'], { env })
  expect([none.code, JSON.parse(none.stdout)]).toMatchObject([3, { error: { code: 'PROFILE_MISSING' } }])
  occtet(['cra', 'init', dir], { env })
  expect(occtet(['cra', 'assess', dir, '--section', 'Z'], { env }).code).toBe(2)
  const path = join(dir, '.occtet', 'product.yaml')
  writeFileSync(path, `${readFileSync(path, 'utf8')}colour: red\n`)
  const broken = occtet(['cra', 'assess', dir], { env })
  expect([broken.code, broken.stderr]).toEqual([
    3,
    expect.stringMatching(/product\.yaml:\d+: colour: no such name here/),
  ])
})

test('assess: a prepared file, then the result as JSON, with evidence and clashes', () => {
  const { dir, env } = product()
  occtet(['cra', 'init', dir], { env })
  const file = join(dir, 'answers.yaml')
  writeFileSync(file, answers)
  const nobody = occtet(['cra', 'assess', dir, '--answers', file], { env })
  expect([nobody.code, nobody.stderr]).toEqual([3, expect.stringContaining('--by NAME')])
  const taken = occtet(['cra', 'assess', dir, '--answers', file, '--by', 'assessor', '--quick'], { env })
  expect([taken.code, taken.stdout]).toEqual([0, expect.stringContaining('8 of 16 questions answered')])
  const report = reportOf(occtet(['cra', 'assess', dir, '--json', '--quick'], { env }).stdout)
  expect(report.classification).toMatchObject({ roles: ['manufacturer'], class: 'default' })
  expect(report.progress).toMatchObject({ total: 16, answered: 8 })
  const policy = report.questions.find(({ id }) => id === 'F9')
  expect([policy?.answer, policy?.proposal?.selected]).toEqual([null, 'partial'])
  const place = join(env['OCCTET_HOME'] ?? '', 'private', 'sample-app', 'answers.yaml')
  expect((statSync(place).mode & 0o777).toString(8)).toBe('600')
  writeFileSync(file, 'A1: boat\n')
  const wrong = occtet(['cra', 'assess', dir, '--answers', file, '--by', 'assessor'], { env })
  expect([wrong.code, wrong.stderr]).toEqual([
    3,
    expect.stringMatching(/answers\.yaml:1: A1: expected one of/),
  ])
})

test('assess: line by line, one verdict per line, in order', () => {
  const { dir, env } = product()
  occtet(['cra', 'init', dir], { env })
  const input = '{"question":"A4","answer":"yes"}\n{"question":"D1","answer":{"na":"small"}}\nnonsense\n'
  const run = occtet(['cra', 'assess', dir, '--answers', '-', '--by', 'assessor'], { env, input })
  const lines = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect(lines).toMatchObject([
    { question: 'A4', ok: true },
    { ok: false, error: { code: 'NA_NOT_ALLOWED' } },
    { ok: false, error: { code: 'QUESTION_UNKNOWN' } },
  ])
  const report = reportOf(occtet(['cra', 'assess', dir, '--json'], { env }).stdout)
  expect(report.questions.filter(({ answer }) => answer !== null).map(({ id, by }) => [id, by])).toEqual([
    ['A4', 'assessor'],
  ])
})

test('assess: German, a clash told in words, and "not applicable" with its reason', () => {
  const { dir, env } = product()
  occtet(['cra', 'init', dir], { env })
  const file = join(dir, 'answers.yaml')
  const workflow =
    'on: push\npermissions: write-all\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: npm test\n'
  mkdirSync(join(dir, '.github', 'workflows'), { recursive: true })
  writeFileSync(join(dir, '.github', 'workflows', 'ci.yml'), workflow)
  writeFileSync(file, `${answers}F11: yes\nE16: { na: no users of its own }\n`)
  const run = occtet(['cra', 'assess', dir, '--answers', file, '--by', 'assessor', '--lang', 'de'], { env })
  expect([run.code, run.stdout]).toEqual([
    0,
    expect.stringMatching(/! F11: Sie antworten mit „ja“; gefunden wurde: /),
  ])
  const report = reportOf(
    occtet(['cra', 'assess', dir, '--json', '--lang', 'de', '--section', 'f'], { env }).stdout,
  )
  expect(report.questions.every(({ id }) => id.startsWith('F'))).toBe(true)
  expect(report.questions.find(({ id }) => id === 'F11')?.contradiction?.sentence).toMatch(/alle|all rights/)
})
