/** What a file is for, by its path: only product code can show a danger in the product. */

export type PathRole =
  | 'product'
  /** Tests, fixtures, mocks, fuzz corpora. */
  | 'test'
  /** Examples, samples, demos, and configuration to copy. */
  | 'example'
  | 'docs'
  /** Build, CI and development scripts. */
  | 'tooling'
  /** Texts in the languages of users. */
  | 'locale'
  /** Copies of other projects. */
  | 'vendored'
  /** Made by a program, or minified. */
  | 'generated'

/** Whole names of folders, lower case; the first folder that is named decides. */
const folders = new Map<string, PathRole>(
  Object.entries({
    test: 'test tests testing __tests__ spec specs testdata test-data test_data testutil testutils testhelpers fixture fixtures __fixtures__ __mocks__ mock mocks e2e cypress integration_tests integration-tests unittest unittests unit_tests androidtest fuzz fuzzing corpus playwright selftest selftests qa',
    example:
      'example examples sample samples demo demos playground sandbox tutorial tutorials cookbook quickstart boilerplate',
    docs: 'doc docs documentation website wiki man manual rfcs adr docsite',
    tooling:
      'script scripts tool tools hack ci .ci .github .gitlab .circleci .devcontainer .vscode .idea bench benches benchmark benchmarks dev devtools maintenance .husky buildscripts build-tools releasetools release-tools release_tools devops',
    locale: 'locale locales i18n l10n lang langs languages translation translations',
    vendored:
      'vendor vendors third_party third-party thirdparty 3rdparty 3rd-party external externals extern deps node_modules bower_components subprojects',
    generated: 'dist generated __generated__ .next .nuxt storybook-static autogen',
  } satisfies Record<Exclude<PathRole, 'product'>, string>).flatMap(([role, names]) =>
    names.split(' ').map((name): [string, PathRole] => [name, role as PathRole]),
  ),
)

const testName =
  /(^|[._-])(test|tests|spec|e2e|mock|mocks|fixture|fixtures)([._-]|$)|[a-z](Tests?|TestCase|Specs?|Mock)\.\w+$|^(conftest|noxfile|tox|karma\.conf|jest\.config)\b/
const exampleName = /(^|[._-])(example|sample|demo|dist|template|default-example)([._-]|$)/i
const developmentName = /(^|[._-])(dev|devel|development|local|test|testing|ci|debug)([._-]|$)/i
const generatedName =
  /\.min\.\w+$|[._-](bundle|generated|gen|g)\.\w+$|\.pb\.(go|cc|h)$|_pb2(_grpc)?\.py$|\.designer\.cs$|-lock\.(json|yaml)$|\.lock$|^(go\.sum|npm-shrinkwrap\.json)$|\.map$/i
const docsName =
  /\.(md|markdown|rst|adoc|tex|org|po|pot|patch|diff)$|^(readme|changelog|changes|news|authors)\b/i
const configuration =
  /\.(ya?ml|json5?|toml|ini|cfg|conf|properties|env)$|^\.env|^(docker-)?compose|dockerfile/i

export function roleOf(path: string): PathRole {
  const parts = path.split('/')
  const name = parts.pop() ?? ''
  // A copy of another project is that wherever it has tests or documents of its own.
  const named = parts.flatMap((part) => folders.get(part.toLowerCase()) ?? folderRole(part))
  const first = named.find((role) => role === 'vendored') ?? named[0]
  if (first !== undefined) return first
  if (generatedName.test(name)) return 'generated'
  if (docsName.test(name)) return 'docs'
  if (testName.test(name)) return 'test'
  // It asks the product on its own machine, in its own way.
  if (/^health[-_]?check\b/i.test(name)) return 'tooling'
  if (configuration.test(name)) {
    if (exampleName.test(name)) return 'example'
    if (developmentName.test(name)) return 'tooling'
  } else if (/\.(example|sample|dist|tmpl|in)$/i.test(name)) return 'example'
  return 'product'
}

/** `jquery-3.6.0` is a copy; `foo-tests`, `test_support` and `src-test` are tests. */
function folderRole(part: string): PathRole[] {
  if (/^[a-z][\w.]*-v?\d+\.\d+(\.\d+)?$/i.test(part)) return ['vendored']
  // Packages of helpers for tests, as Go has them: `dbtest`, `httptest`.
  if (
    /^[a-z]{2,20}(?:test|testing|testutils?|testhelpers?)$/.test(part) &&
    !/^(?:latest|contest|attest|protest|greatest)$/.test(part)
  )
    return ['test']
  return /^(tests?|e2e)[._-]|[._-](tests?|e2e|testing|testdata|mocks?)$|^[a-z]+Tests?$/.test(part)
    ? ['test']
    : []
}
