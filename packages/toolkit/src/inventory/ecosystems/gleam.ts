/** gleam.toml (Gleam, "gleam.toml"): what a project asks for; its manifest.toml states the versions. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { entriesField, textField } from '../read/shape.ts'
import { readTomlFile } from '../read/toml.ts'

export const gleam: Ecosystem = {
  id: 'gleam',
  purlType: 'hex',
  versions: 'hex',
  files: ['gleam.toml'],
  title: 'gleam.toml',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['manifest.toml'],
  parse: parseGleam,
}

const tables = [
  ['dependencies', 'runtime'],
  ['dev-dependencies', 'development'],
  ['dev_dependencies', 'development'],
] as const satisfies readonly (readonly [string, Scope])[]

function parseGleam(file: SourceFile): ParsedFile {
  const toml = readTomlFile(file)
  if (!toml.ok) return toml.error
  const draft = startDraft(file.path)
  addOwn(draft, textField(toml.value, 'name'), textField(toml.value, 'version'))
  for (const [table, scope] of tables) {
    for (const [name, wish] of entriesField(toml.value, table)) {
      addWish(draft, { name, wish, scope, line: lineOf(file.text, table, name) })
    }
  }
  return finishDraft(draft)
}

function addOwn(draft: Draft, name: string | undefined, version: string | undefined): void {
  if (name === undefined) return
  const purl = { type: 'hex', name, ...(version === undefined ? {} : { version }) }
  addPackage(draft, { key: '', purl, line: 1, origin: 'workspace', isFirstParty: true })
}

/** 1-based line of `name = …` below `[table]`; that of the table where the name is written otherwise. */
function lineOf(text: string, table: string, name: string): number {
  const lines = text.split('\n')
  const header = lines.findIndex((line) => line.trim() === `[${table}]`)
  const at = lines.findIndex((line, index) => index > header && /^[\w-]+/.exec(line.trim())?.[0] === name)
  return Math.max(at, header, 0) + 1
}

interface Wish {
  readonly name: string
  readonly wish: unknown
  readonly scope: Scope
  readonly line: number
}

function addWish(draft: Draft, { name, wish, scope, line }: Wish): void {
  const git = textField(wish, 'git')
  const path = textField(wish, 'path')
  const commit = textField(wish, 'ref')
  const requirement = typeof wish === 'string' ? wish : textField(wish, 'version')
  if (git !== undefined) {
    const vcs_url = `git+${git}${commit === undefined ? '' : `@${commit}`}`
    const purl = { type: 'hex', name, qualifiers: { vcs_url } }
    addPackage(draft, { purl, line, scope, relation: 'direct', origin: 'git' })
  } else if (path !== undefined) {
    const purl = { type: 'hex', name }
    addPackage(draft, { purl, line, scope, relation: 'direct', origin: 'path', isFirstParty: true })
  } else {
    const exact = /^\s*==?\s*([0-9][\w.+-]*)\s*$/.exec(requirement ?? '')?.[1]
    const purl = { type: 'hex', name, ...(exact === undefined ? {} : { version: exact }) }
    addPackage(draft, { purl, line, scope, relation: 'direct', requirement })
    if (exact === undefined) {
      const message = `${name}: ${requirement ?? 'nothing'} is no single version`
      const hint = 'commit manifest.toml, which states the version'
      addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message, hint })
    }
  }
}
