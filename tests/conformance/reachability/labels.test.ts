/** Labelled components of real projects: `OCCTET_TREES` names a folder with their trees, at the commits of the labels. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/index.ts'
import { listWholeTree } from '../../../packages/toolkit/src/adapters/repo-listing.ts'
import {
  type Component,
  type Inventory,
  type ReachabilityState,
  splitPurl,
} from '../../../packages/toolkit/src/model/index.ts'
import { findReachability, type SourceTree } from '../../../packages/toolkit/src/reachability/index.ts'

interface Label {
  readonly project: string
  readonly type: string
  readonly name: string
  readonly expected: ReachabilityState
}

const file = fileURLToPath(new URL('../../labels/reachability.json', import.meta.url))
const labels = JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Label[] }
const folder = process.env['OCCTET_TREES'] ?? ''
const projects = [...new Set(labels.rows.map(({ project }) => project))]

function sourcesOf(root: string): SourceTree {
  const { files } = listWholeTree(root)
  return { list: () => files, read: (path) => readFileSync(join(root, path), 'utf8') }
}

/** The version that the product asks for nearest to its root, with a lock file rather than without. */
function find(inventory: Inventory, { type, name }: Label): Component | undefined {
  const rank = ({ relation, evidence }: Component): number =>
    Math.min(...evidence.map(({ path }) => path.split('/').length * 2 + (/lock/.test(path) ? 0 : 1))) +
    (relation === 'direct' ? 0 : 100)
  return inventory.components
    .filter(({ purl }) => {
      const parts = splitPurl(purl)
      const full = parts.namespace === undefined ? parts.name : `${parts.namespace}/${parts.name}`
      return parts.type === type && full.toLowerCase() === name
    })
    .sort((a, b) => rank(a) - rank(b))[0]
}

describe('the labels', () => {
  it('are enough, of several projects, of all answers', () => {
    expect(labels.rows.length).toBeGreaterThanOrEqual(60)
    expect(projects.length).toBeGreaterThanOrEqual(6)
    expect(new Set(labels.rows.map(({ expected }) => expected)).size).toBe(4)
  })
})

const present = projects.every((project) => existsSync(join(folder, project)))
describe.skipIf(folder === '' || !present)('labelled components (needs OCCTET_TREES)', () => {
  it('are answered as a reader of the sources did', () => {
    const wrong: string[] = []
    const undecided: string[] = []
    let agreed = 0
    for (const project of projects) {
      const root = join(folder, project)
      const inventory = readFileTree(root)
      const rows = labels.rows.filter((row) => row.project === project)
      const found = rows.map((row) => ({ row, purl: find(inventory, row)?.purl }))
      expect(found.filter(({ purl }) => purl === undefined)).toEqual([])
      const asked = found.flatMap(({ row, purl }) => (purl === undefined ? [] : [{ row, purl }]))
      const answers = findReachability(sourcesOf(root), inventory, asked)
      for (const [index, { row }] of asked.entries()) {
        const answer = answers[index]
        const line = `${project} ${row.name}: ${row.expected}, said ${answer?.state} ${answer?.reason.code}`
        if (answer?.state === row.expected) agreed++
        else if (answer?.state === 'unknown') undecided.push(line)
        else wrong.push(line)
      }
    }
    console.log(
      `${labels.rows.length} labels: ${agreed} agree, ${undecided.length} undecided, ${wrong.length} wrong`,
    )
    expect(wrong).toEqual([])
    expect(undecided.length).toBeLessThanOrEqual(labels.rows.length * 0.05)
  }, 60_000)
})
