/** The sweep: what counts as code, where a condition guards, lines, bounds, and calm about hostile lines. */
import { roleOf } from '../../model/index.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { memoryRepoFiles, type RepoFiles } from '../repo-files.ts'
import { createWordFinder } from './automaton.ts'
import { markSpans } from './comments.ts'
import { type CommentStyle, languageOf } from './languages.ts'
import { isGuarded, lineAround } from './lines.ts'
import { patterns } from './patterns/index.ts'
import { sweepBounds, sweepSources } from './sweep.ts'

const encoder = new TextEncoder()

function kindsOf(text: string, style: CommentStyle): string {
  return [...markSpans(encoder.encode(text), style)].join('')
}

test('the automaton finds what a search for each word finds', () => {
  const word = fc.stringMatching(/^[ab.c_]{1,5}$/)
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
      fc.stringMatching(/^[abABc._ d]{0,80}$/),
      (words, text) => {
        const found: string[] = []
        createWordFinder(words).scan(encoder.encode(text), (index, last) =>
          found.push(`${words[index]}@${last}`),
        )
        const lower = text.toLowerCase()
        const wanted = words.flatMap((one) =>
          Array.from({ length: lower.length }, (_, at) => at).flatMap((at) =>
            lower.startsWith(one, at) ? [`${one}@${at + one.length - 1}`] : [],
          ),
        )
        expect(found.sort()).toEqual(wanted.sort())
      },
    ),
    { numRuns: 300 },
  )
})

test('every pattern has words of at least three lower case letters, and keeps no state', () => {
  const wrong = patterns.filter(
    ({ words }) => words.length === 0 || words.some((word) => word !== word.toLowerCase() || word.length < 3),
  )
  expect(wrong.map((pattern) => pattern.kind)).toEqual([])
  expect(patterns.filter(({ test: pattern }) => pattern.global || pattern.sticky)).toEqual([])
})

test.each<[CommentStyle, string, string]>([
  ['slash', 'a //b', '00222'],
  ['slash', '"//"b', '11110'],
  ['slash', 'a/*b\n*/c', '022222' + '20'],
  ['slash', "x=/'/;y='b'", '00111000111'],
  ['slash', '`a\n//b`c', '1111111' + '0'],
  ['slash', "it's 'x", '00000' + '11'],
  ['python', 'a#b', '022'],
  ['python', '"""a"""', '2222222'],
  ['python', 'a="""b"""', '001111111'],
  ['python', 'f(\n"""b""")', '0001111111' + '0'],
  ['hash', 'a#b #c', '000022'],
  ['hash', "don't #c", '000000' + '22'],
  ['php', '#a\n//b', '220222'],
  ['dash', 'a--b', '0222'],
  ['semicolon', 'a=1;b\n;c ;d', '00000022222'],
  ['xml', 'a<!--b-->c', '0222222220'],
  ['none', '#a', '00'],
])('%s: %s', (style, text, wanted) => {
  expect(kindsOf(text, style)).toBe(wanted)
})

test('marking ends on any bytes, in every style', () => {
  const styles: readonly CommentStyle[] = [
    'slash',
    'hash',
    'python',
    'php',
    'dash',
    'xml',
    'semicolon',
    'none',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...styles), fc.uint8Array({ maxLength: 200 }), (style, bytes) => {
      const kinds = markSpans(bytes, style)
      expect(kinds.length).toBe(bytes.length)
      expect(kinds.every((kind) => kind <= 2)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['if (x) off()', true],
  ['a = x ? off() : 1', true],
  ['if x:\n  f(\n    off()\n  )', true],
  ['else {\n  off()\n}', true],
  ['if (x\n    && y)\n{\n  off()\n}', true],
  ['void f()\n{\n  off()\n}', false],
  ['def f():\n  off()', false],
  ['if x:\n  def f():\n    off()', false],
  ['if x:\n  y()\noff()', false],
  ['const a = {\n  off()\n}', false],
])('a condition guards %j: %s', (text, wanted) => {
  const bytes = encoder.encode(text)
  expect(isGuarded(bytes, lineAround(bytes, text.indexOf('off()')))).toBe(wanted)
})

test.each([
  ['src/a.ts', 'product'],
  ['src/a.test.ts', 'test'],
  ['src/UserTest.java', 'test'],
  ['internal/dbtest/a.go', 'test'],
  ['latest/a.go', 'product'],
  ['examples/a.py', 'example'],
  ['docs/a.py', 'docs'],
  ['config.example.yml', 'example'],
  ['docker-compose.dev.yml', 'tooling'],
  ['docker-compose.yml', 'product'],
  ['scripts/a.sh', 'tooling'],
  ['third_party/tests/a.c', 'vendored'],
  ['public/codemirror-5.17.0/a.js', 'vendored'],
  ['public/a.min.js', 'generated'],
  ['locales/en.json', 'locale'],
  ['contest/a.py', 'product'],
])('%s is %s', (path, role) => {
  expect(roleOf(path)).toBe(role)
})

test.each([
  ['Dockerfile.next', 'docker'],
  ['.env.local', 'conf'],
  ['a.TS', 'js'],
  ['LICENSE', undefined],
  ['CMakeLists.txt', 'make'],
])('%s is written in %s', (path, language) => {
  expect(languageOf(path)).toBe(language)
})

const bad = 'rejectUnauthorized: false'

test('lines are counted from the start of the file, with bytes that are no UTF-8 before them', () => {
  const bytes = Uint8Array.of(...encoder.encode('// ä\n\n'), 0xff, 10, ...encoder.encode(`a({ ${bad} })\r\n`))
  const [hit] = sweepSources(memoryRepoFiles(new Map([['a.js', bytes]]))).hits('certificate-checks')
  expect([hit?.line, hit?.text]).toEqual([4, bad])
})

test('what is too large, too long or no text is not looked at, and is named', () => {
  const files = new Map<string, string | Uint8Array>([
    ['big.js', `${`${' '.repeat(99)}\n`.repeat(sweepBounds.fileBytes / 100 + 1)}${bad}`],
    ['bundle.js', `${' '.repeat(sweepBounds.fileBytes)}${bad}`],
    ['binary.js', `\u0000${bad}`],
    ['long.js', `${' '.repeat(sweepBounds.lineBytes)}${bad}`],
    ['tests/big.js', `${' '.repeat(sweepBounds.fileBytes)}${bad}`],
  ])
  const sweep = sweepSources(memoryRepoFiles(files))
  expect(sweep.hits('certificate-checks')).toEqual([])
  expect(sweep.unread.map((one) => one.path)).toEqual(['big.js', 'binary.js'])
})

test('beyond the bound of a tree the deepest files are missing', () => {
  const paths = Array.from({ length: sweepBounds.files }, (_, at) => `s/f${at}.js`)
  const tree: RepoFiles = {
    list: () => [],
    read: () => undefined,
    listAll: () => ({ files: ['a/b/c.js', ...paths, 'z.js'], skipped: [] }),
    readStart: () => ({ size: 1, bytes: Uint8Array.of(32) }),
  }
  expect(sweepSources(tree).unread.map((one) => one.path)).toEqual(['s/f9999.js', 'a/b/c.js'])
})

test('no line makes a pattern slow', () => {
  const pieces = [
    ...new Set(patterns.flatMap(({ words }) => words)),

    '(',
    ')',
    '{',
    '}',
    '"',
    "'",
    '=',
    ':',
    ',',
    ' ',
    '\\',
    '-',
    '.',
    '$',
    '@',
    '/',
    'a',
    '_',
    '0',
    'http://',
    '${',
    '=>',
    'password',
    'log.info(',
  ]
  const languages = ['js', 'py', 'go', 'java', 'c', 'php', 'yml', 'sh', 'conf', 'mk', 'rb', 'cs']
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }), (parts) => {
      const unit = parts.join('')
      const line = unit
        .repeat(Math.ceil(sweepBounds.lineBytes / unit.length))
        .slice(0, sweepBounds.lineBytes - 1)
      const files = new Map(languages.map((language) => [`a.${language}`, `${line}\n`.repeat(3)]))
      const begin = performance.now()
      sweepSources(memoryRepoFiles(files))
      expect(performance.now() - begin).toBeLessThan(1500)
    }),
    { numRuns: 300 },
  )
}, 120_000)
