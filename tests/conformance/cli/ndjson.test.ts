/** The line-by-line commands over the published vectors: one answer per line, in order (design sections 4 and 10.8). */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type SchemaName, schemas } from '../../../packages/contract/src/index.ts'
import { occtet } from '../../cli.ts'
import { describeShared, sharedPath } from '../../shared.ts'

type Answer = Readonly<Record<string, unknown>>

function ask(args: readonly string[], lines: readonly string[]): readonly Answer[] {
  const ran = occtet(args, { input: `${lines.join('\n')}\n` })
  expect(ran.stderr).toBe('')
  expect(ran.code).toBe(0)
  return ran.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
}

function conforms(name: SchemaName, answers: readonly Answer[]): void {
  const wrong = answers.filter((answer) => !schemas[name].safeParse(answer).success)
  expect(wrong).toEqual([])
}

describeShared('purl vectors through the command', () => {
  interface PurlCase {
    readonly test_type: string
    readonly input: unknown
    readonly expected_output: {
      type: string
      namespace: string | null
      name: string
      version: string | null
    } | null
    readonly expected_failure: boolean
  }
  /** Contradicts the suite's own `validate` row for the same text; see tests/conformance/model/purl.test.ts. */
  const contradicted = 'pkg:gem/jruby-launcher@1.1.2?Platform=java'
  const folder = sharedPath('vectors/purl/')
  const cases = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('-test.json'))
    .flatMap((name) => (JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as { tests: PurlCase[] }).tests)
    .filter((one) => one.test_type === 'parse' && typeof one.input === 'string' && one.input !== contradicted)

  test('every parse case, answered in order', () => {
    const answers = ask(
      ['purl', 'parse', '-'],
      cases.map((one) => String(one.input)),
    )
    expect(answers).toHaveLength(cases.length)
    expect(cases.length).toBeGreaterThan(100)
    const wrong = cases.flatMap((one, index) => {
      const answer = answers[index]
      if (one.expected_failure) return answer?.['ok'] === false ? [] : [[one.input, answer]]
      const same = (['type', 'namespace', 'name', 'version'] as const).every(
        (key) => (one.expected_output?.[key] ?? null) === answer?.[key],
      )
      return same ? [] : [[one.input, answer]]
    })
    expect(wrong).toEqual([])
    conforms('purl-answer', answers)
  })
})

describeShared('hash vectors through the command', () => {
  test('core text and both generations', () => {
    const vectors = JSON.parse(readFileSync(sharedPath('vectors/hashid.json'), 'utf8')) as Record<
      string,
      unknown
    >
    expect(Object.keys(vectors).length).toBeGreaterThan(0)
    const answers = ask(
      ['purl', 'parse', '-'],
      ['pkg:npm/lodash@4.17.21', 'pkg:alpm/arch/libc++', 'pkg:pypi/Django@5.0.2'],
    )
    expect(answers.map((answer) => answer['hashid'])).toEqual([
      { core: 'pkg:npm/lodash', a: '026', b: '0105' },
      { core: 'pkg:alpm/arch/libc%2b%2b', a: '04', b: '0816' },
      { core: 'pkg:pypi/django', a: '36', b: '0820' },
    ])
    const places = ask(
      ['purl', 'locate', '-'],
      ['pkg:npm/%40angular/core@16.2.0', 'pkg:golang/github.com/Foo/Bar/v2@v2.0.0'],
    )
    expect(places.map(({ repo, path }) => [repo, path])).toEqual([
      ['purls-npm-0896', 'npm-0899/%40angular/core/purls.yml'],
      ['purls-golang-0448', 'golang-0505/github.com%2FFoo%2FBar/v2/purls.yml'],
    ])
    conforms('locate-answer', places)
  })
})

describeShared('version vectors through the command', () => {
  test('comparisons of the generated native lists', () => {
    const folder = sharedPath('vectors/vers/compare/')
    const schemes: Readonly<Record<string, string>> = {
      'maven-scalibr-generated': 'maven',
      'pypi-scalibr-generated': 'pypi',
      'gem-scalibr-generated': 'gem',
      'deb-scalibr-generated': 'deb',
    }
    const rows = Object.entries(schemes).flatMap(([file, scheme]) => {
      const { tests } = JSON.parse(readFileSync(`${folder}${file}.json`, 'utf8')) as {
        tests: [string, '<' | '=' | '>', string][]
      }
      return tests.map(([a, order, b]) => ({
        scheme,
        a,
        b,
        result: order === '<' ? -1 : order === '>' ? 1 : 0,
      }))
    })
    const answers = ask(
      ['version', 'compare', '-'],
      rows.map(({ scheme, a, b }) => JSON.stringify({ scheme, a, b })),
    )
    expect(rows.filter((row, index) => answers[index]?.['result'] !== row.result)).toEqual([])
    conforms('version-answer', answers)
  })
})

test('errors are answers too, and keep their place', () => {
  const long = `pkg:npm/${'a'.repeat(70_000)}`
  const answers = ask(['purl', 'parse', '-'], ['pkg:npm/a@1', 'nonsense', '', long, 'pkg:npm/b@2'])
  expect(
    answers.map((answer) => [answer['ok'], (answer['error'] as { code?: string } | undefined)?.code]),
  ).toEqual([
    [true, undefined],
    [false, expect.any(String)],
    [false, 'INPUT_TOO_LONG'],
    [true, undefined],
  ])
  const versions = ask(
    ['version', 'compare', '-'],
    [
      '{"scheme":"npm","a":"1","b":"2"',
      '{"scheme":"nope","a":"1","b":"2"}',
      '[]',
      '{"scheme":"pypi","a":"1.0","b":"1.0.0"}',
    ],
  )
  expect(versions.map((answer) => answer['result'] ?? (answer['error'] as { code: string }).code)).toEqual([
    'QUESTION_INVALID',
    'SCHEME_UNKNOWN',
    'QUESTION_INVALID',
    0,
  ])
})
