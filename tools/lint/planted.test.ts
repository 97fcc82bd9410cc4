/** Every configured lint rule, the formatter and the duplicate check are proven by a planted breach. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../sources.ts'

const lines = (count: number, line: string): string => Array.from({ length: count }, () => line).join('\n')
const branches = Array.from({ length: 14 }, (_, index) => `if (a === ${index}) return ${index}`).join('\n')

/** Rule → text that breaks it. */
const breaches: Readonly<Record<string, string>> = {
  complexity: `export function f(a: number): number {\n${branches}\nreturn 0\n}`,
  'max-lines': `export const a = 1\n${lines(401, 'void a')}`,
  'max-lines-per-function': `export function f(a: number): void {\n${lines(42, 'void a')}\n}`,
  'max-params': 'export const f = (a: number, b: number, c: number, d: number): number => a + b + c + d',
  'max-depth': 'export function f(a: boolean): void { if (a) { if (a) { if (a) { if (a) { void a } } } } }',
  'no-var': 'export var a = 1',
  'prefer-const': 'let a = 1\nexport const b = a',
  eqeqeq: 'export const f = (a: unknown): boolean => a == 1',
  'no-console': 'console.log(1)\nexport {}',
  'no-default-export': 'export default 1',
  'no-explicit-any': 'export const a: any = 1',
  'no-non-null-assertion': 'export const f = (a: string | undefined): string => a!',
  'no-floating-promises': 'async function f(): Promise<void> {}\nf()\nexport {}',
  'no-misused-promises': 'export const f = (a: () => Promise<boolean>): number => (a() ? 1 : 2)',
  'switch-exhaustiveness-check':
    "export function f(a: 'x' | 'y'): number { switch (a) { case 'x': return 1 }\nreturn 0 }",
  'no-unsafe-assignment': 'export const a: string = JSON.parse("1")',
  'no-unsafe-call': 'const f: unknown = 1\nexport const b = (JSON.parse("1")).go()\nvoid f',
  'no-unsafe-member-access': 'export const b: unknown = (JSON.parse("1")).name',
  'no-unsafe-return': 'export function f(): string { return JSON.parse("1") }',
  'no-unsafe-argument': 'export const b = encodeURIComponent(JSON.parse("1"))',
  'no-noninteractive-tabindex': 'export const a = <p tabIndex={0}>it</p>',
  'consistent-type-imports': "import { Stats } from 'node:fs'\nexport const f = (a: Stats): number => a.size",
}

/** Rules of components are planted in one. */
const fileOf = (rule: string): string => `${rule}${rule === 'no-noninteractive-tabindex' ? '.tsx' : '.ts'}`

function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-planted-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const options = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true, composite: false, types: ['node'], jsx: 'react-jsx' },
    include: ['*.ts', '*.tsx'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`)
  return folder
}

function run(program: string, args: readonly string[], cwd: string): { code: number | null; output: string } {
  const ran = spawnSync(join(root, 'node_modules/.bin', program), args, { cwd, encoding: 'utf8' })
  return { code: ran.status, output: `${ran.stdout}${ran.stderr}` }
}

test('each lint rule finds its breach', () => {
  const folder = plant(
    Object.fromEntries(Object.entries(breaches).map(([rule, text]) => [fileOf(rule), text])),
  )
  const { output } = run(
    'oxlint',
    ['--type-aware', '-f', 'unix', '-c', join(root, '.oxlintrc.json'), '.'],
    folder,
  )
  const found = output.split('\n')
  const silent = Object.keys(breaches).filter(
    (rule) => !found.some((line) => line.includes(`${fileOf(rule)}:`) && line.includes(`(${rule})`)),
  )
  expect(silent, output).toEqual([])
})

test('each rule that the configuration names has a planted breach', () => {
  const config = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
    rules: Record<string, unknown>
  }
  const on = Object.entries(config.rules).filter(([, level]) => level !== 'off')
  expect(on.map(([rule]) => rule.replace(/^.*\//, '')).filter((rule) => !(rule in breaches))).toEqual([])
})

test('the formatter, the compiler and the duplicate check refuse a breach', () => {
  const block = Array.from(
    { length: 30 },
    (_, index) => `export const name${index} = compute(${index}, 'text ${index}', [${index}, ${index + 1}])`,
  ).join('\n')
  const rows = Array.from({ length: 30 }, (_, index) => `<p className="a">{t('text ${index}', ${index})}</p>`)
  const component = `export const A = () => <div>\n${rows.join('\n')}\n</div>`
  const folder = plant({
    'badly.ts': 'export   const a = {b:1 ,c:2}',
    'types.ts': 'export const a: string = 1',
    'one.ts': block,
    'two.ts': block,
    'one.tsx': component,
    'two.tsx': component,
  })
  writeFileSync(join(folder, 'biome.json'), readFileSync(join(root, 'biome.json')))
  expect(run('biome', ['format', 'badly.ts'], folder).code).not.toBe(0)
  expect(run('tsc', ['-p', '.'], folder).output).toContain('TS2322')
  for (const kind of ['ts', 'tsx']) {
    expect(run('jscpd', duplicatesArgs(kind), folder).code, kind).not.toBe(0)
  }
})

/** The arguments that look for duplicates among files of one kind, as strictly as the gate, which reads that kind too. */
function duplicatesArgs(kind: string): string[] {
  const { pattern, threshold, minTokens } = JSON.parse(readFileSync(join(root, '.jscpd.json'), 'utf8')) as {
    pattern: string
    threshold: number
    minTokens: number
  }
  expect(pattern.split(/\W+/)).toContain(kind)
  const limits = ['--min-tokens', String(minTokens), '--threshold', String(threshold)]
  return ['--pattern', `*.${kind}`, ...limits, '--reporters', 'silent', '.']
}
