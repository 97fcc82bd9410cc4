/** Maven's own rules on small repositories in memory: nearest wins, scopes, exclusions, BOMs, moves. */
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../file-tree.ts'
import { readInventory } from '../read-inventory.ts'

const dependency = (name: string, version = '1', rest = ''): string => {
  const stated = version === '' ? '' : `<version>${version}</version>`
  return `<dependency><groupId>g</groupId><artifactId>${name}</artifactId>${stated}${rest}</dependency>`
}
const pom = (name: string, version: string, body: string): string =>
  `<project><groupId>g</groupId><artifactId>${name}</artifactId><version>${version}</version>${body}</project>`
const uses = (...dependencies: readonly string[]): string =>
  `<dependencies>${dependencies.join('')}</dependencies>`
const manages = (...dependencies: readonly string[]): string =>
  `<dependencyManagement>${uses(...dependencies)}</dependencyManagement>`
const scoped = (scope: string): string => `<scope>${scope}</scope>`

/** Poms of a repository, by `NAME:VERSION`. */
function repository(poms: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(poms).map(([key, body]) => {
      const [name = '', version = ''] = key.split(':')
      return [`g/${name}/${version}/${name}-${version}.pom`, pom(name, version, body)]
    }),
  )
}

/** `NAME@VERSION SCOPE RELATION -> …` of a project with these dependencies. */
function resolve(
  body: string,
  poms: Readonly<Record<string, string>> | undefined,
): { readonly rows: readonly string[]; readonly issues: readonly string[] } {
  const inventory = readInventory(memoryTree({ 'pom.xml': pom('app', '0', body) }), {
    name: 'x',
    ...(poms === undefined ? {} : { mavenRepository: memoryTree(repository(poms)) }),
  })
  const rows = inventory.components
    .filter((one) => !one.isFirstParty)
    .map((one) => {
      const targets = one.dependsOn.map((purl) => purl.replace('pkg:maven/g/', '')).join(' ')
      const { purl, groups, relation } = one
      return `${purl.replace('pkg:maven/g/', '')} ${groups.join('') || 'compile'} ${relation}${targets === '' ? '' : ` -> ${targets}`}`
    })
  return { rows, issues: inventory.issues.map(({ code, message }) => `${code} ${message}`) }
}

describe('with a local repository', () => {
  test('the nearest version wins, then the first; packages of the losers do not come along', () => {
    const poms = {
      'a:1': uses(dependency('b'), dependency('d', '1')),
      'b:1': uses(dependency('c', '9'), dependency('d', '2')),
      'c:1': '',
      'c:9': uses(dependency('never')),
      'd:1': '',
    }
    expect(resolve(uses(dependency('a'), dependency('c')), poms)).toEqual({
      rows: [
        'a@1 compile direct -> b@1 d@1',
        'b@1 compile transitive -> c@1 d@1',
        'c@1 compile direct',
        'd@1 compile transitive',
      ],
      issues: [],
    })
  })

  test('scopes are narrowed on the way, and the widest way counts; optional, provided and test ones stay away', () => {
    const poms = {
      'a:1': uses(
        dependency('run', '1', scoped('runtime')),
        dependency('no', '1', '<optional>true</optional>'),
        dependency('no', '1', scoped('provided')),
        dependency('no2', '1', scoped('test')),
      ),
      't:1': uses(dependency('x'), dependency('run')),
      'p:1': uses(dependency('y')),
      'run:1': uses(dependency('deep')),
      'deep:1': '',
      'x:1': '',
      'y:1': '',
    }
    const body = uses(
      dependency('t', '1', scoped('test')),
      dependency('p', '1', scoped('provided')),
      dependency('a'),
    )
    expect(resolve(body, poms).rows).toEqual([
      'a@1 compile direct -> run@1',
      'deep@1 runtime transitive',
      'p@1 provided direct -> y@1',
      'run@1 runtime transitive -> deep@1',
      't@1 test direct -> run@1 x@1',
      'x@1 test transitive',
      'y@1 provided transitive',
    ])
  })

  test('exclusions hold for all that lies behind; the project’s managed versions win over those on the way', () => {
    const exclusions =
      '<exclusions><exclusion><groupId>g</groupId><artifactId>bad</artifactId></exclusion></exclusions>'
    const poms = {
      'a:1': uses(dependency('b')),
      'b:1': uses(dependency('bad'), dependency('c', '1')),
      'c:2': '',
    }
    const body = `${manages(dependency('c', '2'))}${uses(dependency('a', '1', exclusions))}`
    expect(resolve(body, poms)).toEqual({
      rows: ['a@1 compile direct -> b@1', 'b@1 compile transitive -> c@2', 'c@2 compile transitive'],
      issues: [],
    })
    const all = exclusions.replace('<groupId>g', '<groupId>*').replace('<artifactId>bad', '<artifactId>*')
    expect(resolve(uses(dependency('a', '1', all)), poms).rows).toEqual(['a@1 compile direct'])
  })

  test('parents and BOMs of the repository give versions; own statements win over imported ones, the first BOM over the second', () => {
    const bom = (version: string): string =>
      dependency('bom', version, '<type>pom</type><scope>import</scope>')
    const poms = {
      'parent:7': `<properties><v>3</v></properties>${manages(dependency('a', '${v}'))}`,
      'bom:1': `<properties><w>5</w></properties>${manages(dependency('b', '${w}'), dependency('c', '5'))}`,
      'bom:2': manages(dependency('b', '6'), dependency('d', '6')),
      'a:3': '',
      'b:5': '',
      'c:4': '',
      'd:6': '',
    }
    const parent = '<parent><groupId>g</groupId><artifactId>parent</artifactId><version>7</version></parent>'
    const body = `${parent}${manages(dependency('c', '4'), bom('1'), bom('2'))}${uses(dependency('a', ''), dependency('b', ''), dependency('c', ''), dependency('d', ''))}`
    expect(resolve(body, poms)).toEqual({
      rows: ['a@3 compile direct', 'b@5 compile direct', 'c@4 compile direct', 'd@6 compile direct'],
      issues: [],
    })
  })

  test('a package that moved is the one that it moved to', () => {
    const moved =
      '<distributionManagement><relocation><artifactId>new</artifactId><version>2</version></relocation></distributionManagement>'
    const poms = { 'a:1': uses(dependency('old')), 'old:1': moved, 'new:2': '' }
    expect(resolve(uses(dependency('a')), poms).rows).toEqual([
      'a@1 compile direct -> new@2',
      'new@2 compile transitive',
    ])
  })

  test('circles end; ranges on the way are unresolved; a pom that is missing is said', () => {
    const poms = {
      'a:1': uses(dependency('b')),
      'b:1': uses(dependency('a', '2'), dependency('r', '[1,2)'), dependency('gone')),
    }
    const { rows, issues } = resolve(uses(dependency('a')), poms)
    expect(rows).toEqual([
      'a@1 compile direct -> b@1',
      'b@1 compile transitive -> a@1 gone@1 r',
      'gone@1 compile transitive',
      'r compile transitive',
    ])
    expect(issues).toEqual([
      'REFERENCE_MISSING not in the local repository, so what they bring along is unknown: g:gone:1',
    ])
  })

  test('coordinates that are no names never become a path', () => {
    const asked: string[] = []
    const tree = memoryTree({})
    const spy = { ...tree, read: (path: string) => (asked.push(path), tree.read(path)) }
    const bad =
      '<dependency><groupId>../../etc</groupId><artifactId>passwd</artifactId><version>1</version></dependency>'
    readInventory(memoryTree({ 'pom.xml': pom('app', '0', uses(bad, dependency('a', '../../x'))) }), {
      name: 'x',
      mavenRepository: spy,
    })
    expect(asked).toEqual([])
  })
})

test('without a repository only what the tree states is listed, and what is missing is said', () => {
  const bom = dependency('bom', '1', '<type>pom</type><scope>import</scope>')
  const { rows, issues } = resolve(`${manages(bom)}${uses(dependency('a'), dependency('b', ''))}`, undefined)
  expect(rows).toEqual(['a@1 compile direct', 'b compile direct'])
  expect(issues).toEqual(['VERSION_UNRESOLVED g:b: its version comes from an imported BOM out of reach'])
})

test('a BOM of the same tree is found among the modules of the parent', () => {
  const parent = '<parent><groupId>g</groupId><artifactId>root</artifactId><version>1</version></parent>'
  const bom = dependency('bom', '${project.version}', '<type>pom</type><scope>import</scope>')
  const { components } = readInventory(
    memoryTree({
      'pom.xml': pom('root', '1', '<modules><module>bom</module><module>app</module></modules>'),
      'bom/pom.xml': `<project>${parent}<artifactId>bom</artifactId>${manages(dependency('z', '26'))}</project>`,
      'app/pom.xml': `<project>${parent}<artifactId>app</artifactId>${manages(bom)}${uses(dependency('z', ''))}</project>`,
    }),
    { name: 'x' },
  )
  expect(components.filter((one) => !one.isFirstParty).map((one) => one.purl)).toEqual(['pkg:maven/g/z@26'])
})
