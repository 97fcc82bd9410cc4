/** Podfile.lock (CocoaPods Core, "Lockfile"): pods with their subspecs, and where those come from. */
import type { Origin, ParsedFile, PurlParts } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addGraph, type Seed } from '../read/graph.ts'
import { noteCutOff } from '../read/cut-off.ts'
import { indentedLines } from '../read/indented.ts'
import {
  addIssue,
  type Draft,
  finishDraft,
  type PackageFacts,
  startDraft,
  unreadableFile,
} from '../read/package.ts'
import { field, isTable, listField, type Table, textField, toText } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

export const podfileLock: Ecosystem = {
  id: 'podfile-lock',
  purlType: 'cocoapods',
  versions: 'gem',
  files: ['Podfile.lock'],
  title: 'Podfile.lock',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: false },
  parse: parsePodfileLock,
}

interface Pod {
  readonly name: string
  readonly version: string
  readonly wants: readonly string[]
}

function parsePodfileLock(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const lock = yaml.value.value
  if (['PODS', 'DEPENDENCIES', 'PODFILE CHECKSUM'].every((section) => field(lock, section) === undefined)) {
    const message = 'expected the section PODS or PODFILE CHECKSUM'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  if (field(lock, 'COCOAPODS') === undefined)
    noteCutOff(draft, file.text, 'the closing line COCOAPODS is missing')
  const lines = linesOfPods(file.text)
  const pods = listField(lock, 'PODS').flatMap((item) => readPod(draft, item, lines) ?? [])
  const names = new Set(pods.map((pod) => pod.name))
  const facts = pods.map((pod) => toFacts(draft, pod, { lock, names, line: lines.get(pod.name) ?? 1 }))
  addGraph(draft, facts, seedsOf(draft, lock, names))
  return finishDraft(draft)
}

/** Items of the list PODS are indented by two. */
function linesOfPods(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  let section = ''
  for (const { indent, text: content, line } of indentedLines(text)) {
    if (indent === 0 && !content.startsWith('-')) section = content
    const name = section === 'PODS:' && indent <= 2 ? /^- "?([^\s("]+)/.exec(content)?.[1] : undefined
    if (name !== undefined && !lines.has(name)) lines.set(name, line)
  }
  return lines
}

/** `NAME/SUBSPEC (VERSION)`, or a mapping of that to the list of what it wants. */
function readPod(draft: Draft, item: unknown, lines: ReadonlyMap<string, number>): Pod | undefined {
  const text = isTable(item) ? (Object.keys(item)[0] ?? '') : toText(item)
  const match = /^(\S+) \(([^()]+)\)$/.exec(text)
  const [, name, version] = match ?? []
  if (name === undefined || version === undefined) {
    const line = lines.get(text.split(' ')[0] ?? '')
    addIssue(draft, {
      code: 'ENTRY_UNREADABLE',
      line,
      message: `a pod without a version: ${text.slice(0, 80)}`,
    })
    return undefined
  }
  const wants = isTable(item) ? listField(item, text).map((want) => toText(want).split(' ')[0] ?? '') : []
  return { name, version, wants }
}

interface Place {
  readonly lock: Table
  readonly names: ReadonlySet<string>
  readonly line: number
}

function toFacts(
  draft: Draft,
  pod: Pod,
  { lock, names, line }: Place,
): PackageFacts & { readonly key: string } {
  const [root = '', ...subspec] = pod.name.split('/')
  const source = field(field(lock, 'EXTERNAL SOURCES'), root)
  const git = textField(source, ':git')
  const commit = textField(field(field(lock, 'CHECKOUT OPTIONS'), root), ':commit')
  const origin: Origin =
    git !== undefined ? 'git' : textField(source, ':path') !== undefined ? 'path' : 'registry'
  const purl: PurlParts = {
    type: 'cocoapods',
    name: root,
    version: pod.version.replace(/^= /, ''),
    ...(git === undefined
      ? {}
      : { qualifiers: { vcs_url: `git+${git}${commit === undefined ? '' : `@${commit}`}` } }),
    ...(subspec.length === 0 ? {} : { subpath: subspec.join('/') }),
  }
  const dependsOn = pod.wants.filter((want) => names.has(want))
  for (const want of pod.wants) {
    if (names.has(want)) continue
    const message = `${pod.name} depends on ${want}, which the file does not list (pods of other platforms)`
    addIssue(draft, { code: 'REFERENCE_MISSING', level: 'note', line, message })
  }
  const isHttp = textField(source, ':http') !== undefined
  return { key: pod.name, purl, line, origin: isHttp ? 'url' : origin, dependsOn }
}

/** `NAME (REQUIREMENT)` or ``NAME (from `PLACE`)``. */
function seedsOf(draft: Draft, lock: Table, names: ReadonlySet<string>): readonly Seed[] {
  const seeds = new Map<string, Seed>()
  for (const item of listField(lock, 'DEPENDENCIES')) {
    const key = toText(item).split(' ')[0] ?? ''
    if (names.has(key)) seeds.set(key, { key, scope: 'unknown' })
    else {
      addIssue(draft, {
        code: 'REFERENCE_MISSING',
        message: `the Podfile wants ${key}, which the file does not list`,
      })
    }
  }
  return [...seeds.values()]
}
