/** shard.lock, and shard.yml where that is missing (Crystal, "Shards"): repositories with their versions. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { isCommit, vcsPurl } from '../read/forge.ts'
import { finishDraft, startDraft } from '../read/package.ts'
import { entriesField, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

const common = { purlType: 'generic', versions: 'semver' } as const

export const shardLock: Ecosystem = {
  ...common,
  id: 'shard-lock',
  files: ['shard.lock'],
  title: 'shard.lock',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: false },
  parse: (file) => parseShards(file, [['shards', 'unknown']]),
}

export const shardManifest: Ecosystem = {
  ...common,
  id: 'shard-manifest',
  files: ['shard.yml'],
  title: 'shard.yml without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['shard.lock'],
  parse: (file) =>
    parseShards(file, [
      ['dependencies', 'runtime'],
      ['development_dependencies', 'development'],
    ]),
}

type Lists = readonly (readonly [key: string, scope: Scope])[]

function parseShards(file: SourceFile, lists: Lists): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  const declared = lists.flatMap(([key, scope]) =>
    entriesField(yaml.value.value, key).map(
      ([name, entry]): Declared => ({ ...readShard(name, entry), line: yaml.value.lineOf(entry), scope }),
    ),
  )
  addDeclared(draft, declared, 'commit shard.lock')
  return finishDraft(draft)
}

const hosts = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
  bitbucket: 'https://bitbucket.org',
}

function readShard(name: string, entry: unknown): Pick<Declared, 'purl' | 'requirement' | 'origin'> {
  const address = addressOf(entry)
  const stated = textField(entry, 'version') ?? textField(entry, 'commit')
  const version = versionOf(stated)
  const requirement = version === undefined ? (stated ?? textField(entry, 'branch')) : undefined
  if (address === undefined) {
    const origin = textField(entry, 'path') === undefined ? 'registry' : 'path'
    return { purl: { type: 'generic', name, version }, requirement, origin }
  }
  const tag = version === undefined || isCommit(version) ? version : `v${version}`
  const { qualifiers } = vcsPurl(address, tag)
  return { purl: { type: 'generic', name, version, qualifiers }, requirement, origin: 'git' }
}

function addressOf(entry: unknown): string | undefined {
  const short = Object.entries(hosts).flatMap(([key, host]) => {
    const path = textField(entry, key)
    return path === undefined ? [] : [`${host}/${path}`]
  })
  return textField(entry, 'git') ?? short[0]
}

/** `0.1.0+git.commit.SHA` is a commit between releases. */
function versionOf(stated: string | undefined): string | undefined {
  const commit = /\+git\.commit\.([0-9a-f]{40})$/.exec(stated ?? '')?.[1]
  return commit ?? (isExact(stated) ? stated : undefined)
}

function isExact(text: string | undefined): boolean {
  return text !== undefined && (isCommit(text) || /^\d+\.\d+[\w.+-]*$/.test(text))
}
