/** What a user gets from `occtet inventory --format purls`: fixtures read from disk, third-party and pinned packages only. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/index.ts'
import { isPinned, memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'
import { type Expected, listingProblems } from './run-fixtures.ts'

const formats =
  'npm pnpm yarn bun pip poetry uv pdm pipenv cargo go maven gradle nuget composer bundler mix pub swiftpm cocoapods conan'.split(
    ' ',
  )

/** May only shrink; nothing of npm, pnpm, yarn, pip, cargo or go. */
const exceptions: ReadonlyMap<string, string> = new Map([
  [
    'bundler/cdxgen-gemfile5-lock',
    'It writes the platform into the version (ffi@1.16.3-x64-mingw-ucrt); purl-spec has the qualifier platform for that.',
  ],
  [
    'maven/scalibr-with-parent',
    'What the parent pom adds is expected, and that pom lies outside the fixture.',
  ],
])

interface Row {
  readonly id: string
  readonly basis: string
  readonly problems: readonly string[]
  /** Expected components. */
  readonly size: number
}

function readRows(format: string): readonly Row[] {
  const base = sharedPath(`vectors/lockfiles/${format}`)
  return readdirSync(base)
    .sort()
    .flatMap((name) => {
      const expected = JSON.parse(readFileSync(`${base}/${name}/expected.json`, 'utf8')) as Expected
      if (expected.expectError === true) return []
      const purls = listPurls(`${base}/${name}`)
      const problems = listingProblems(expected, purls)
      return [{ id: `${format}/${name}`, basis: expected.basis, problems, size: expected.components.length }]
    })
}

function listPurls(folder: string): readonly string[] {
  const { components } = readFileTree(folder)
  return components.filter((one) => !one.isFirstParty && isPinned(one)).map((one) => one.purl)
}

describeShared('occtet inventory --format purls', () => {
  const rows = formats.flatMap(readRows)

  test('every fixture gives the expected list, but for the named exceptions', () => {
    const unexpected = rows.filter(({ id, problems }) => problems.length > 0 && !exceptions.has(id))
    expect(unexpected.map(({ id, basis, problems }) => `${id} (${basis}): ${problems.join('; ')}`)).toEqual(
      [],
    )
  })

  test('exceptions still fail, none of them is of the strongest basis or of a main format', () => {
    const failing = rows.filter(({ problems }) => problems.length > 0)
    expect([...exceptions.keys()].sort()).toEqual(failing.map(({ id }) => id).sort())
    expect(failing.filter(({ basis }) => basis === 'peer+independent')).toEqual([])
    const main = /^(?:npm|pnpm|yarn|pip|cargo|go)\//
    expect([...exceptions.keys()].filter((id) => main.test(id))).toEqual([])
    const size = rows.reduce((sum, row) => sum + row.size, 0)
    const wrong = failing.reduce((sum, row) => sum + row.problems.length, 0)
    expect(size).toBeGreaterThan(5000)
    expect(1 - wrong / size).toBeGreaterThanOrEqual(0.99)
    expect(1 - failing.length / rows.length).toBeGreaterThanOrEqual(0.99)
  })

  test('cargo: beside a manifest the crates of folders are the product, and the rest is the same list', () => {
    const base = sharedPath('vectors/lockfiles/cargo')
    const differences = readdirSync(base).flatMap((name) => {
      const lock = readFileSync(`${base}/${name}/Cargo.lock`)
      const alone = readInventory(memoryTree({ 'Cargo.lock': lock }), { name })
      const beside = readInventory(
        memoryTree({ 'Cargo.lock': lock, 'Cargo.toml': Buffer.from('[workspace]\n') }),
        {
          name,
        },
      )
      const local = alone.components.filter((one) => one.origin === 'path')
      const own = beside.components.filter((one) => one.isFirstParty)
      const isSame = alone.components.every((one, at) => one.purl === beside.components[at]?.purl)
      const names = [local, own].map((list) => list.map((one) => one.purl).join(' '))
      return isSame && names[0] === names[1] && alone.components.every((one) => !one.isFirstParty)
        ? []
        : [name]
    })
    expect(differences).toEqual([])
  })

  test('an archive behind an address is not pinned', () => {
    const purls = listPurls(sharedPath('vectors/lockfiles/pip/scalibr-example'))
    expect(purls).toEqual(['pkg:pypi/docopt@0.6.1'])
  })
})
