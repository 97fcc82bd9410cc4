/** Lock files beyond JavaScript and Python: the published fixtures, format by format. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { runFixtures, unexpectedOutcomes } from './run-fixtures.ts'

const formats = [
  'bundler',
  'cargo',
  'cocoapods',
  'composer',
  'conan',
  'go',
  'gradle',
  'gradle-verification',
  'maven',
  'mix',
  'nuget',
  'nuget-config',
  'nuget-cpm',
  'nuget-deps',
  'pub',
  'rebar',
  'renv',
  'swiftpm',
]

/** May only shrink; none of Cargo or Go. */
const exceptions: ReadonlyMap<string, string> = new Map([
  [
    'bundler/cdxgen-gemfile5-lock',
    'It writes the platform into the version (ffi@1.16.3-x64-mingw-ucrt), which RubyGems would sort below 1.16.3; ' +
      'purl-spec has the qualifier platform for that, and the README of the fixtures leaves it to us.',
  ],
  [
    'maven/scalibr-with-parent',
    'The expected org.dave/dave comes from a parent pom that the peer has in another folder; it is not in the fixture.',
  ],
  [
    'gradle-verification/scalibr-missing-attribute',
    'The peer lists components without a group or without a name; neither makes a Maven coordinate, so they are issues.',
  ],
])

describeShared('lock files of other languages', () => {
  test.each(formats)('%s', (format) => {
    const own = new Map([...exceptions].filter(([id]) => id.startsWith(`${format}/`)))
    const outcomes = runFixtures(format)
    expect(outcomes.length).toBeGreaterThan(0)
    expect(unexpectedOutcomes(outcomes, own)).toEqual([])
  })
})
