/** Which vendor folders prove that a package is not compiled. */
import type { Component, Purl } from '../../model/index.ts'
import { memorySources } from '../../reachability/index.ts'
import { describe, expect, it } from 'vitest'
import { vendoredPackages } from './vendored-packages.ts'

const net = 'pkg:golang/golang.org/x/net@v0.30.0' as Purl
const list = [
  '# github.com/a/b v1.0.0',
  '## explicit',
  'github.com/a/b',
  '# golang.org/x/net v0.30.0',
  '## explicit; go 1.18',
  'golang.org/x/net/http2',
  'golang.org/x/net/idna',
  '# golang.org/x/text v0.21.0',
  'golang.org/x/text/cases',
].join('\n')

function at(...paths: readonly string[]): Component {
  return {
    purl: net,
    ecosystem: 'golang',
    isVersionResolved: true,
    relation: 'direct',
    scope: 'runtime',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: [],
    hashes: [],
    evidence: paths.map((path) => ({ path, line: 1 })),
    dependsOn: [],
  }
}

describe('vendored packages', () => {
  it('are those under the heading of the module in this version', () => {
    const tree = memorySources({ 'go.mod': '', 'vendor/modules.txt': list })
    expect(vendoredPackages(tree, at('go.mod'))).toEqual({
      items: ['golang.org/x/net/http2', 'golang.org/x/net/idna'],
      isComplete: true,
    })
  })

  it.each([
    ['there is no vendor folder', { 'go.mod': '' }, ['go.mod']],
    ['it lists another version', { 'vendor/modules.txt': list.replace('v0.30.0', 'v0.29.0') }, ['go.mod']],
    [
      'the module is replaced',
      { 'vendor/modules.txt': list.replace('net v0.30.0', 'net v0.30.0 => ./net') },
      ['go.mod'],
    ],
    ['another go.mod has none', { 'vendor/modules.txt': list }, ['go.mod', 'tools/go.mod']],
    ['something else states it', { 'vendor/modules.txt': list }, ['go.mod', 'bom.json']],
    ['nothing states it', { 'vendor/modules.txt': list }, []],
  ])('are unknown where %s', (_, files, paths) => {
    expect(vendoredPackages(memorySources(files), at(...paths))).toBeUndefined()
  })
})
