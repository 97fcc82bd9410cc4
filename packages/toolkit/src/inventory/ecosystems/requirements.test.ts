/** Requirements files line by line: pins, includes, constraints, addresses, comments of pip-compile. */
import { expect, test } from 'vitest'
import type { Near } from '../ecosystem.ts'
import { requirements } from './requirements.ts'

function read(text: string, neighbours: Readonly<Record<string, string>> = {}) {
  const near: Near = (path) => {
    const found = Object.hasOwn(neighbours, path) ? neighbours[path] : undefined
    return found === undefined ? undefined : { path, text: found }
  }
  const parsed = requirements.parse({ path: 'requirements.txt', text }, near)
  return {
    status: parsed.status,
    issues: parsed.issues.map((issue) => `${issue.code}:${issue.line ?? 0}`),
    packages: parsed.packages,
    purls: parsed.packages.map((found) => `${found.purl} ${found.line} ${found.relation} ${found.origin}`),
  }
}

test.each([
  ['a pin', 'Flask==1.0\n', ['pkg:pypi/flask@1.0 1 direct registry'], []],
  ['an arbitrary pin', 'a===1.0\n', ['pkg:pypi/a@1.0 1 direct registry'], []],
  ['a wildcard is no pin', 'a==1.*\n', ['pkg:pypi/a 1 direct registry'], ['VERSION_UNRESOLVED:1']],
  ['a range with a pin', 'a>=1,==1.5\n', ['pkg:pypi/a@1.5 1 direct registry'], []],
  [
    'blanks, extras, marker',
    'a [x, y] == 1 ; python_version < "3"\n',
    ['pkg:pypi/a@1 1 direct registry'],
    [],
  ],
  [
    'continued with hash',
    `a==1 \\\n  --hash=sha256:${'00'.repeat(32)}\n`,
    ['pkg:pypi/a@1 1 direct registry'],
    [],
  ],
  [
    'a cut digest',
    'a==1 \\\n  --hash=sha256:00\n',
    ['pkg:pypi/a@1 1 direct registry'],
    ['ENTRY_UNREADABLE:1'],
  ],
  ['a cut continuation', 'a==1 \\\n', ['pkg:pypi/a@1 1 direct registry'], ['ENTRY_UNREADABLE:1']],
  ['a cut marker', "a==1 ; python_version < '3", ['pkg:pypi/a@1 1 direct registry'], ['ENTRY_UNREADABLE:1']],
  ['a comment', '# x\na==1 # y\n', ['pkg:pypi/a@1 2 direct registry'], []],
  ['options', '-i https://index.example\n--no-binary :all:\n', [], []],
  ['an archive without a name', './a.whl\n', [], ['ENTRY_UNREADABLE:1']],
  ['an unset variable', 'a==${X}\n', ['pkg:pypi/a 1 direct registry'], ['VERSION_UNRESOLVED:1']],
] as const)('%s', (...[, text, purls, issues]) => {
  expect({ purls: read(text).purls, issues: read(text).issues }).toEqual({ purls, issues })
})

test('addresses keep their place', () => {
  const text = 'a @ https://x.example/a-1.zip\n-e git+https://x.example/b.git@v1#egg=b\n'
  const [first, second] = read(text).packages
  expect(first).toMatchObject({ origin: 'url', isVersionResolved: false })
  expect(second).toMatchObject({ origin: 'git', line: 2 })
  expect(first?.purl).toContain('download_url=')
  expect(second?.purl).toContain('vcs_url=')
})

test('includes are read once, missing ones are issues, constraints pin', () => {
  const found = read('-r base/in.txt\n-c pins.txt\n-r gone.txt\nb\n', {
    'base/in.txt': 'a==1\n-r in.txt\n',
    'pins.txt': 'b==2\n',
  })
  expect(found.purls).toEqual(['pkg:pypi/a@1 1 direct registry', 'pkg:pypi/b@2 4 direct registry'])
  expect(found.issues).toEqual(['INCLUDE_MISSING:3'])
})

test('comments of pip-compile give relation and edges', () => {
  const text = 'a==1\n    # via -r requirements.in\nb==2\n    # via\n    #   a\n    #   c\nc==3  # via a\n'
  const { packages } = read(text)
  expect(packages.map((found) => [found.key, found.relation, found.dependsOn])).toEqual([
    ['a@1@', 'direct', ['b@2@', 'c@3@']],
    ['b@2@', 'transitive', []],
    ['c@3@', 'transitive', ['b@2@']],
  ])
})
