/** From nothing to the papers, through the built program, for four people: maker, open-source maker, steward, importer. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SchemaName, schemas } from '../../packages/contract/src/index.ts'
import { occtet, projectRoot, scratch } from '../cli.ts'

const answersFolder = join(projectRoot, 'tests/golden/cra-flow')
const day = '2026-11-22'

/** A small product with history, a release, a policy, a hardened image and a default password. */
const files: Readonly<Record<string, string>> = {
  'package.json':
    '{"name":"ledger-lite","version":"1.2.0","private":true,"dependencies":{"lodash":"4.17.21"}}',
  'package-lock.json':
    '{"name":"ledger-lite","version":"1.2.0","lockfileVersion":3,"packages":{"":{"dependencies":{"lodash":"4.17.21"}},"node_modules/lodash":{"version":"4.17.21"}}}',
  'SECURITY.md': '# Security\n\nReport to security@ledger-lite.test. We answer within 3 days.\n',
  Dockerfile: 'FROM alpine:3.24\nRUN adduser -D app\nUSER app\nCMD ["node", "src/server.js"]\n',
  'docker-compose.yml':
    'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: secret\n',
  'src/server.js': 'require("node:http").createServer((_, answer) => answer.end("ok")).listen(8080)\n',
}
const template = scratch('flow-product')

beforeAll(() => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(template, path)), { recursive: true })
    writeFileSync(join(template, path), text)
  }
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-q', '-m', 'first')
  git('tag', 'v1.2.0')
})

function git(...args: readonly string[]): void {
  const date = '2026-10-01T00:00:00Z'
  const person = { NAME: 'a', EMAIL: 'a@project.test', DATE: date }
  const env: (readonly [string, string])[] = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value] as const,
    [`GIT_COMMITTER_${key}`, value] as const,
  ])
  execFileSync('git', ['-c', 'commit.gpgsign=false', ...args], {
    cwd: template,
    env: { PATH: process.env['PATH'], HOME: template, GIT_CONFIG_NOSYSTEM: '1', ...Object.fromEntries(env) },
  })
}

interface Person {
  readonly dir: string
  readonly run: (args: readonly string[]) => ReturnType<typeof occtet>
  /** The value of `--json`, which its schema accepts. */
  readonly json: <T>(schema: SchemaName, args: readonly string[]) => T
}

function person(name: string): Person {
  const dir = scratch(`flow-${name}`)
  cpSync(template, dir, { recursive: true })
  const env = { OCCTET_HOME: scratch('flow-home'), OCCTET_BY: 'assessor' }
  const run = (args: readonly string[]) => occtet(args, { cwd: dir, env })
  return {
    dir,
    run,
    json: <T>(schema: SchemaName, args: readonly string[]): T => {
      const ran = run([...args, '--json'])
      expect([ran.code, ran.stderr.includes('occtet:')], `${args.join(' ')}\n${ran.stderr}`).toEqual([
        0,
        false,
      ])
      const value: unknown = JSON.parse(ran.stdout)
      expect(schemas[schema].safeParse(value).error?.issues ?? [], args.join(' ')).toEqual([])
      return value as T
    },
  }
}

interface Assess {
  readonly progress: { readonly total: number; readonly answered: number }
  readonly classification: {
    readonly scope: string
    readonly roles: readonly string[]
    readonly class: string | null
    readonly applies: string
  }
  readonly questions: readonly {
    readonly id: string
    readonly answer: unknown
    readonly contradiction: { readonly sentence: string } | null
  }[]
}

interface Standing {
  readonly readiness: { readonly percent: number | null }
  readonly margin: number
  readonly level: { readonly number: number }
  readonly requirements: Readonly<Record<string, string>>
  readonly unanswered: readonly string[]
  readonly toFindOut: readonly string[]
  readonly plan: readonly { readonly action: string; readonly open: readonly { question: string }[] }[]
}

interface Classified {
  readonly scope: string
  readonly conformity_routes: readonly { readonly id: string; readonly availableAt: boolean | null }[]
  readonly obligations: readonly { readonly id: string }[]
  readonly reasoning: readonly { readonly id: string; readonly ref: string }[]
  readonly not_allowed: readonly string[]
}

interface List {
  readonly papers: readonly {
    readonly id: string
    readonly status: string
    readonly refusal?: { readonly code: string; readonly reason: string; readonly article: string }
  }[]
}

interface Created {
  readonly papers: readonly {
    readonly id: string
    readonly state: string
    readonly files: readonly { readonly path: string; readonly format: string }[]
  }[]
  readonly refused: readonly { readonly id: string; readonly reason: string; readonly article: string }[]
}

/** Init, evidence, answers: what every person does first. */
function start(name: string, sheet: string): Person & { readonly assess: Assess } {
  const one = person(name)
  one.json('cra-init', ['cra', 'init', '--name', 'Ledger Lite', '--id', name])
  const evidence = one.json<{ readonly requirements: readonly unknown[] }>('cra-status', ['cra', 'evidence'])
  expect(evidence.requirements).toHaveLength(22)
  const assess = one.json<Assess>('cra-assess', ['cra', 'assess', '--answers', join(answersFolder, sheet)])
  return { ...one, assess }
}

const formats = ['html', 'pdf', 'docx', 'md', 'json']
/** What a paper must never say of itself; the form of Annex V quotes the manufacturer's own sentence. */
const claims =
  /\b(?:is|are|product) (?:CRA[- ])?compliant\b|\bconforms to the (?:CRA|Regulation)|certified by OCCTET|ist konform\b|erfüllt die Verordnung/i

/** Every paper that applies is there in every form, marked as a draft; every other one is refused with reason and article. */
function printPapers(one: Person, language: string): Created {
  const out = join(one.dir, `papers-${language}`)
  const args = ['documents', 'create', 'all', '--format', formats.join(','), '--lang', language, '--out', out]
  const created = one.json<Created>('documents-create', args)
  const list = one.json<List>('documents-list', ['documents', 'list'])
  const refused = list.papers.filter((paper) => paper.status === 'refused')
  expect(created.papers.map(({ id }) => id).sort()).toEqual(
    list.papers.flatMap(({ id, status }) => (status === 'refused' ? [] : [id])).sort(),
  )
  expect(created.refused.map(({ id }) => id).sort()).toEqual(refused.map(({ id }) => id).sort())
  expect(created.refused.filter(({ reason, article }) => reason === '' || article === '')).toEqual([])
  for (const paper of created.papers) {
    expect(paper.state, paper.id).toBe('draft')
    expect(paper.files.flatMap(({ format }) => (formats.includes(format) ? [format] : []))).toEqual(formats)
    for (const { path, format } of paper.files) checkForm(readFileSync(path), { format, language })
  }
  expect(readdirSync(out).filter((name) => name.endsWith('.tmp'))).toEqual([])
  return created
}

function checkForm(bytes: Buffer, { format, language }: { format: string; language: string }): void {
  const text = bytes.toString('utf8')
  if (format === 'pdf') expect(text.startsWith('%PDF-')).toBe(true)
  if (format === 'docx') expect(text.startsWith('PK')).toBe(true)
  if (format === 'json') {
    expect(schemas.paper.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([])
  }
  if (format !== 'html' && format !== 'md') return
  expect(text).toMatch(language === 'de' ? /ENTWURF/ : /DRAFT/)
  expect(text).not.toMatch(claims)
}

describe('from nothing to the papers', () => {
  test('a maker of closed software: what applies, the 22, the plan, the papers', { timeout: 60_000 }, () => {
    const one = start('maker', 'manufacturer.yaml')
    expect(one.assess.classification).toMatchObject({
      scope: 'in_scope',
      roles: ['manufacturer'],
      class: 'default',
      applies: 'full',
    })
    expect(one.assess.progress.answered).toBe(one.assess.progress.total)
    const clash = (id: string) => one.assess.questions.find((question) => question.id === id)?.contradiction
    expect(clash('E3')?.sentence).toContain('password')
    // A hardened image is no objection to a small attack surface.
    expect(clash('E14')).toBeNull()

    const why = one.json<Classified>('cra-classification', ['cra', 'classify', '.', '--at', day])
    expect(why.conformity_routes.map(({ id, availableAt }) => [id, availableAt])).toEqual([
      ['A', true],
      ['B+C', null],
      ['H', null],
      ['CERT', false],
    ])
    expect(why.reasoning.every(({ ref }) => ref !== '')).toBe(true)

    const status = one.json<Standing>('cra-standing', ['cra', 'status', '--save', 'baseline'])
    expect(status.requirements).toMatchObject({
      'ECR-I-2i': 'unknown',
      'ECR-I-2h': 'gap',
      'ECR-I-2e': 'met',
      'ECR-I-1': 'partly',
    })
    expect(status.toFindOut).toEqual(['E1', 'E7', 'E13', 'H1'])
    expect(status.margin).toBeGreaterThan(0)
    const plan = one.json<Pick<Standing, 'plan'>>('cra-plan', ['cra', 'plan']).plan
    expect(plan).toEqual(status.plan)
    expect(plan.some(({ action }) => action === 'ACT-22')).toBe(true)
    const shown = one.run(['cra', 'status']).stdout
    expect(shown.match(/^ {3}\d {2}ACT-/gm)).toHaveLength(5)
    expect(shown).toMatch(/\? unknown +\S.*? +I \(2\)\(i\)/)

    const printed = printPapers(one, 'en')
    expect(printed.refused.map(({ id }) => id).sort()).toEqual([
      'attestation-draft',
      'distributor-checklist',
      'importer-checklist',
      'steward-policy',
    ])
    const declaration = readFileSync(join(one.dir, 'papers-en/declaration-of-conformity.en.md'), 'utf8')
    expect(declaration).toContain('Missing')
  })

  test('every command that the plan names is one, and its paper exists', { timeout: 30_000 }, () => {
    const one = person('named')
    one.run(['cra', 'init'])
    const text = one.run(['cra', 'plan', '--all']).stdout.replace(/\s+/g, ' ')
    const named = [...text.matchAll(/documents create ([\w-]+)/g)].map(([, id]) => id)
    const known = new Set(one.json<List>('documents-list', ['documents', 'list']).papers.map(({ id }) => id))
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter((id) => !known.has(id ?? ''))).toEqual([])
    const commands = [
      ...new Set(
        [...text.matchAll(/occtet ((?:cra|case) \w+|check|scan|inventory)/g)].map(([, words]) => words ?? ''),
      ),
    ]
    expect(commands.length).toBeGreaterThan(3)
    expect(commands.filter((words) => one.run([...words.split(' '), '--help']).code !== 0)).toEqual([])
  })

  test('baseline, changed answers, comparison; what is unknown stays so', { timeout: 30_000 }, () => {
    const one = start('moves', 'manufacturer.yaml')
    one.run(['cra', 'status', '--save', 'baseline'])
    writeFileSync(join(one.dir, 'later.yaml'), 'E1: yes\nE2: yes\nE12: yes\n')
    one.json('cra-assess', ['cra', 'assess', '--answers', 'later.yaml'])
    const moved = one.json<{ readonly requirements: readonly object[] }>('cra-comparison', ['cra', 'compare'])
    expect(moved.requirements).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'ECR-I-2h', from: 'gap', to: 'met' })]),
    )
    const german = one.run(['cra', 'compare', '--lang', 'de']).stdout
    expect(german).toMatch(/I \(2\)\(h\) .*: Lücke -> keine offene Lücke/)
    expect(one.json<Standing>('cra-standing', ['cra', 'status']).toFindOut).toEqual(['E7', 'E13', 'H1'])
  })

  test('class I open source with public papers: two roles, own assessment is open', {
    timeout: 60_000,
  }, () => {
    const one = start('oss', 'open-source.yaml')
    expect(one.assess.classification).toMatchObject({
      roles: ['manufacturer', 'open_source_steward'],
      class: 'important_class_I',
    })
    const why = one.json<Classified>('cra-classification', ['cra', 'classify', '.', '--at', day])
    expect(why.conformity_routes.find(({ id }) => id === 'A')).toMatchObject({ availableAt: true })
    expect(why.not_allowed.join(' ')).toMatch(/CE mark/)
    expect(why.obligations.map(({ id }) => id)).toEqual(expect.arrayContaining(['OBL-M-13-01', 'OBL-S-24-1']))
    const refused = printPapers(one, 'de').refused.map(({ id }) => id)
    expect(refused.sort()).toEqual(['distributor-checklist', 'importer-checklist'])
  })

  test('a steward: no 22 requirements, no declaration, no CE mark, no fines', { timeout: 60_000 }, () => {
    const one = start('steward', 'steward.yaml')
    expect(one.assess.classification).toMatchObject({
      scope: 'steward_regime',
      roles: ['open_source_steward'],
      class: null,
    })
    const why = one.json<Classified & { readonly fines: string }>('cra-classification', [
      'cra',
      'classify',
      '.',
    ])
    expect([why.fines, why.conformity_routes]).toEqual(['none', []])
    expect(one.run(['cra', 'status']).stdout).toContain('bind the manufacturer')
    const refused = printPapers(one, 'en').refused.map(({ id }) => id)
    expect(refused).toEqual(expect.arrayContaining(['declaration-of-conformity', 'conformity-module-a']))
    const alone = one.run(['documents', 'create', 'declaration-of-conformity', '--out', 'none', '--json'])
    expect([alone.code, JSON.parse(alone.stdout)]).toMatchObject([2, { error: { code: 'NOT_FOR_ROLE' } }])
    expect(existsSync(join(one.dir, 'none'))).toBe(false)
  })

  test('an importer: checks the maker, reports nothing under Art. 14', { timeout: 60_000 }, () => {
    const one = start('importer', 'importer.yaml')
    expect(one.assess.classification).toMatchObject({ roles: ['importer'], class: 'important_class_I' })
    const why = one.json<Classified>('cra-classification', ['cra', 'classify', '.'])
    const duties = why.obligations.map(({ id }) => id)
    expect([duties.includes('OBL-I-19-2'), duties.includes('OBL-M-14-01')]).toEqual([true, false])
    const { papers } = printPapers(one, 'de')
    expect(papers.map(({ id }) => id)).toContain('importer-checklist')
    expect(papers.map(({ id }) => id)).not.toContain('technical-documentation')
  })

  test('whoever knows nothing is not led out of the law, and nothing counts as met', {
    timeout: 30_000,
  }, () => {
    const one = person('unknown')
    one.run(['cra', 'init'])
    const blank = one.run(['cra', 'assess', '--blank']).stdout
    const ids = [...blank.matchAll(/^# ([A-J]\d+): $/gm)].map(([, id]) => id ?? '')
    expect(ids.length).toBeGreaterThan(80)
    // The sheet as it is answers nothing.
    writeFileSync(join(one.dir, 'sheet.yaml'), blank)
    expect(one.run(['cra', 'assess', '--answers', 'sheet.yaml']).code).not.toBe(70)
    writeFileSync(join(one.dir, 'all.yaml'), blank.replace(/^# ([A-J]\d+: )$/gm, '$1unknown'))
    const assess = one.json<Assess>('cra-assess', ['cra', 'assess', '--answers', 'all.yaml'])
    expect(assess.classification.scope).toBe('undetermined')
    const status = one.json<Standing>('cra-standing', ['cra', 'status'])
    expect(new Set(Object.values(status.requirements))).toEqual(new Set(['unknown']))
    expect([status.readiness.percent, status.margin, status.level.number]).toEqual([0, 50, 1])
    const said = one.run(['cra', 'status']).stdout
    expect(said).toContain('does not lead out of the law')
    expect(said).not.toMatch(/more than a year away|no open gap/)
    const papers = one.json<List>('documents-list', ['documents', 'list']).papers
    expect(papers.filter(({ status: state }) => state === 'refused')).toEqual([])
  })

  test('a drill of a report is marked and stays apart from real cases', () => {
    const one = start('drill', 'manufacturer.yaml')
    const opened = one.run(['case', 'drill', 'aev', '--title', 'Odd logins'])
    expect([opened.code, opened.stdout]).toEqual([0, expect.stringMatching(/DRILL-AEV-/)])
    const real = one.json<{ readonly cases: readonly unknown[] }>('case-list', ['case', 'list'])
    expect(real.cases).toEqual([])
  })
})

describe('bad input', () => {
  test('gives one clear error and changes nothing', { timeout: 30_000 }, () => {
    const one = start('bad', 'manufacturer.yaml')
    const before = one.run(['cra', 'status', '--json']).stdout
    writeFileSync(join(one.dir, 'wrong.yaml'), 'E2: no\nA1: boat\n')
    const wrong = one.run(['cra', 'assess', '--answers', 'wrong.yaml', '--json'])
    expect([wrong.code, wrong.stdout.trim().split('\n').length]).toEqual([3, expect.any(Number)])
    const { error } = JSON.parse(wrong.stdout) as { readonly error: { readonly message: string } }
    expect(error.message).toContain('wrong.yaml:2: A1')
    expect(one.run(['cra', 'status', '--json']).stdout).toBe(before)
    writeFileSync(join(one.dir, '.occtet/product.yaml'), 'schema: occtet.product/1\nid: [')
    const broken = one.run(['documents', 'create', 'all', '--out', 'none'])
    expect([broken.code, broken.stderr]).toEqual([3, expect.stringMatching(/product\.yaml:\d+/)])
    expect(existsSync(join(one.dir, 'none'))).toBe(false)
  })
})
