/**
 * Every folder of real files (lock files, manifests, SBOMs of public projects) as an inventory: counts, a digest of the
 * purls and a few rows for each, so that a change of a reader shows as a small diff. `UPDATE_GOLDEN=1` rewrites them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/index.ts'
import { sha256Hex } from '../../../packages/toolkit/src/base/index.ts'
import { foreignFormats } from '../../../packages/toolkit/src/foreign/index.ts'
import { binaryEcosystems, ecosystems } from '../../../packages/toolkit/src/inventory/index.ts'
import type { Component, Inventory } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, hasShared, sharedPath } from '../../shared.ts'
import { withoutRealFile } from './formats-without-real-file.ts'

const golden = fileURLToPath(new URL('../../golden/inventory/', import.meta.url))
const sampleRows = 5

/** In a tree these give way to the lock file beside them, so each of them is named and read alone. */
const manifests = ['deno.json', 'package.json', 'Pipfile', 'pubspec.yaml', 'pyproject.toml']

/** `lockfiles/npm` and so on, each with what lies in it: a repository at a date, one SBOM, or one manifest. */
const folders = hasShared
  ? [
      ...['lockfiles', 'sboms'].flatMap((kind) =>
        readdirSync(sharedPath(`data/inventories/${kind}`)).map((name) => `${kind}/${name}`),
      ),
      ...manifests.map((name) => `manifests/${name}`),
    ]
  : []

interface Case {
  readonly name: string
  readonly path: string
}

function manifestsCalled(wanted: string): readonly Case[] {
  const root = sharedPath('data/inventories/lockfiles')
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(`/${wanted}`))
    .toSorted()
    .map((name) => ({ name, path: `${root}/${name}` }))
}

function casesOf(folder: string): readonly Case[] {
  const [kind, called = ''] = folder.split('/')
  if (kind === 'manifests') return manifestsCalled(called)
  const root = sharedPath(`data/inventories/${folder}`)
  const entries = readdirSync(root).toSorted()
  if (folder.startsWith('lockfiles/')) return entries.map((name) => ({ name, path: `${root}/${name}` }))
  return entries.flatMap((collection) =>
    readdirSync(`${root}/${collection}`)
      .toSorted()
      .map((name) => ({ name: `${collection}/${name}`, path: `${root}/${collection}/${name}` })),
  )
}

/** Long names of images would fill the page. */
const short = (name: string): string => (name.length > 70 ? `${name.slice(0, 60)}…${name.slice(-9)}` : name)

function counted(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, count]) => `${value} ${count}`)
    .join(', ')
}

function describeInventory({ components, files, issues, unidentified, roots }: Inventory): readonly string[] {
  const third = components.filter(({ isFirstParty }) => !isFirstParty)
  const read = files.filter(({ ecosystem }) => ecosystem !== 'folder')
  const purls = components.map(({ purl }) => purl)
  return [
    `files: ${counted(read.map(({ ecosystem, status }) => `${ecosystem} ${status}`))}`,
    `components: ${third.length} and ${components.length - third.length} own; ${counted(third.map(({ scope }) => scope))}; ${counted(third.map(({ relation }) => relation))}; roots ${roots.length}`,
    `unresolved ${third.filter(({ isVersionResolved }) => !isVersionResolved).length}, unidentified ${unidentified?.length ?? 0}, issues ${counted(issues.map(({ code, level }) => `${level} ${code}`)) || 'none'}`,
    `purls sha256 ${sha256Hex(purls.join('\n')).slice(0, 16)}`,
  ]
}

function formatRow({ purl, scope, relation, licenses, dependsOn, evidence }: Component): string {
  const [place] = evidence
  return `${purl} ${scope} ${relation} [${licenses.join(', ').slice(0, 60)}] edges ${dependsOn.length} at ${short(place?.path ?? '')}:${place?.line ?? 0}`
}

/** Five rows over the whole list: the first, the last, and those between at equal steps. */
function sampleOf(components: readonly Component[]): readonly Component[] {
  if (components.length <= sampleRows) return components
  const step = (components.length - 1) / (sampleRows - 1)
  return Array.from({ length: sampleRows }, (_, at) => components[Math.round(at * step)]).flatMap(
    (component) => component ?? [],
  )
}

const seen = new Set<string>()

describeShared('inventories of real files', () => {
  test.each(folders)('%s', (folder) => {
    const all: Component[] = []
    const lines: string[] = []
    for (const { name, path } of casesOf(folder)) {
      const inventory = readFileTree(path)
      for (const { ecosystem, status } of inventory.files)
        if (status === 'parsed' || status === 'partial') seen.add(ecosystem)
      all.push(...inventory.components.filter(({ isFirstParty }) => !isFirstParty))
      lines.push(short(name), ...describeInventory(inventory).map((line) => `  ${line}`))
    }
    const text = [...lines, '', 'rows', ...sampleOf(all).map((row) => `  ${formatRow(row)}`), ''].join('\n')
    const file = `${golden}${folder.replace('/', '-')}.txt`
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(golden, { recursive: true })
      writeFileSync(file, text)
    }
    expect(existsSync(file), `${file} is missing: UPDATE_GOLDEN=1 writes it`).toBe(true)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })

  test('every folder of real files has its golden, and no golden is left over', () => {
    const files = readdirSync(golden).map((name) => name.replace(/\.txt$/, ''))
    expect(files.toSorted()).toEqual(folders.map((folder) => folder.replace('/', '-')).toSorted())
  })

  test('each format is seen in a real file, or it is said why not', () => {
    const ids = [...ecosystems, ...binaryEcosystems, ...foreignFormats].map(({ id }) => id)
    const unseen = ids.filter((id) => !seen.has(id)).toSorted()
    expect(unseen).toEqual(Object.values(withoutRealFile).flat().toSorted())
  })
})
