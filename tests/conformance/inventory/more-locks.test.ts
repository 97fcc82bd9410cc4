/** Lock files and databases of the wider world: the published fixtures, format by format. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { runFixtures, unexpectedOutcomes } from './run-fixtures.ts'

const formats = [
  'apk',
  'cabal',
  'conda',
  'dpkg',
  'gleam',
  'gradle-catalog',
  'julia',
  'nuget-assets',
  'nuget-csproj',
  'opam',
  'paket',
  'sbt',
  'stack',
]

/** May only shrink. */
const exceptions: ReadonlyMap<string, string> = new Map([
  [
    'conda/scalibr-valid',
    'The peer calls a package of Conda one of PyPI; purl-spec has the type conda, and what Conda builds is not what PyPI holds.',
  ],
  ...['deps-and-dev-deps', 'git-and-local-deps', 'only-deps'].map(
    (name) =>
      [
        `gleam/scalibr-${name}`,
        'The peer writes a range into the version; a range is no version, so it is a requirement of a package without one.',
      ] as const,
  ),
])

describeShared('lock files and databases of the wider world', () => {
  test.each(formats)('%s', (format) => {
    const own = new Map([...exceptions].filter(([id]) => id.startsWith(`${format}/`)))
    const outcomes = runFixtures(format)
    expect(outcomes.length).toBeGreaterThan(0)
    expect(unexpectedOutcomes(outcomes, own)).toEqual([])
  })
})
