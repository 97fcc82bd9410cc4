/** What is private to one tree speaks in no other, although both call themselves alike. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { occtet, scratch } from '../cli.ts'

const home = scratch('private-home')
const feed = scratch('private-feed')
const trees = [scratch('private-a'), scratch('private-b')] as const
const env = { OCCTET_HOME: home, OCCTET_BY: 'first' }

function put(folder: string, path: string, content: object | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
}

beforeAll(() => {
  for (const tree of trees) {
    const own = { name: 'web', version: '1.0.0', dependencies: { left: '1.0.0' } }
    put(tree, 'package.json', own)
    put(tree, 'package-lock.json', {
      name: 'web',
      lockfileVersion: 3,
      packages: { '': own, 'node_modules/left': { version: '1.0.0' } },
    })
  }
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }] }]
  const affected = [{ package: { ecosystem: 'npm', name: 'left' }, ranges }]
  put(feed, 'npm/GHSA-left.json', { id: 'GHSA-left', modified: '2026-01-01T00:00:00Z', affected })
  expect(occtet(['db', 'import', join(feed, 'npm'), '--name', 'ours'], { env }).code).toBe(0)
})

test('a private decision in a tree without profile stays in that tree, and is named once there is a profile', () => {
  const [first, second] = trees
  const decided = ['triage', 'decide', 'GHSA-left', '--status', 'not_affected', '--impact', 'Not called.']
  ask('triage-decide', [...decided, '--reason', 'Read it.', '--private'], { cwd: first, env })
  const count = (tree: string) =>
    ask('triage-decisions', ['triage', 'decisions', tree], { env }).decisions.length
  expect([count(first), count(second)]).toEqual([1, 0])
  expect(ask('triage-list', ['triage', 'list', second], { env }).findings).toHaveLength(1)

  put(first, '.occtet/product.yaml', 'schema: occtet.product/1\nid: web\nproduct:\n  name: web\nfacts: {}\n')
  const listed = occtet(['triage', 'list', first], { env })
  expect(listed.stdout.replaceAll(/\s+/g, ' ')).toContain(
    '1 findings to decide'.replace('findings', 'finding'),
  )
  expect((listed.stdout + listed.stderr).replaceAll(/\s+/g, ' ')).toContain(
    'was made before this product had a profile',
  )
})
