/** Every SBOM of the real inventories is read: a value and issues, what is written from it is valid and stable. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  decodeSbom,
  readSbom,
  type Sbom,
  type SbomMeta,
  validateSbom,
  writeCycloneDx,
  writeSpdx,
} from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const folder = 'data/inventories/sboms'
const meta: SbomMeta = { toolVersion: '0.1.0', timestamp: '2026-01-02T03:04:05Z' }

/** Filed as SBOMs, but of no SBOM format: a list of file matches, a list of packages, a list of licenses. */
const notSboms = ['bashrc2-sbom-cdx.json', 'maubot-spdx.json', 'scanoss-sbom-cdx.json']

function readText(file: string): string {
  const decoded = decodeSbom(readFileSync(sharedPath(`${folder}/${file}`)))
  return decoded.ok ? decoded.value : ''
}

function listFiles(): readonly string[] {
  const entries = readdirSync(sharedPath(folder), { recursive: true, withFileTypes: true })
  const start = sharedPath(folder).length + 1
  return entries
    .flatMap((entry) => (entry.isFile() ? [`${entry.parentPath}/${entry.name}`.slice(start)] : []))
    .sort()
}

/** One ends in the middle of a text. */
function isReadable(file: string): boolean {
  return !file.endsWith('istio-source.spdx') && !notSboms.some((name) => file.endsWith(name))
}

function isJson2(file: string): boolean {
  return file.endsWith('.json') && !file.startsWith('spdx3/') && !notSboms.some((name) => file.endsWith(name))
}

describeShared('real SBOMs', () => {
  test('each is read, and what is no SBOM or cut off is refused with a reason', () => {
    const files = listFiles()
    const mismatches = files.flatMap((file) => {
      const { value, issues } = readSbom(readText(file), file)
      const isRefused = issues.some(({ level }) => level === 'error')
      const isEmpty = value.components.length + value.unidentified.length === 0
      const hasReason = issues.length > 0 || !isEmpty
      return isRefused === isReadable(file) || !hasReason ? [{ file, issues: issues.slice(0, 2) }] : []
    })
    expect(files.length).toBe(116)
    expect(mismatches).toEqual([])
  })

  test('each component is in the result: as a component, as unidentified, or named in an issue', () => {
    const mismatches = listFiles()
      .filter(isJson2)
      .flatMap((file) => {
        const text = readText(file)
        const { value, issues } = readSbom(text, file)
        const merged = issues.filter(({ message }) => message.includes('was listed before')).length
        const found = value.components.length + value.unidentified.length + merged
        const listed = countComponents(JSON.parse(text))
        return found === listed || found === listed + 1 ? [] : [{ file, found, listed }]
      })
    expect(mismatches).toEqual([])
  })

  test('written again in both formats they are valid, and reading that changes nothing', async () => {
    const results = await Promise.all(listFiles().filter(isJson2).map(findChanges))
    expect(results.flat()).toEqual([])
  }, 120_000)
})

/** Counted on the raw JSON, by another way than the reader's; the product itself is not counted. */
function countComponents(document: unknown): number {
  const text = JSON.stringify(document, (key, value: unknown) =>
    key === 'metadata' || key === 'tools' ? undefined : value,
  )
  const root = JSON.parse(text) as { components?: { components?: unknown }[]; packages?: unknown[] }
  const nested = (items: readonly { components?: unknown }[] = []): number =>
    items.reduce(
      (sum, { components }) => sum + 1 + nested(components as { components?: unknown }[] | undefined),
      0,
    )
  return root.packages === undefined ? nested(root.components) : root.packages.length - 1
}

async function findChanges(file: string): Promise<readonly object[]> {
  const { value } = readSbom(readText(file), file)
  const changes = await Promise.all([findChange(value, writeCycloneDx), findChange(value, writeSpdx)])
  return changes.flatMap((change) => (change === undefined ? [] : [{ file, change }]))
}

async function findChange(sbom: Sbom, write: (sbom: Sbom, meta: SbomMeta) => string): Promise<unknown> {
  const first = write(sbom, meta)
  const { violations } = await validateSbom(first)
  if (violations.length > 0) return violations.slice(0, 3)
  const again = readSbom(first, 'again.json')
  if (write(again.value, meta) === first) return undefined
  return {
    was: [sbom.components.length, sbom.roots.length],
    is: [again.value.components.length, again.value.roots.length],
  }
}
