/** Whole lock files of real JavaScript and Python projects: all are read, and counted a second way. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const base = sharedPath('data/inventories/lockfiles')

/** Counts packages with a few lines that share no code with the parsers. */
const counters: Readonly<Record<string, (text: string) => number>> = {
  'package-lock.json': countNpm,
  'yarn.lock': (text) =>
    text.includes('__metadata:')
      ? count(text, /^ {2}resolution: (?!.*@workspace:)/gm)
      : count(text, /^ {2}version "/gm),
  'pnpm-lock.yaml': countPnpm,
  'bun.lock': (text) =>
    count(text.slice(text.indexOf('\n  "packages"')), /^ {4}"[^"]+": \["(?!.*@workspace:)/gm),
  'poetry.lock': (text) => count(text, /^\[\[package\]\]/gm) - count(text, /^type = "directory"/gm),
  'uv.lock': (text) =>
    count(text, /^\[\[package\]\]/gm) - count(text, /^source = \{ (?:editable|virtual|directory) = /gm),
  'pdm.lock': countPdm,
  'Pipfile.lock': countPipenv,
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
}

interface Nested {
  readonly dependencies?: Readonly<Record<string, Nested>>
}

function countNpm(text: string): number {
  const value = JSON.parse(text) as Nested & { packages?: Record<string, { link?: boolean }> }
  if (value.packages === undefined) return countNested(value)
  return Object.entries(value.packages).filter(
    ([key, one]) => key.includes('node_modules/') && one.link !== true,
  ).length
}

function countNested(node: Nested): number {
  let sum = 0
  for (const child of Object.values(node.dependencies ?? {})) sum += 1 + countNested(child)
  return sum
}

/** A folder of the project (`path`) is first-party. */
function countPipenv(text: string): number {
  const value = JSON.parse(text) as Record<string, Record<string, { path?: string }>>
  const sections = ['default', 'develop'].flatMap((section) => Object.entries(value[section] ?? {}))
  return new Set(sections.filter(([, one]) => one.path === undefined).map(([name]) => name)).size
}

/** Keys at the second level of `snapshots` (since 9) or `packages`; folders of the project are first-party. */
function countPnpm(text: string): number {
  const section = /^snapshots:$/m.test(text) ? 'snapshots' : 'packages'
  const start = text.search(new RegExp(`^${section}:$`, 'm'))
  const end = /^\S/m.exec(text.slice(start + section.length + 1))
  const body = text.slice(start + section.length + 1)
  const part = end === null ? body : body.slice(0, end.index)
  const folders = count(text.slice(text.search(/^packages:$/m)), /^ {4}resolution: \{[^}]*type: directory/gm)
  const keys = count(part, /^ {2}\S.*:(?: \{\})?$/gm)
  return (
    keys -
    (section === 'packages' ? folders : count(part, /^ {2}\S*@file:[^\s(]*(?:\(.*\))?'?:(?: \{\})?$/gm))
  )
}

/** A package with extras stands twice under one name and version. */
function countPdm(text: string): number {
  return new Set(
    [...text.matchAll(/^\[\[package\]\]\nname = "(.*)"\nversion = "(.*)"/gm)].map((m) => `${m[1]} ${m[2]}`),
  ).size
}

function filesOf(folder: string, prefix: string): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {}
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory())
      Object.assign(files, filesOf(`${folder}/${entry.name}`, `${prefix}${entry.name}/`))
    else files[`${prefix}${entry.name}`] = readFileSync(`${folder}/${entry.name}`)
  }
  return files
}

describeShared('lock files of real projects', () => {
  const folders = [
    'npm',
    'pnpm',
    'yarn',
    'yarn-berry',
    'bun',
    'poetry',
    'uv',
    'pdm',
    'pipenv',
    'pip',
  ].flatMap((format) => readdirSync(`${base}/${format}`).map((name) => `${format}/${name}`))

  test('are all parsed, and hold what a second count finds', () => {
    const problems: string[] = []
    let counted = 0
    for (const folder of folders) {
      const files = filesOf(`${base}/${folder}`, '')
      const inventory = readInventory(memoryTree(files), { name: folder })
      for (const report of inventory.files) {
        const issues = inventory.issues.filter((issue) => issue.path === report.path)
        const name = report.path.slice(report.path.lastIndexOf('/') + 1)
        if (report.status === 'unreadable') problems.push(`${folder}/${report.path}: ${report.reason ?? ''}`)
        if (report.status === 'partial' && issues.length === 0)
          problems.push(`${folder}/${report.path}: no issue`)
        const expected = counters[name]?.(new TextDecoder().decode(files[report.path]))
        if (expected === undefined) continue
        counted++
        if (expected !== report.packages) {
          problems.push(
            `${folder}/${report.path}: ${report.packages} packages, a second count finds ${expected}`,
          )
        }
      }
    }
    expect(problems).toEqual([])
    expect(counted).toBeGreaterThan(50)
  })

  test('a dead alias, a scope or a case is never lost', () => {
    const files = filesOf(`${base}/yarn-berry/laurent22__joplin@2022-11-30`, '')
    const purls = readInventory(memoryTree(files), { name: 'joplin' }).components.map(
      (component) => component.purl,
    )
    expect(purls.filter((purl) => /JSONStream/i.test(purl))).toEqual(['pkg:npm/JSONStream@1.3.5'])
    expect(purls.filter((purl) => /@(?:npm|patch|workspace):/.test(purl))).toEqual([])
  })
})
