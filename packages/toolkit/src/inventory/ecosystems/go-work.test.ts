/** Workspaces of Go: members are own modules wherever they are asked for, and replacements count for all of them. */
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../file-tree.ts'
import { readInventory } from '../read-inventory.ts'
import { readRows } from '../testing/rows.ts'
import { goWork } from './go-work.ts'

const work = [
  'go 1.22',
  'use (',
  '\t./app',
  '\t./lib // shared',
  ')',
  'replace example.org/old => example.org/fork v1.1.0',
  'replace example.org/both v1.0.0 => ./both',
  '',
].join('\n')

const app = [
  'module example.org/app',
  'go 1.22',
  'require (',
  '\texample.org/lib v0.0.0',
  '\texample.org/old v1.0.0',
  '\texample.org/both v1.0.0',
  '\texample.org/other v1.5.0',
  ')',
  'replace example.org/old => example.org/elsewhere v9.0.0',
  '',
].join('\n')

const lib = 'module "example.org/lib"\n\ngo 1.22\n\nrequire example.org/other v1.6.0\n'

const tree = { 'go.work': work, 'app/go.mod': app, 'lib/go.mod': lib }

function purls(files: Readonly<Record<string, string>>): readonly string[] {
  return readInventory(memoryTree(files), { name: 'x' }).components.map(
    ({ purl, isFirstParty }) => `${purl}${isFirstParty ? ' own' : ''}`,
  )
}

describe('go.work', () => {
  test('a member that another one asks for is own code; replacements of the workspace win', () => {
    expect(purls(tree)).toEqual([
      'pkg:golang/example.org/app own',
      'pkg:golang/example.org/both own',
      'pkg:golang/example.org/fork@v1.1.0',
      'pkg:golang/example.org/lib own',
      'pkg:golang/example.org/other@v1.5.0',
      'pkg:golang/example.org/other@v1.6.0',
    ])
  })

  test('members are the products of the tree, and one is part of the other', () => {
    const { products, files, issues } = readInventory(memoryTree(tree), { name: 'x' })
    expect(products?.map(({ name, path, roots }) => `${name} ${path} ${roots.length}`)).toEqual([
      'example.org/app app 4',
      'example.org/lib lib 1',
    ])
    expect(products?.[0]?.roots).toContain('pkg:golang/example.org/lib')
    expect(files.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'app/go.mod parsed',
      'go.work parsed',
      'lib/go.mod parsed',
    ])
    expect(issues.map(({ path, code, level }) => `${path} ${code} ${level}`)).toEqual([
      'app/go.mod VERSION_UNRESOLVED note',
      'app/go.mod VERSION_UNRESOLVED note',
      'go.work VERSION_UNRESOLVED note',
    ])
  })

  test('a module that the workspace does not use is read by itself, and so is one without a workspace', () => {
    const alone = purls({ ...tree, 'go.work': 'go 1.22\n\nuse ./lib\n' })
    expect(alone).toContain('pkg:golang/example.org/elsewhere@v9.0.0')
    expect(alone).toContain('pkg:golang/example.org/lib@v0.0.0')
    expect(purls({ 'app/go.mod': app })).toContain('pkg:golang/example.org/lib@v0.0.0')
  })

  test('the nearest go.work counts', () => {
    const nested = purls({ ...tree, 'app/go.work': 'go 1.22\n\nuse .\n' })
    expect(nested).toContain('pkg:golang/example.org/lib@v0.0.0')
  })

  test('members that are not there, lines that are none of Go, a file that is cut off', () => {
    const read = readRows(goWork, 'go 1.22\nuse ./gone\nuse /abs\nuse a b\nfrobnicate x\nuse (\n\t./cut')
    expect([read.status, read.rows]).toEqual(['partial', []])
    expect(read.issues).toEqual([
      'ENTRY_UNREADABLE:4',
      'ENTRY_UNREADABLE:5',
      'ENTRY_UNREADABLE:6',
      'SYNTAX_INVALID:7',
      'INCLUDE_MISSING:2',
      'INCLUDE_MISSING:3',
      'INCLUDE_MISSING:7',
      'VERSION_UNRESOLVED:2',
    ])
    expect(readRows(goWork, 'hello world\n').status).toBe('unreadable')
  })
})
