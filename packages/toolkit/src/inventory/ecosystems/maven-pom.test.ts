import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { mavenPom } from './maven-pom.ts'

const dependency = (artifact: string, rest = ''): string =>
  `<dependency><groupId>org.dep</groupId><artifactId>${artifact}</artifactId>${rest}</dependency>`
const pom = (body: string): string =>
  `<project>\n<groupId>org.me</groupId>\n<artifactId>app</artifactId>\n<version>1.0</version>\n${body}\n</project>`
const project = '3 pkg:maven/org.me/app@1.0 unknown unknown workspace first-party'

const parent = `<project xmlns="urn:maven">
<groupId>org.me</groupId><artifactId>parent</artifactId><version>1.0</version>
<properties><inherited.version>7.1</inherited.version><own>from parent</own></properties>
<dependencyManagement><dependencies>
${dependency('managed', '<version>${inherited.version}</version><scope>test</scope>')}
${dependency('same', '<version>${project.version}</version>')}
</dependencies></dependencyManagement>
<dependencies>${dependency('everywhere', '<version>3.0</version>')}</dependencies>
</project>`

const child = `<project>
<parent><groupId>org.me</groupId><artifactId>parent</artifactId><version>1.0</version></parent>
<artifactId>child</artifactId>
<properties><own>2.5</own></properties>
<dependencies>
${dependency('managed')}
${dependency('own', '<version>${own}</version><scope>provided</scope>')}
<dependency><groupId>org.me</groupId><artifactId>sibling</artifactId><version>\${project.version}</version></dependency>
${dependency('nowhere')}
</dependencies>
</project>`

describe('pom.xml', () => {
  test('parents within reach give properties, managed versions and dependencies', () => {
    const read = readRows(mavenPom, child, { '../pom.xml': parent })
    expect(read.rows).toEqual([
      '6 pkg:maven/org.dep/managed@7.1 direct development [test]',
      '7 pkg:maven/org.dep/own@2.5 direct peer [provided]',
      '8 pkg:maven/org.me/sibling@1.0 direct runtime workspace first-party',
      '9 pkg:maven/org.dep/nowhere direct runtime',
      '2 pkg:maven/org.dep/everywhere@3.0 direct runtime',
      '3 pkg:maven/org.me/child@1.0 unknown unknown workspace first-party',
    ])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:9'])
  })

  test('without its parent the versions are unresolved, and each is said', () => {
    const read = readRows(mavenPom, child)
    expect(read.rows.slice(0, 2)).toEqual([
      '6 pkg:maven/org.dep/managed direct runtime',
      '7 pkg:maven/org.dep/own@2.5 direct peer [provided]',
    ])
    expect(read.issues).toEqual(['REFERENCE_MISSING:2', 'VERSION_UNRESOLVED:6', 'VERSION_UNRESOLVED:9'])
  })

  test('a pom at the place of the parent that is another one is not used', () => {
    const other = parent.replace('<artifactId>parent<', '<artifactId>other<')
    expect(readRows(mavenPom, child, { '../pom.xml': other }).issues).toContain('REFERENCE_MISSING:2')
  })

  test('a chain of parents that bites its tail ends', () => {
    const loop = child.replace('<artifactId>child<', '<artifactId>parent<')
    expect(readRows(mavenPom, child, { '../pom.xml': loop, '../../pom.xml': loop }).status).toBe('partial')
  })

  const versions: readonly (readonly [version: string, row: string, issues: readonly string[]])[] = [
    ['1.2', '6 pkg:maven/org.dep/a@1.2 direct runtime', []],
    ['[1.2]', '6 pkg:maven/org.dep/a@1.2 direct runtime', []],
    ['[1.2,2.0)', '6 pkg:maven/org.dep/a direct runtime wants [1.2,2.0)', ['VERSION_UNRESOLVED:6']],
    ['LATEST', '6 pkg:maven/org.dep/a direct runtime wants LATEST', ['VERSION_UNRESOLVED:6']],
    ['${gone}', '6 pkg:maven/org.dep/a direct runtime wants ${gone}', ['VERSION_UNRESOLVED:6']],
    ['${loop.a}', '6 pkg:maven/org.dep/a direct runtime wants ${loop.a}', ['VERSION_UNRESOLVED:6']],
    ['${two}', '6 pkg:maven/org.dep/a@1.2.Final direct runtime', []],
  ]
  test.each(versions)('version %s', (version, row, issues) => {
    const properties =
      '<properties><loop.a>${loop.b}</loop.a><loop.b>${loop.a}</loop.b><one>1.2</one><two>${one}.Final</two></properties>'
    const text = pom(
      `${properties}<dependencies>\n${dependency('a', `<version>${version}</version>`)}</dependencies>`,
    )
    const read = readRows(mavenPom, text)
    expect([read.rows, read.issues]).toEqual([[row, project], issues])
  })

  test('scopes, optional ones, classifiers and repetitions', () => {
    const all = [
      dependency('a', '<version>1</version><scope>runtime</scope>'),
      dependency('b', '<version>1</version><optional>true</optional>'),
      dependency('c', '<version>1</version><scope>system</scope>'),
      dependency('d', '<version>1</version>'),
      dependency('d', '<version>1</version><classifier>sources</classifier>'),
      dependency('e', '<version>1</version>'),
      dependency('e', '<version>2</version>'),
      dependency('${gone}', '<version>1</version>'),
    ]
    const read = readRows(mavenPom, pom(`<dependencies>\n${all.join('\n')}\n</dependencies>`))
    expect(read.rows).toEqual([
      '6 pkg:maven/org.dep/a@1 direct runtime [runtime]',
      '7 pkg:maven/org.dep/b@1 direct optional',
      '8 pkg:maven/org.dep/c@1 direct runtime [system] path',
      '9 pkg:maven/org.dep/d@1 direct runtime',
      '11 pkg:maven/org.dep/e@1 direct runtime',
      project,
    ])
    expect(read.issues).toEqual(['DUPLICATE_KEY:12', 'ENTRY_UNREADABLE:13'])
  })

  test('profiles: those active by default count, the others are mentioned', () => {
    const profile = (id: string, active: string): string =>
      `<profile><id>${id}</id><activation><activeByDefault>${active}</activeByDefault></activation><dependencies>${dependency(id, '<version>1</version>')}</dependencies></profile>`
    const read = readRows(
      mavenPom,
      pom(`<profiles>${profile('on', 'true')}${profile('off', 'false')}</profiles>`),
    )
    expect([read.status, read.rows, read.issues]).toEqual([
      'parsed',
      ['5 pkg:maven/org.dep/on@1 direct runtime', project],
      ['SHAPE_UNEXPECTED:5'],
    ])
  })

  test.each([
    ['empty', '', 'SYNTAX_INVALID'],
    ['not XML', 'hello', 'SYNTAX_INVALID'],
    ['cut off', '<project><dependencies>', 'SYNTAX_INVALID'],
    ['another root', '<html/>', 'SHAPE_UNEXPECTED'],
    [
      'an entity of its own',
      '<!DOCTYPE p [<!ENTITY a "x">]><project><version>&a;</version></project>',
      'SYNTAX_INVALID',
    ],
    ['deep', '<a>'.repeat(300), 'NESTING_TOO_DEEP'],
  ])('%s', (_, text, code) => {
    const read = readRows(mavenPom, text)
    expect(read.status).toBe('unreadable')
    expect(read.issues[0]).toContain(code)
  })
})
