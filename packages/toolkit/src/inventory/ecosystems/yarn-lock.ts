/** yarn.lock of Yarn 1, its own line format (Yarn 1 documentation, "yarn.lock"). */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import type { Seed } from '../read/graph.ts'
import { hexHash } from '../read/hash.ts'
import {
  npmPurl,
  originOfResolved,
  originOfSpec,
  parseAlias,
  placeOf,
  rangeOfSpec,
  splitDescriptor,
} from '../read/npm.ts'
import {
  addNpmGraph,
  askedEdges,
  asksOf,
  type NpmFacts,
  type Project,
  projectFacts,
  readProjects,
  workspaceGlobs,
} from '../read/npm-graph.ts'
import {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type KeyedRequirement,
  startDraft,
  unreadableFile,
} from '../read/package.ts'
import { noteOpenEnd } from '../read/cut-off.ts'
import { noteDangling, type Wishes } from '../read/references.ts'
import { textField } from '../read/shape.ts'
import { parseSri } from '../read/sri.ts'
import { createDescriptors, type Descriptors } from '../read/yarn-descriptors.ts'
import { readYarnLines, type YarnEntry } from '../read/yarn-lines.ts'

export const yarnLock: Ecosystem = {
  id: 'yarn-lock',
  purlType: 'npm',
  versions: 'npm',
  files: ['yarn.lock'],
  title: 'Yarn 1 lock file',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  accepts: (text) => !/^__metadata:/m.test(text),
  parse: readYarnLock,
}

function readYarnLock(file: SourceFile, near: Near): ParsedFile {
  const { entries, problems } = readYarnLines(file.text)
  const draft = startDraft(file.path)
  const [first] = problems
  if (entries.length === 0 && first !== undefined) {
    const message = `expected a lock file of Yarn: ${first.message}`
    return unreadableFile(file.path, { code: 'SYNTAX_INVALID', line: first.line, message })
  }
  if (entries.length === 0 && !/^# yarn lockfile v1\s*$/m.test(file.text)) {
    addIssue(draft, {
      code: 'SHAPE_UNEXPECTED',
      line: 1,
      message: 'the file states no package and no format version',
    })
  }
  for (const { line, message } of problems) addIssue(draft, { code: 'SYNTAX_INVALID', line, message })
  noteOpenEnd(draft, file.text)
  const complete = entries.filter((entry) => isComplete(draft, entry))
  const projects = readProjects(near)
  const keys = new Map(
    complete.flatMap((entry) => entry.descriptors.map((one) => [one, keyOf(entry)] as const)),
  )
  const descriptors = createDescriptors(keys, projects[0]?.manifest)
  const members = new Set(projects.map(({ manifest }) => textField(manifest, 'name')))
  noteDangling(draft, complete.map(toWishes), {
    isListed: (name) => descriptors.has(name) || members.has(name),
    // Members of the workspace meet wishes without standing in the file.
    level: hasUnseenMembers(projects) ? 'note' : 'warning',
  })
  const asked = askedBy(projects, descriptors)
  addNpmGraph(
    draft,
    complete.map((entry) => factsOf(entry, descriptors, asked)),
    [...asked.values()].flatMap((ask) => ask.seeds),
  )
  for (const project of projects) addProject(draft, project, descriptors)
  return finishDraft(draft)
}

function isComplete(draft: Draft, entry: YarnEntry): boolean {
  if (entry.fields.get('version') !== undefined) return true
  const message = `${(entry.descriptors[0] ?? '').slice(0, 200)} has no version`
  addIssue(draft, {
    code: 'ENTRY_UNREADABLE',
    line: entry.line,
    message,
    hint: 'run yarn install and commit yarn.lock',
  })
  return false
}

function hasUnseenMembers([root, ...members]: readonly Project[]): boolean {
  return root !== undefined && members.length === 0 && workspaceGlobs(root.manifest).length > 0
}

/** Yarn locks optional packages of every platform, so all names are there. */
function toWishes(entry: YarnEntry): Wishes {
  const wants = [...entry.dependencies, ...entry.optionalDependencies].map(([name]) => name)
  return { from: keyOf(entry), line: entry.line, wants }
}

function keyOf(entry: YarnEntry): string {
  return entry.descriptors[0] ?? ''
}

interface Asked {
  readonly requirement: string
  readonly seeds: Seed[]
}

function askedBy(projects: readonly Project[], descriptors: Descriptors): Map<string, Asked> {
  const asked = new Map<string, Asked>()
  for (const { manifest } of projects) {
    for (const { name, spec, scope } of asksOf(manifest)) {
      const key = descriptors.find(name, spec, '')
      if (key === undefined) continue
      const known = asked.get(key) ?? { requirement: spec, seeds: [] }
      known.seeds.push({ key, scope })
      asked.set(key, known)
    }
  }
  return asked
}

function factsOf(entry: YarnEntry, descriptors: Descriptors, asked: ReadonlyMap<string, Asked>): NpmFacts {
  const key = keyOf(entry)
  const first = splitDescriptor(key)
  const name = parseAlias(first.spec ?? '')?.name ?? first.name
  const resolved = entry.fields.get('resolved')
  const specs = entry.descriptors.map((one) => splitDescriptor(one).spec ?? '')
  const origin = originOf(specs, resolved)
  const requires: KeyedRequirement[] = []
  const targets = (list: readonly (readonly [string, string])[]): readonly string[] =>
    list.flatMap(([dependency, spec]) => {
      const target = descriptors.find(dependency, spec, name)
      const range = rangeOfSpec(spec)
      if (target !== undefined && range !== undefined) requires.push([target, range])
      return target ?? []
    })
  return {
    key,
    purl: npmPurl(name, entry.fields.get('version'), placeOf(origin, resolved)),
    line: entry.line,
    requirement: asked.get(key)?.requirement,
    origin,
    alias: name === first.name ? undefined : first.name,
    hashes: hashesOf(entry),
    dependsOn: targets(entry.dependencies),
    optional: targets(entry.optionalDependencies),
    requires,
  }
}

/** What was resolved decides; where its address tells nothing, what every descriptor asked for. */
function originOf(specs: readonly string[], resolved: string | undefined): ReturnType<typeof originOfSpec> {
  const fromResolved = resolved === undefined ? 'registry' : originOfResolved(resolved)
  if (fromResolved !== 'registry') return fromResolved
  const fromSpecs = specs.map(originOfSpec)
  return fromSpecs.includes('registry') ? 'registry' : (fromSpecs[0] ?? 'registry')
}

/** The fragment of a registry address is the SHA-1 of the archive. */
function hashesOf(entry: YarnEntry): NpmFacts['hashes'] {
  const sha1 = /\.tgz#([0-9a-f]{40})$/.exec(entry.fields.get('resolved') ?? '')?.[1]
  return [...parseSri(entry.fields.get('integrity') ?? ''), ...hexHash('SHA-1', sha1)]
}

function addProject(draft: Draft, project: Project, descriptors: Descriptors): void {
  const edges = askedEdges(project.manifest, ({ name, spec }) => descriptors.find(name, spec, ''))
  const facts = projectFacts(project, project.folder === '' ? '.' : project.folder, edges)
  if (facts !== undefined) addPackage(draft, facts)
}
