/** Both SBOMs of real lock files, one project or more for each format: valid, complete, and stable when read back. */
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv, type AnySchema } from 'ajv'
import { expect, test } from 'vitest'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'
import {
  findSbomLosses,
  readSbom,
  type SbomMeta,
  validateSbom,
  writeCycloneDx,
  writeSpdx,
} from '../../../packages/toolkit/src/sbom/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const folder = 'data/inventories/lockfiles'
const meta: SbomMeta = { toolVersion: '0.1.0', timestamp: '2026-01-02T03:04:05Z' }

const projects = [
  'bundler/lobsters__lobsters@2026-08-03',
  'cargo/oxidecomputer__omicron@2026-08-21',
  'composer/BookStackApp__BookStack@2024-10-15',
  'go/aquasecurity__trivy@2026-08-21',
  'gradle/google__nomulus@2026-08-21',
  'hex/livebook-dev__livebook@2026-08-07',
  'maven/spring-projects__spring-petclinic@2026-03-11',
  'npm/sahat__hackathon-starter@2026-07-24',
  'npm/laurent22__joplin@2018-11-24',
  'nuget/SonarSource__sonar-dotnet@2024-05-31',
  'pnpm/trpc__trpc@2026-06-20',
  'pub/KRTirtho__spotube@2025-11-14',
  'swift/yonaskolb__XcodeGen@2026-04-14',
  'yarn/honojs__hono@2023-12-27',
  'yarn-berry/laurent22__joplin@2022-11-30',
]

const inventories = new Map<string, Inventory>()

function readProject(project: string): Inventory {
  const inventory = inventories.get(project) ?? readFolder(project)
  inventories.set(project, inventory)
  return inventory
}

function readFolder(project: string): Inventory {
  const root = sharedPath(`${folder}/${project}`)
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const contents = files.map((entry) => {
    const path = `${entry.parentPath}/${entry.name}`
    return [path.slice(root.length + 1), readFileSync(path)] as const
  })
  return readInventory(memoryTree(Object.fromEntries(contents)), { name: project })
}

describeShared('SBOMs of real lock files', () => {
  test('ten formats at least have packages', () => {
    const full = projects.filter((project) => readProject(project).components.length > 0)
    expect(new Set(full.map((project) => project.split('/')[0])).size).toBeGreaterThanOrEqual(10)
  })

  test.each(projects)('%s', async (project) => {
    const inventory = readProject(project)
    for (const [format, write] of [
      ['cyclonedx', writeCycloneDx],
      ['spdx', writeSpdx],
    ] as const) {
      const text = write(inventory, meta)
      expect((await validateSbom(text)).violations.slice(0, 3)).toEqual([])
      expect(findSbomLosses(inventory, format).filter((loss) => loss.startsWith('left out'))).toEqual([])
      const { value, issues } = readSbom(text, 'sbom.json')
      expect(issues).toEqual([])
      expect(value.components.map(({ purl }) => purl)).toEqual(inventory.components.map(({ purl }) => purl))
      expect(value.roots).toEqual(inventory.roots)
      expect(value.files).toEqual(inventory.files)
      expect(write(value, meta)).toBe(text)
    }
  })

  test('the schemas as the CycloneDX library ships them, compiled the plain way, agree', () => {
    const small = projects.filter((project) => readProject(project).components.length < 400)
    const validate = compileShippedSchema()
    const errors = small.flatMap((project) => {
      const isValid = validate(JSON.parse(writeCycloneDx(readProject(project), meta)))
      return isValid ? [] : [{ project, errors: validate.errors?.slice(0, 3) }]
    })
    expect(small.length).toBeGreaterThan(5)
    expect(errors).toEqual([])
    expect(validate({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ name: 'no type' }] })).toBe(
      false,
    )
  })
})

/** Formats are left to our own validators: the plain checker knows no internationalised ones. */
function compileShippedSchema() {
  const shipped = new URL('../../../node_modules/@cyclonedx/cyclonedx-library/res/schema/', import.meta.url)
  const load = (name: string): AnySchema =>
    JSON.parse(readFileSync(new URL(`${name}.SNAPSHOT.schema.json`, shipped), 'utf8')) as AnySchema
  const ajv = new Ajv({ strict: false, validateFormats: false })
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(load(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`)
  return ajv.compile(load('bom-1.6'))
}
