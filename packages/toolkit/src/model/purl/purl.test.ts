/** Canonical text is a fixed point, whatever comes in; and what is refused is refused by name. */
import fc from 'fast-check'
import { PackageURL } from 'packageurl-js'
import { expect, test } from 'vitest'
import { buildPurl, corePurl, type PurlParts, parsePurl, splitPurl, withVersion } from './purl.ts'
import { purlTypes } from './types.ts'

const awkward = fc.constantFrom(
  '@',
  '/',
  '%',
  '%40',
  '+',
  ' ',
  '?',
  '#',
  '&',
  '=',
  '..',
  'É',
  'İ',
  'ς',
  '😀',
  '::',
  '_',
  '*',
  "'",
)
const word = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9._~:-]{1,8}$/),
  awkward,
  fc.string({ maxLength: 6, unit: 'binary' }),
)
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(''))
const parts: fc.Arbitrary<PurlParts> = fc.record(
  {
    type: fc.constantFrom(...purlTypes.keys(), 'unknown', 'x.y-z'),
    namespace: fc.array(phrase, { maxLength: 3 }).map((segments) => segments.join('/')),
    name: phrase,
    version: phrase,
    qualifiers: fc.dictionary(fc.constantFrom('arch', 'Uuid', 'tag_id', 'repository_url', 'user'), phrase),
    subpath: phrase,
  },
  { requiredKeys: ['type', 'name'] },
)

test('canonical text reads back as itself, and its parts build it again', () => {
  let accepted = 0
  fc.assert(
    fc.property(parts, (given) => {
      const built = buildPurl(given)
      if (!built.ok) return
      accepted++
      expect(parsePurl(built.value)).toEqual(built)
      expect(buildPurl(splitPurl(built.value))).toEqual(built)
    }),
    { numRuns: 3000 },
  )
  expect(accepted).toBeGreaterThan(500)
})

test('any text gives a purl or an error, and an accepted one is a fixed point', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom(...purlTypes.keys()), fc.array(phrase, { maxLength: 5 }))
      .map(([type, words]) => `pkg:${type}/${words.join('/')}`),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parsePurl(text)
      if (parsed.ok) expect(parsePurl(parsed.value)).toEqual(parsed)
      else expect(parsed.error.code).toMatch(/^PURL_[A-Z_]+$/)
    }),
    { numRuns: 3000 },
  )
})

/** Types and characters for which the other library follows the same edition: it escapes colons, and keeps `+` in versions. */
test('an independent library agrees on plain types', () => {
  const plainText = fc
    .stringMatching(/^[A-Za-z0-9._~@ -]*[A-Za-z0-9]$/)
    .filter((text) => !/^[ @]|^\.+$/.test(text))
  const plain = fc.record({
    type: fc.constantFrom('generic', 'docker', 'maven', 'unknown'),
    namespace: plainText,
    name: plainText,
    version: plainText,
  })
  fc.assert(
    fc.property(plain, ({ type, namespace, name, version }) => {
      const other = new PackageURL(type, namespace, name, version, undefined, undefined)
      const built = buildPurl({ type, namespace, name, version })
      expect(built).toEqual({ ok: true, value: other.toString() })
    }),
    { numRuns: 500 },
  )
})

test('errors name the fault', () => {
  const rows: readonly (readonly [text: string, code: string])[] = [
    ['', 'PURL_SCHEME_MISSING'],
    ['npm/left-pad@1.0.0', 'PURL_SCHEME_MISSING'],
    ['pkg%3Anpm/left-pad', 'PURL_SCHEME_MISSING'],
    ['pkg:', 'PURL_TYPE_INVALID'],
    ['pkg:7zip/x', 'PURL_TYPE_INVALID'],
    ['pkg:n_pm/x', 'PURL_TYPE_INVALID'],
    ['pkg:n%70m/x', 'PURL_TYPE_INVALID'],
    ['pkg:npm', 'PURL_NAME_MISSING'],
    ['pkg:npm/@1.0.0', 'PURL_NAME_MISSING'],
    ['pkg:git/host@1', 'PURL_NAME_MISSING'],
    ['pkg:maven/junit@4', 'PURL_NAMESPACE_REQUIRED'],
    ['pkg:cargo/a/b', 'PURL_NAMESPACE_PROHIBITED'],
    ['pkg:cpan/A/B::C', 'PURL_NAME_INVALID'],
    ['pkg:cocoapods/a+b', 'PURL_NAME_INVALID'],
    ['pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1-b', 'PURL_VERSION_INVALID'],
    ['pkg:npm/a?b%20c=d', 'PURL_QUALIFIER_INVALID'],
    ['pkg:npm/a?__proto__=d', 'PURL_QUALIFIER_INVALID'],
    ['pkg:npm/a?b=1&B=2', 'PURL_QUALIFIER_DUPLICATE'],
    ['pkg:julia/Dates', 'PURL_QUALIFIER_REQUIRED'],
    ['pkg:swid/x?tag_id=', 'PURL_QUALIFIER_REQUIRED'],
    ['pkg:conan/x?channel=stable', 'PURL_NAMESPACE_REQUIRED'],
    ['pkg:conan/vendor/x', 'PURL_QUALIFIER_REQUIRED'],
    ['pkg:npm/a%zz', 'PURL_ENCODING_INVALID'],
    ['pkg:npm/a@%ff', 'PURL_ENCODING_INVALID'],
    ['pkg:npm/a\ud800', 'PURL_ENCODING_INVALID'],
  ]
  const found = rows.map(([text]) => {
    const parsed = parsePurl(text)
    return [text, parsed.ok ? parsed.value : parsed.error.code]
  })
  expect(found).toEqual(rows)
})

test('spellings that differ come out alike', () => {
  const rows: readonly (readonly [text: string, canonical: string])[] = [
    ['  PKG://npm/left-pad@1.0.0/ ', 'pkg:npm/left-pad@1.0.0'],
    ['pkg:npm//@scope//name/', 'pkg:npm/%40scope/name'],
    ['pkg:golang/github.com%2FFoo/Bar', 'pkg:golang/github.com/Foo/Bar'],
    ['pkg:golang/stdlib@1.22.0', 'pkg:golang/stdlib@1.22.0'],
    ['pkg:npm/a@1+b', 'pkg:npm/a@1%2Bb'],
    ['pkg:npm/a@', 'pkg:npm/a'],
    ['pkg:npm/a?b=&c', 'pkg:npm/a'],
    ['pkg:npm/a?z=1&constructor=2', 'pkg:npm/a?constructor=2&z=1'],
    ['pkg:npm/a@1?download_url=x?y=z', 'pkg:npm/a@1?download_url=x%3Fy%3Dz'],
    ['pkg:npm/a#./x//%2E%2E/y/', 'pkg:npm/a#x/y'],
    ['pkg:cpan/drolsky/DateTime', 'pkg:cpan/DROLSKY/DateTime'],
    ['pkg:pub/My-Package', 'pkg:pub/my_package'],
    ['pkg:hackage/Foo_Bar', 'pkg:hackage/Foo-Bar'],
    ['pkg:oci/Debian@SHA256:AB', 'pkg:oci/debian@sha256:ab'],
    ['pkg:git/GitHub.com/Owner/Repo.git', 'pkg:git/github.com/owner/repo.git'],
    ['pkg:git/example.org/Owner/Repo', 'pkg:git/example.org/Owner/Repo'],
    [
      'pkg:mlflow/Fraud?repository_url=https://x.databricks.example',
      'pkg:mlflow/fraud?repository_url=https:%2F%2Fx.databricks.example',
    ],
    [
      'pkg:mlflow/Fraud?repository_url=https://x.azureml.example',
      'pkg:mlflow/Fraud?repository_url=https:%2F%2Fx.azureml.example',
    ],
  ]
  const found = rows.map(([text]) => {
    const parsed = parsePurl(text)
    return [text, parsed.ok ? parsed.value : parsed.error.code]
  })
  expect(found).toEqual(rows)
})

test('the core drops everything after the name; a version can be set, replaced and removed', () => {
  const purl = parsePurl('pkg:npm/%40a/b@1.0.0?x=y#z')
  if (!purl.ok) throw new Error(purl.error.message)
  expect(corePurl(purl.value)).toBe('pkg:npm/%40a/b')
  expect(withVersion(purl.value, '2.0.0+x')).toEqual({ ok: true, value: 'pkg:npm/%40a/b@2.0.0%2Bx?x=y#z' })
  expect(withVersion(purl.value, '')).toEqual({ ok: true, value: 'pkg:npm/%40a/b?x=y#z' })
  expect(withVersion(corePurl(purl.value), '3')).toEqual({ ok: true, value: 'pkg:npm/%40a/b@3' })
})

test('hostile text costs time in proportion to its length', () => {
  const length = 50_000
  const texts = [
    `pkg:${'/'.repeat(length)}x`,
    `pkg:npm/${'/'.repeat(length)}@1`,
    `pkg:npm/${'a/'.repeat(length)}%`,
    `pkg:npm/a?${'a=b&'.repeat(length)}`,
    `pkg:npm/a#${'/'.repeat(length)}x`,
    `pkg:npm/a${' '.repeat(length)}b`,
    `pkg:cpan/${'a:'.repeat(length)}`,
  ]
  const start = performance.now()
  for (const text of texts) parsePurl(text)
  expect(performance.now() - start).toBeLessThan(2000)
})
