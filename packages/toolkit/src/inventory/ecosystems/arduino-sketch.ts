/** sketch.yaml (Arduino CLI, "Sketch project file"): the cores and libraries of each profile of a sketch. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { type FirmwarePackage, gitPackage } from '../read/firmware-names.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { type LooseParts, partsOf } from '../read/purl-parts.ts'
import { entriesField, field, listField, textField } from '../read/shape.ts'
import { statedVersion } from '../read/stated-version.ts'
import { noteDuplicateYamlKeys, readYamlFile, type YamlDocument } from '../read/yaml.ts'

export const arduinoSketch: Ecosystem = {
  id: 'arduino-sketch',
  purlType: 'generic',
  versions: 'generic',
  files: ['sketch.yaml', 'sketch.yml'],
  title: 'sketch.yaml of Arduino',
  knows: { transitive: 'partial', scope: false, edges: false, license: false, hashes: false },
  recognised: 'by-content',
  accepts: (text) => /^profiles\s*:/m.test(text),
  parse: parseSketch,
}

function parseSketch(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  for (const [group, profile] of entriesField(yaml.value.value, 'profiles')) {
    const at = { draft, document: yaml.value, profile, group }
    for (const platform of listField(profile, 'platforms')) addPlatform(at, platform)
    for (const library of listField(profile, 'libraries')) addLibrary(at, library)
  }
  return finishDraft(draft)
}

interface Profile {
  readonly draft: Draft
  readonly document: YamlDocument
  readonly profile: unknown
  readonly group: string
}

/** `VENDOR:ARCHITECTURE (VERSION)`. */
function addPlatform(at: Profile, platform: unknown): void {
  const text = textField(platform, 'platform') ?? ''
  const [, vendor, name, rest = ''] = /^([^:()\s]+):([^:()\s]+)(.*)$/.exec(text.slice(0, 500)) ?? []
  const line = at.document.lineOf(platform)
  if (name === undefined) {
    const message = `expected VENDOR:ARCHITECTURE (VERSION), found ${text.slice(0, 100)}`
    addIssue(at.draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  addStated(at, { parts: { type: 'generic', namespace: vendor, name }, rest, line, isDirect: true })
}

/** `NAME (VERSION)`; `dir` is a folder of this machine, whose own library.properties speaks. */
function addLibrary(at: Profile, library: unknown): void {
  const line = typeof library === 'string' ? lineOfProfile(at) : at.document.lineOf(library)
  if (textField(library, 'dir') !== undefined) return
  const git = textField(library, 'git')
  if (git !== undefined) {
    addGit(at, gitPackage(git.split('#')[0] ?? git, git.split('#')[1]), line)
    return
  }
  const indirect = textField(library, 'dependency')
  const text = typeof library === 'string' ? library : (indirect ?? '')
  const [, name, rest = ''] = /^([^(]*[^(\s])\s*(\(.*)?$/.exec(text.slice(0, 500)) ?? []
  if (name === undefined) {
    const message = `expected NAME (VERSION), found ${text.slice(0, 100) || 'something else'}`
    addIssue(at.draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  addStated(at, { parts: { type: 'generic', name }, rest, line, isDirect: indirect === undefined })
}

/** Texts in a list have no line of their own. */
function lineOfProfile({ document, profile }: Profile): number {
  return document.lineOf(field(profile, 'libraries'))
}

function addGit({ draft, group }: Profile, found: FirmwarePackage, line: number): void {
  const { purl, requirement, origin } = found
  if (requirement !== undefined || (purl.version ?? '') === '') {
    const message = `${purl.name.slice(0, 100)}: no commit or tag of one release`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message })
  }
  addPackage(draft, {
    purl: partsOf(purl),
    line,
    relation: 'direct',
    scope: 'runtime',
    groups: [group],
    origin,
    requirement,
  })
}

interface Stated {
  readonly parts: LooseParts
  /** The version in its brackets, or nothing. */
  readonly rest: string
  readonly line: number
  readonly isDirect: boolean
}

function addStated({ draft, group }: Profile, { parts, rest, line, isDirect }: Stated): void {
  const written = /\(([^()]*)\)/.exec(rest)?.[1]?.trim()
  const version = statedVersion(written ?? '')
  if (version === undefined) {
    const message = `${parts.name.slice(0, 100)} states no version`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message, hint: 'write it in brackets: NAME (1.2.3)' })
  }
  addPackage(draft, {
    purl: partsOf({ ...parts, version }),
    line,
    relation: isDirect ? 'direct' : 'transitive',
    scope: 'runtime',
    groups: [group],
    requirement: version === undefined ? written : undefined,
  })
}
