/** stack.yaml.lock (Stack, "Lock files"): packages beside the snapshot; what the snapshot holds is not listed in it. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { field, listField, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

export const stackLock: Ecosystem = {
  id: 'stack-lock',
  purlType: 'hackage',
  versions: 'hackage',
  files: ['stack.yaml.lock'],
  title: 'stack.yaml.lock',
  knows: { transitive: 'partial', scope: false, edges: false, license: false, hashes: true },
  parse: parseStackLock,
}

function parseStackLock(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  for (const entry of listField(yaml.value.value, 'packages')) {
    addEntry(draft, field(entry, 'completed'), yaml.value.lineOf(entry))
  }
  for (const entry of listField(yaml.value.value, 'snapshots')) {
    const message = `packages of the snapshot ${snapshotName(entry)} are not listed in this file`
    addIssue(draft, { code: 'REFERENCE_MISSING', line: yaml.value.lineOf(entry), message })
  }
  return finishDraft(draft)
}

function snapshotName(entry: unknown): string {
  const original = field(entry, 'original')
  const name = typeof original === 'string' ? original : textField(original, 'url')
  return (name ?? textField(field(entry, 'completed'), 'url') ?? '').slice(0, 200)
}

/** `NAME-VERSION@sha256:DIGEST,SIZE`: the digest is of the cabal file, so it is no hash of the package. */
const hackage = /^(.+)-([0-9][0-9.]*)(?:@.*)?$/

function addEntry(draft: Draft, completed: unknown, line: number): void {
  const [, name, version] = hackage.exec(textField(completed, 'hackage') ?? '') ?? []
  if (name !== undefined && version !== undefined) {
    addPackage(draft, { purl: { type: 'hackage', name, version }, line, relation: 'direct' })
    return
  }
  const [ownName, ownVersion] = [textField(completed, 'name'), textField(completed, 'version')]
  const place = placeOf(completed)
  if (ownName === undefined || place === undefined) {
    const message = 'expected hackage, or a name with git, hg or url'
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  addPackage(draft, {
    purl: {
      type: 'hackage',
      name: ownName,
      ...(ownVersion === undefined ? {} : { version: ownVersion }),
      qualifiers: place.qualifiers,
    },
    line,
    relation: 'direct',
    origin: place.origin,
    hashes: place.origin === 'url' ? hexHash('SHA-256', field(completed, 'sha256')) : [],
  })
}

function placeOf(
  completed: unknown,
): { readonly origin: 'git' | 'url'; readonly qualifiers: Readonly<Record<string, string>> } | undefined {
  const commit = textField(completed, 'commit')
  for (const kind of ['git', 'hg'] as const) {
    const url = textField(completed, kind)
    if (url === undefined) continue
    const suffix = commit === undefined ? '' : `@${commit}`
    return { origin: 'git', qualifiers: { vcs_url: `${kind}+${url}${suffix}` } }
  }
  const url = textField(completed, 'url')
  return url === undefined ? undefined : { origin: 'url', qualifiers: { download_url: url } }
}
