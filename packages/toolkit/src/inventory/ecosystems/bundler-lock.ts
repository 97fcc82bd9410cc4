/** Gemfile.lock and gems.locked (Bundler, "LockfileParser"): sources with their specs, then what the Gemfile asks for. */
import type { Hash, Origin, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { readGemfileScopes } from '../read/gemfile.ts'
import { addGraph, type Seed } from '../read/graph.ts'
import { hexHash } from '../read/hash.ts'
import { noteCutOff, noteOpenEnd } from '../read/cut-off.ts'
import { indentedLines } from '../read/indented.ts'
import { noteDangling, type Wishes } from '../read/references.ts'
import {
  addIssue,
  type Draft,
  finishDraft,
  type KeyedRequirement,
  type PackageFacts,
  startDraft,
  unreadableFile,
} from '../read/package.ts'

export const bundlerLock: Ecosystem = {
  id: 'bundler-lock',
  purlType: 'gem',
  versions: 'gem',
  files: ['Gemfile.lock', 'gems.locked', '*.gemfile.lock'],
  title: 'Gemfile.lock',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: parseGemfileLock,
}

interface Source {
  readonly kind: string
  remote: string
  revision: string
}

interface Spec {
  readonly name: string
  readonly version: string
  readonly platform: string | undefined
  readonly line: number
  readonly source: Source
  readonly wants: string[]
  /** By the name of the gem wanted; a gem without one takes any version. */
  readonly requirements: Map<string, string>
}

interface Lock {
  readonly specs: Spec[]
  /** Name to requirement. */
  readonly direct: Map<string, string | undefined>
  /** `NAME VERSION-PLATFORM` to hashes. */
  readonly checksums: Map<string, readonly Hash[]>
  readonly sections: Set<string>
}

function parseGemfileLock(file: SourceFile, near: Near): ParsedFile {
  const draft = startDraft(file.path)
  const lock = readLock(draft, file.text)
  if (lock.sections.size === 0) {
    const message = 'none of the sections of a Gemfile.lock was found'
    return unreadableFile(file.path, { code: 'SYNTAX_INVALID', line: 1, message })
  }
  const keys = keysByName(lock.specs)
  noteDangling(draft, lock.specs.map(toWishes), { isListed: (name) => keys.has(name) })
  noteEnd(draft, lock, file.text)
  const scopes = readGemfileScopes(near)
  const seeds: Seed[] = []
  for (const name of lock.direct.keys()) {
    const { scope } = scopes?.get(name) ?? { scope: 'unknown' as const }
    for (const key of keys.get(name) ?? []) seeds.push({ key, scope })
  }
  const packages = lock.specs.map((spec) => {
    const groups = scopes?.get(spec.name)?.groups ?? []
    return { ...toFacts(lock, { spec, keys, hasGemfile: scopes !== undefined }), groups }
  })
  addGraph(draft, packages, seeds)
  return finishDraft(draft)
}

const sources = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE'])
const others = new Set(['PLATFORMS', 'DEPENDENCIES', 'CHECKSUMS', 'RUBY VERSION', 'BUNDLED WITH'])

function readLock(draft: Draft, text: string): Lock {
  const lock: Lock = { specs: [], direct: new Map(), checksums: new Map(), sections: new Set() }
  let section = ''
  let source: Source = { kind: '', remote: '', revision: '' }
  for (const { indent, text: content, line } of indentedLines(text)) {
    if (indent === 0) {
      section = content
      source = { kind: content, remote: '', revision: '' }
      if (sources.has(content) || others.has(content)) lock.sections.add(content)
      else
        addIssue(draft, { code: 'SYNTAX_INVALID', line, message: `unknown section ${content.slice(0, 80)}` })
    } else if (sources.has(section)) readSourceLine(draft, lock, { source, indent, content, line })
    else if (section === 'DEPENDENCIES') readDependency(lock, content)
    else if (section === 'CHECKSUMS') readChecksum(lock, content)
  }
  return lock
}

interface SourceLine {
  readonly source: Source
  readonly indent: number
  readonly content: string
  readonly line: number
}

/** Attributes are indented by two, specs by four, what a spec wants by six. */
function readSourceLine(draft: Draft, lock: Lock, { source, indent, content, line }: SourceLine): void {
  if (indent === 2) {
    const [name, value = ''] = splitOnce(content, ':')
    if (name === 'remote') source.remote = value.trim()
    if (name === 'revision') source.revision = value.trim()
  } else if (indent === 4) {
    const match = nameAndVersion.exec(content)
    const [, name, version, platform] = match ?? []
    if (name === undefined || version === undefined) {
      addIssue(draft, {
        code: 'ENTRY_UNREADABLE',
        line,
        message: `a gem without a version: ${content.slice(0, 80)}`,
      })
    } else lock.specs.push({ name, version, platform, line, source, wants: [], requirements: new Map() })
  } else if (indent === 6) readWant(lock, content)
}

function readWant(lock: Lock, content: string): void {
  const [name, rest = ''] = splitOnce(content, ' ')
  const spec = lock.specs[lock.specs.length - 1]
  spec?.wants.push(name)
  spec?.requirements.set(name, requirementIn(rest) ?? '')
}

function requirementIn(text: string): string | undefined {
  return /^\((.*)\)$/.exec(text.trim())?.[1]
}

const nameAndVersion = /^(\S+) \(([^-()\s]+)(?:-([^()\s]+))?\)!?$/

/** `NAME (REQUIREMENT)`, with `!` where a source was named for it. */
function readDependency(lock: Lock, content: string): void {
  const [name, rest = ''] = splitOnce(content.replace(/!$/, ''), ' ')
  lock.direct.set(name, requirementIn(rest))
}

/** `NAME (VERSION-PLATFORM) sha256=HEX`. */
function readChecksum(lock: Lock, content: string): void {
  const close = content.indexOf(') ')
  const open = content.indexOf(' (')
  if (close < 0 || open < 0) return
  const hashes = content
    .slice(close + 2)
    .split(',')
    .flatMap((part) => (part.startsWith('sha256=') ? hexHash('SHA-256', part.slice('sha256='.length)) : []))
  lock.checksums.set(`${content.slice(0, open)} ${content.slice(open + 2, close)}`, hashes)
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function keyOf(spec: Spec): string {
  return `${spec.name} ${spec.version}${spec.platform === undefined ? '' : `-${spec.platform}`}`
}

/** Platforms of one gem that edges lead to; real files have a dozen. */
const maxVariants = 100

function keysByName(specs: readonly Spec[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>()
  for (const spec of specs) {
    const known = keys.get(spec.name)
    if (known === undefined) keys.set(spec.name, [keyOf(spec)])
    else if (known.length < maxVariants) known.push(keyOf(spec))
  }
  return keys
}

interface Place {
  readonly spec: Spec
  readonly keys: ReadonlyMap<string, readonly string[]>
  /** Without a Gemfile in reach nobody can say whether the folder of the lock file is the product. */
  readonly hasGemfile: boolean
}

function toFacts(lock: Lock, { spec, keys, hasGemfile }: Place): PackageFacts & { readonly key: string } {
  const { name, version, platform, line, source } = spec
  const isProject = hasGemfile && source.kind === 'PATH' && source.remote === '.'
  const qualifiers: Record<string, string> = {
    ...(platform === undefined ? {} : { platform }),
    ...(source.kind === 'GIT' ? { vcs_url: `git+${source.remote}@${source.revision}` } : {}),
  }
  return {
    key: keyOf(spec),
    purl: { type: 'gem', name, version, ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }) },
    line,
    requirement: lock.direct.get(name),
    origin: isProject ? 'workspace' : originOf(source),
    isFirstParty: isProject,
    hashes: lock.checksums.get(keyOf(spec)) ?? [],
    dependsOn: spec.wants.flatMap((want) => keys.get(want) ?? []),
    requires: [...spec.requirements].flatMap(([want, requirement]) =>
      (keys.get(want) ?? []).map((key): KeyedRequirement => [key, requirement]),
    ),
  }
}

function originOf(source: Source): Origin {
  return source.kind === 'GIT' ? 'git' : source.kind === 'PATH' ? 'path' : 'registry'
}

/** Bundler never lists itself. */
function toWishes({ name, line, wants }: Spec): Wishes {
  return { from: name, line, wants: wants.filter((want) => want !== 'bundler') }
}

/**
 * DEPENDENCIES follows the sources, and BUNDLED WITH closes the file since Bundler 1.10. Where that is missing, a gem
 * that nobody asks for tells that the end is missing too.
 */
function noteEnd(draft: Draft, lock: Lock, text: string): void {
  if (lock.sections.has('BUNDLED WITH')) return
  if (!lock.sections.has('DEPENDENCIES')) {
    noteCutOff(draft, text, 'the section DEPENDENCIES is missing')
    return
  }
  const wanted = new Set([...lock.direct.keys(), ...lock.specs.flatMap((spec) => spec.wants)])
  const orphan = lock.specs.find((spec) => !wanted.has(spec.name))
  if (orphan !== undefined) noteCutOff(draft, text, `nothing asks for ${orphan.name}`)
  else noteOpenEnd(draft, text)
}
