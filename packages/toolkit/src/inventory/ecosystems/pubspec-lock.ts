/** pubspec.lock (Dart, "The pubspec file: lock"): hosted, git, path and SDK packages. */
import type { Origin, ParsedFile, Relation, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { noteCutOff } from '../read/cut-off.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { entriesField, field, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

export const pubspecLock: Ecosystem = {
  id: 'pubspec-lock',
  purlType: 'pub',
  versions: 'semver',
  files: ['pubspec.lock'],
  title: 'pubspec.lock',
  knows: { transitive: 'full', scope: true, edges: false, license: false, hashes: true },
  parse: parsePubspecLock,
}

function parsePubspecLock(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  if (field(yaml.value.value, 'packages') === undefined) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a mapping `packages`' })
  }
  // `sdk` stood there before Dart 2.
  if (field(yaml.value.value, 'sdks') === undefined && field(yaml.value.value, 'sdk') === undefined)
    noteCutOff(draft, file.text, 'the closing section sdks is missing')
  for (const [name, entry] of entriesField(yaml.value.value, 'packages')) {
    addEntry(draft, name, { entry, line: yaml.value.lineOf(entry) })
  }
  return finishDraft(draft)
}

interface Place {
  readonly entry: unknown
  readonly line: number
}

const kinds: Readonly<
  Record<string, { readonly relation: Relation; readonly scope: Scope; readonly group?: string }>
> = {
  'direct main': { relation: 'direct', scope: 'runtime' },
  'direct dev': { relation: 'direct', scope: 'development', group: 'dev' },
  'direct overridden': { relation: 'direct', scope: 'unknown' },
  transitive: { relation: 'transitive', scope: 'unknown' },
}

function addEntry(draft: Draft, name: string, { entry, line }: Place): void {
  const version = textField(entry, 'version')
  const description = field(entry, 'description')
  const kind = textField(entry, 'dependency') ?? ''
  const { relation, scope, group } = (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined) ?? unknownKind
  const origin = originOf(textField(entry, 'source'))
  if (version === undefined) {
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name} has no version` })
  }
  const url = textField(description, 'url')
  const commit = textField(description, 'resolved-ref')
  addPackage(draft, {
    key: name,
    purl: {
      type: 'pub',
      name: textField(description, 'name') ?? name,
      ...(version === undefined ? {} : { version }),
      ...(origin === 'git' && url !== undefined ? { qualifiers: { vcs_url: vcsUrl(url, commit) } } : {}),
    },
    line,
    requirement: textField(description, 'ref'),
    relation,
    scope,
    groups: group === undefined ? [] : [group],
    origin,
    hashes: hexHash('SHA-256', field(description, 'sha256')),
  })
}

const unknownKind = { relation: 'unknown', scope: 'unknown', group: undefined } as const

function vcsUrl(url: string, commit: string | undefined): string {
  return `git+${url}${commit === undefined ? '' : `@${commit}`}`
}

/** Packages of an SDK (`source: sdk`) come with it and are listed like those of a registry. */
function originOf(source: string | undefined): Origin {
  return source === 'git' ? 'git' : source === 'path' ? 'path' : 'registry'
}
