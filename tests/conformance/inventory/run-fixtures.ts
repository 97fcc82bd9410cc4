/** Runs the shared lock-file fixtures through the whole inventory and says, case by case, what differs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type Component, type Inventory, splitPurl } from '../../../packages/toolkit/src/model/index.ts'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { sharedPath } from '../../shared.ts'

interface ExpectedComponent {
  readonly purl: string
  readonly groups?: readonly string[]
  readonly anyVersion?: boolean
}

export interface Expected {
  readonly file: string
  readonly basis: string
  readonly expectError?: boolean
  readonly components: readonly ExpectedComponent[]
  readonly mayOmit?: readonly (string | ExpectedComponent)[]
  readonly mayAlso?: readonly (string | ExpectedComponent)[]
  readonly declaredLicences?: Readonly<Record<string, string>>
}

export interface FixtureOutcome {
  /** `npm/scalibr-empty-v1`. */
  readonly id: string
  readonly basis: string
  /** Empty when the case passes. */
  readonly problems: readonly string[]
  readonly inventory: Inventory
  readonly expected: Expected
}

/** Outcomes of all cases of one fixture folder (`npm`, `cargo`), sorted by case. */
export function runFixtures(format: string): readonly FixtureOutcome[] {
  const base = sharedPath(`vectors/lockfiles/${format}`)
  return readdirSync(base)
    .sort()
    .map((name) => runFixture(`${base}/${name}`, `${format}/${name}`))
}

/**
 * What a test asserts to be empty: failing cases that are not excepted, and exceptions that pass (the list may
 * only shrink). Cases of basis `peer+independent` cannot be excepted.
 */
export function unexpectedOutcomes(
  outcomes: readonly FixtureOutcome[],
  exceptions: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const lines: string[] = []
  for (const { id, basis, problems } of outcomes) {
    const isExcepted = exceptions.has(id)
    if (problems.length === 0 && isExcepted) lines.push(`${id}: passes now, drop its exception`)
    if (problems.length > 0 && (!isExcepted || basis === 'peer+independent')) {
      lines.push(`${id} (${basis}): ${problems.join('; ')}`)
    }
  }
  const known = new Set(outcomes.map((outcome) => outcome.id))
  for (const id of exceptions.keys())
    if (!known.has(id)) lines.push(`${id}: no such case, drop its exception`)
  return lines
}

export interface Graph {
  readonly root: string
  /** `name@version` to `name@version`. */
  readonly edges: Readonly<Record<string, readonly string[]>>
}

export function readExpectedGraph(id: string): Graph | undefined {
  const path = sharedPath(`vectors/lockfiles/${id}/expected-graph.json`)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Graph) : undefined
}

function runFixture(folder: string, id: string): FixtureOutcome {
  const expected = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Expected
  const inventory = readInventory(memoryTree(filesOf(folder, '')), { name: id })
  const problems =
    expected.expectError === true ? errorProblems(expected, inventory) : problemsOf(expected, inventory)
  return { id, basis: expected.basis, problems, inventory, expected }
}

function filesOf(folder: string, prefix: string): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {}
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (prefix === '' && /^expected(-graph)?\.json$/.test(entry.name)) continue
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) Object.assign(files, filesOf(path, `${prefix}${entry.name}/`))
    else files[`${prefix}${entry.name}`] = readFileSync(path)
  }
  return files
}

/** A corrupt file is reported as failed, with its path and a reason; never an empty success. */
function errorProblems(expected: Expected, inventory: Inventory): string[] {
  const report = inventory.files.find((file) => file.path === expected.file)
  const problems: string[] = []
  if (report?.status !== 'unreadable')
    problems.push(`status ${report?.status ?? 'missing'}, expected unreadable`)
  const issue = inventory.issues.find((found) => found.path === expected.file && found.level === 'error')
  if (issue === undefined) problems.push('no issue of level error')
  if (inventory.issues.some((found) => found.code === 'PARSER_FAILED')) problems.push('the parser threw')
  return problems
}

function problemsOf(expected: Expected, inventory: Inventory): string[] {
  const report = inventory.files.find((file) => file.path === expected.file)
  if (report?.status === 'parsed' || report?.status === 'partial') {
    return [...missing(expected, inventory), ...extra(expected, inventory)]
  }
  return [`${expected.file} is ${report?.status ?? 'not recognised'} (${report?.reason ?? 'no reason'})`]
}

function missing(expected: Expected, inventory: Inventory): string[] {
  const mayOmit = new Set((expected.mayOmit ?? []).map(toKey))
  const names = new Set(inventory.components.map((component) => nameKey(component.purl)))
  const keys = new Set(inventory.components.map((component) => fullKey(component.purl)))
  return expected.components
    .filter((one) => !mayOmit.has(toKey(one)))
    .filter((one) => (isNameOnly(one) ? !names.has(nameKey(one.purl)) : !keys.has(fullKey(one.purl))))
    .map((one) => `missing ${one.purl}`)
}

/** Packages without a version are not counted: the expected lists hold only what is pinned (their README, disputes). */
function extra(expected: Expected, inventory: Inventory): string[] {
  const allowed = [...expected.components, ...(expected.mayAlso ?? [])]
  const keys = new Set(allowed.map(toKey))
  const names = new Set(allowed.filter((one) => isNameOnly(one)).map((one) => nameKey(purlOf(one))))
  return inventory.components
    .filter((component) => !component.isFirstParty)
    .filter((component) => component.isVersionResolved)
    .filter(({ purl }) => !keys.has(fullKey(purl)) && !names.has(nameKey(purl)))
    .map(({ purl }) => `extra ${purl}`)
}

function purlOf(one: string | ExpectedComponent): string {
  return typeof one === 'string' ? one : one.purl
}

function toKey(one: string | ExpectedComponent): string {
  return fullKey(purlOf(one))
}

function isNameOnly(one: string | ExpectedComponent): boolean {
  return (typeof one !== 'string' && one.anyVersion === true) || !hasVersion(purlOf(one))
}

function hasVersion(purl: string): boolean {
  return versionOf(purl) !== ''
}

function bare(purl: string): string {
  return purl.replace(/[?#].*$/, '')
}

function versionOf(purl: string): string {
  const text = bare(purl)
  const at = text.lastIndexOf('@')
  return at > text.lastIndexOf('/') ? decodeURIComponent(text.slice(at + 1)) : ''
}

/** Type and name, decoded and normalised as the README of the fixtures says. */
function nameKey(purl: string): string {
  const text = bare(purl)
  const at = text.lastIndexOf('@')
  const name = decodeURIComponent(at > text.lastIndexOf('/') ? text.slice(0, at) : text)
  if (name.startsWith('pkg:golang/')) return name.toLowerCase()
  if (name.startsWith('pkg:rpm/')) return `pkg:rpm/${name.slice(name.lastIndexOf('/') + 1)}`
  if (name.startsWith('pkg:pypi/')) return name.toLowerCase().replace(/[-_.]+/g, '-')
  return name
}

function fullKey(purl: string): string {
  const name = nameKey(purl)
  const version = versionOf(purl)
  return `${name}@${name.startsWith('pkg:golang/') ? version.toLowerCase().replace(/^v/, '') : version}`
}

/** What a plain list of package URLs lacks and what it has too many, by the rules of the fixtures' README. */
export function listingProblems(expected: Expected, purls: readonly string[]): readonly string[] {
  const mayOmit = new Set((expected.mayOmit ?? []).map(toKey))
  const allowed = [...expected.components, ...(expected.mayAlso ?? [])]
  const allowedKeys = new Set(allowed.map(toKey))
  const allowedNames = new Set(allowed.filter((one) => isNameOnly(one)).map((one) => nameKey(purlOf(one))))
  const names = new Set(purls.map(nameKey))
  const keys = new Set(purls.map(fullKey))
  const isFound = (one: ExpectedComponent): boolean =>
    isNameOnly(one) ? names.has(nameKey(one.purl)) : keys.has(fullKey(one.purl))
  return [
    ...expected.components
      .filter((one) => !mayOmit.has(toKey(one)) && !isFound(one))
      .map((one) => `missing ${one.purl}`),
    ...purls
      .filter((purl) => !allowedKeys.has(fullKey(purl)) && !allowedNames.has(nameKey(purl)))
      .map((purl) => `extra ${purl}`),
  ]
}

/** `name@version` as the expected graphs write it. */
export function nodeId(component: Component): string {
  const { namespace, name, version } = splitPurl(component.purl)
  return `${namespace === undefined ? '' : `${namespace}/`}${name}@${version ?? 'undefined'}`
}
