/**
 * Which test runs which format of `vectors/lockfiles`, and the cases that cannot be met, each with its reason. A test
 * fails when a format or a case is in no list, when a listed case passes, or when one is gone: the lists may only shrink.
 */

export const fixtureFormats = {
  javascript: ['npm', 'pnpm', 'yarn', 'bun'],
  python: ['pip', 'poetry', 'uv', 'pdm', 'pipenv', 'pylock'],
  rpm: ['rpm'],
  locks: [
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
  ],
  more: [
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
  ],
} as const

export const fixtureExceptions: ReadonlyMap<string, string> = new Map([
  [
    'bundler/cdxgen-gemfile5-lock',
    'It writes the platform into the version (ffi@1.16.3-x64-mingw-ucrt), which RubyGems would sort below 1.16.3; ' +
      'purl-spec has the qualifier platform for that, and the README of the fixtures leaves it to us.',
  ],
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
  [
    'gradle-verification/scalibr-missing-attribute',
    'The peer lists components without a group or without a name; neither makes a Maven coordinate, so they are issues.',
  ],
  [
    'maven/scalibr-with-parent',
    'The expected org.dave/dave comes from a parent pom that the peer has in another folder; it is not in the fixture.',
  ],
])

/** Those of one format. */
export function exceptionsOf(format: string): ReadonlyMap<string, string> {
  return new Map([...fixtureExceptions].filter(([id]) => id.startsWith(`${format}/`)))
}
