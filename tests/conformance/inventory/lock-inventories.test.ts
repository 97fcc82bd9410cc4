/** Real lock files of public projects: every one is read, and counts agree with a plain count of the text. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ecosystems } from '../../../packages/toolkit/src/inventory/ecosystems/index.ts'
import type { Ecosystem, Near } from '../../../packages/toolkit/src/inventory/ecosystem.ts'
import type { LockedPackage, ParsedFile } from '../../../packages/toolkit/src/model/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const root = sharedPath('data/inventories/lockfiles')

interface Reading {
  readonly path: string
  readonly text: string
  readonly parsed: ParsedFile
}

/** How many packages, first-party ones included, a line-by-line look at the text finds. */
type Count = (text: string) => number

const lines = (text: string): readonly string[] => text.split('\n')
const count =
  (pattern: RegExp): Count =>
  (text) =>
    [...text.matchAll(pattern)].length
const distinct =
  (pattern: RegExp): Count =>
  (text) =>
    new Set([...text.matchAll(pattern)].map((match) => match[1])).size

/** The module of a go.mod and its requirements: in a block or on a line of their own, one module each. */
function countGo(text: string): number {
  let isRequire = false
  let found = 0
  for (const line of lines(text)) {
    if (line.startsWith('require (')) isRequire = true
    else if (line.startsWith(')')) isRequire = false
    else if (
      line.startsWith('module ') ||
      /^require \S+ v/.test(line) ||
      (isRequire && /^\s+\S+ v/.test(line))
    )
      found++
  }
  return found
}

function countBundler(text: string): number {
  return new Set(lines(text).filter((line) => /^ {4}\S+ \(/.test(line))).size
}

interface JsonLock {
  readonly packages?: readonly unknown[]
  readonly 'packages-dev'?: readonly unknown[] | null
  readonly dependencies?: Readonly<Record<string, Readonly<Record<string, { readonly resolved?: string }>>>>
  readonly requires?: readonly string[]
  readonly build_requires?: readonly string[]
}

function countComposer(text: string): number {
  const lock = JSON.parse(text) as JsonLock
  return (lock.packages?.length ?? 0) + (lock['packages-dev']?.length ?? 0)
}

function countNuget(text: string): number {
  const frameworks = Object.values((JSON.parse(text) as JsonLock).dependencies ?? {})
  const found = frameworks.flatMap((packages) =>
    Object.entries(packages).map(([name, { resolved }]) => `${name.toLowerCase()} ${resolved ?? ''}`),
  )
  return new Set(found).size
}

function countConan(text: string): number {
  const lock = JSON.parse(text) as JsonLock
  return new Set([...(lock.requires ?? []), ...(lock.build_requires ?? [])]).size
}

/** Group and artifact of the dependencies of a pom that are neither managed, nor in a plugin, nor in a profile. */
function namesInPom(text: string): ReadonlySet<string> {
  const plain = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(dependencyManagement|build|profiles|exclusions|reporting)>[\s\S]*?<\/\1>/g, '')
  const names = [...plain.matchAll(/<dependency>([\s\S]*?)<\/dependency>/g)].map(([, body = '']) =>
    ['groupId', 'artifactId']
      .map((tag) => new RegExp(`<${tag}>\\s*([^<]*?)\\s*<`).exec(body)?.[1] ?? '')
      .join('/'),
  )
  return new Set(names.filter((name) => !name.includes('${')))
}

const formats: Readonly<Record<string, { readonly file: string; readonly count: Count }>> = {
  cargo: { file: 'Cargo.lock', count: count(/^\[\[package\]\]$/gm) },
  'go-mod': { file: 'go.mod', count: countGo },
  'gradle-lock': { file: 'gradle.lockfile', count: count(/^[^#=\s]+:[^=\s]+=/gm) },
  'bundler-lock': { file: 'Gemfile.lock', count: countBundler },
  'composer-lock': { file: 'composer.lock', count: countComposer },
  'nuget-lock': { file: 'packages.lock.json', count: countNuget },
  'packages-config': { file: 'packages.config', count: count(/<package /g) },
  'mix-lock': { file: 'mix.lock', count: count(/"\w+": \{:(?:hex|git),/g) },
  'pubspec-lock': { file: 'pubspec.lock', count: count(/^ {4}source: /gm) },
  'swift-resolved': { file: 'Package.resolved', count: count(/"revision"/g) },
  'podfile-lock': { file: 'Podfile.lock', count: distinct(/^ {2}- "?([^\s(]+) \([\d.]+[^()]*\)"?:?$/gm) },
  'conan-lock': { file: 'conan.lock', count: countConan },
}

describeShared('lock files of public projects', () => {
  test.each(Object.entries(formats))('%s: all packages, none invented', (id, { file, count: expected }) => {
    const readings = readAll(ecosystemOf(id), file)
    expect(readings.length).toBeGreaterThan(0)
    const problems = readings.flatMap(({ path, text, parsed }) => [
      ...(parsed.status === 'unreadable' ? [`${path}: unreadable`] : []),
      ...(parsed.packages.length === expected(text)
        ? []
        : [`${path}: ${parsed.packages.length} packages, the text has ${expected(text)}`]),
      ...parsed.packages.flatMap((found) =>
        problemsOf(found, parsed, text).map((problem) => `${path}: ${problem}`),
      ),
    ])
    expect(problems).toEqual([])
  })

  test('maven-pom: own dependencies are all there, and what is unresolved is said', () => {
    const readings = readAll(ecosystemOf('maven-pom'), 'pom.xml')
    expect(readings.length).toBe(80)
    const problems = readings.flatMap(({ path, text, parsed }) => {
      const unresolved = parsed.packages.filter((found) => !found.isVersionResolved).length
      const issues = parsed.issues.filter((issue) => issue.code === 'VERSION_UNRESOLVED').length
      const found = new Set(parsed.packages.map((one) => nameOf(one).replace(/^pkg:maven\/|@.*$/g, '')))
      const lost = [...namesInPom(text)].filter((name) => !found.has(name))
      return [
        ...(parsed.status === 'unreadable' ? [`${path}: unreadable`] : []),
        ...lost.map((name) => `${path}: lost ${name}`),
        ...(unresolved === issues ? [] : [`${path}: ${unresolved} unresolved, ${issues} issues`]),
      ]
    })
    expect(problems).toEqual([])
  })

  test('omicron: 1,408 distinct crates, 106 from git, every member first-party', () => {
    const omicron = readAll(ecosystemOf('cargo'), 'Cargo.lock').find(({ path }) =>
      path.includes('omicron@2026-08-21'),
    )
    const packages = omicron?.parsed.packages ?? []
    expect(new Set(packages.map((found) => nameOf(found))).size).toBe(1408)
    expect(packages.filter((found) => found.origin === 'git').length).toBe(106)
    expect(packages.filter((found) => found.isFirstParty || found.origin === 'path').length).toBe(
      packages.length - count(/^source = /gm)(omicron?.text ?? ''),
    )
  })
})

function ecosystemOf(id: string): Ecosystem {
  const found = ecosystems.find((ecosystem) => ecosystem.id === id)
  if (found === undefined) throw new Error(`no ecosystem ${id}`)
  return found
}

function nameOf(found: LockedPackage): string {
  return found.purl.replace(/[?#].*$/, '')
}

/** A line that names the package (or begins the entry that does), edges that lead somewhere, a canonical purl. */
function problemsOf(found: LockedPackage, parsed: ParsedFile, text: string): string[] {
  const keys = keysOf(parsed)
  const near = linesOf(text)
    .slice(found.line - 1, found.line + 2)
    .join('\n')
    .toLowerCase()
  const name = decodeURIComponent(nameOf(found).replace(/@[^@/]*$/, ''))
    .split('/')
    .pop()
  return [
    ...(found.line > 0 && near.includes((found.alias ?? name ?? '').toLowerCase())
      ? []
      : [`${found.purl}: line ${found.line}`]),
    ...found.dependsOn.filter((key) => !keys.has(key)).map((key) => `${found.purl}: edge to ${key}`),
  ]
}

const keyCache = new WeakMap<ParsedFile, ReadonlySet<string>>()
const lineCache = new Map<string, readonly string[]>()

function keysOf(parsed: ParsedFile): ReadonlySet<string> {
  const keys = keyCache.get(parsed) ?? new Set(parsed.packages.map((found) => found.key))
  keyCache.set(parsed, keys)
  return keys
}

function linesOf(text: string): readonly string[] {
  const found = lineCache.get(text) ?? lines(text)
  lineCache.set(text, found)
  return found
}

function readAll(ecosystem: Ecosystem, file: string): readonly Reading[] {
  return findFiles(root, file).map((path) => {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
    const parsed = ecosystem.parse({ path: path.slice(root.length + 1), text }, nearOf(path))
    return { path: path.slice(root.length + 1), text, parsed }
  })
}

function nearOf(path: string): Near {
  return (relativePath) => {
    const full = join(dirname(path), relativePath)
    const isThere = full.startsWith(root) && existsSync(full) && statSync(full).isFile()
    return isThere ? { path: full, text: readFileSync(full, 'utf8') } : undefined
  }
}

function findFiles(folder: string, file: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? findFiles(path, file) : entry.name === file ? [path] : []
    })
}
