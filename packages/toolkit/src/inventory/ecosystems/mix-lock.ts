/** mix.lock (Mix, "Mix.Dep.Lock"): an Elixir map with one tuple for each package, read as text and never run. */
import type { ParsedFile, Relation } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import {
  balancedPrefix,
  type BeamTerm,
  itemsOf,
  keywordOf,
  parseBeamTerm,
  scalarAt,
} from '../read/beam-terms.ts'
import { noteCutOff } from '../read/cut-off.ts'
import { noteDangling, type Wishes } from '../read/references.ts'
import { hexHash } from '../read/hash.ts'
import { readMixScopes } from '../read/mix-exs.ts'
import { addGraph, type Seed } from '../read/graph.ts'
import {
  addIssue,
  type Draft,
  finishDraft,
  type KeyedRequirement,
  type PackageFacts,
  startDraft,
  unreadableFile,
} from '../read/package.ts'

export const mixLock: Ecosystem = {
  id: 'mix-lock',
  purlType: 'hex',
  versions: 'hex',
  files: ['mix.lock'],
  title: 'mix.lock',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: true },
  parse: parseMixLock,
}

interface Entry {
  readonly app: string
  readonly items: readonly BeamTerm[]
  readonly line: number
}

function parseMixLock(file: SourceFile, near: Near): ParsedFile {
  if (!/^(?:\s|#[^\n]*\n)*%\{/.test(file.text)) {
    return unreadableFile(file.path, {
      code: 'SYNTAX_INVALID',
      line: 1,
      message: 'expected an Elixir map, %{ … }',
    })
  }
  const draft = startDraft(file.path)
  const entries = readEntries(draft, file.text)
  const keys = new Set(entries.map((entry) => entry.app))
  if (!/\}\s*$/.test(file.text.slice(-200))) noteCutOff(draft, file.text, 'the closing bracket is missing')
  const packages = entries.flatMap((entry) => toFacts(draft, entry) ?? [])
  noteDangling(draft, entries.map(toWishes), { isListed: (name) => keys.has(name) })
  const scopes = readMixScopes(near('mix.exs')?.text)
  const seeds: Seed[] = [...(scopes ?? [])].flatMap(([key, scope]) => (keys.has(key) ? [{ key, scope }] : []))
  addGraph(draft, scopes === undefined ? packages.map(withRelation(packages)) : packages, seeds)
  return finishDraft(draft)
}

const entryStart = /^\s*(?:%\{\s*)?"([^"]+)"\s*(?::|=>)\s*(?=\{)/

/** Mix writes each entry on a line of its own; what starts no entry continues the one before. */
function readEntries(draft: Draft, text: string): readonly Entry[] {
  const chunks: { app: string; body: string[]; line: number }[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const start = entryStart.exec(raw)
    const last = chunks[chunks.length - 1]
    if (start?.[1] !== undefined)
      chunks.push({ app: start[1], body: [raw.slice(start[0].length)], line: index + 1 })
    else if (last !== undefined) last.body.push(raw)
    else if (!/^(?:#.*|%\{|\}|%\{\})?$/.test(raw.trim())) strange(draft, raw, index + 1)
  }
  return chunks.flatMap(({ app, body, line }) => {
    const term = parseBeamTerm(balancedPrefix(body.join('\n')))
    if (term?.kind === 'tuple') return [{ app, items: term.items, line }]
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `the entry of ${app} is no tuple` })
    return []
  })
}

function strange(draft: Draft, raw: string, line: number): void {
  addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `not an entry: ${raw.trim().slice(0, 80)}` })
}

function toFacts(
  draft: Draft,
  { app, items, line }: Entry,
): (PackageFacts & { readonly key: string }) | undefined {
  const kind = scalarAt(items, 0)
  const first = scalarAt(items, 1)
  const second = scalarAt(items, 2)
  if (kind === 'git' && first !== undefined && second !== undefined) {
    const qualifiers = { vcs_url: `git+${first}@${second}` }
    return { key: app, purl: { type: 'hex', name: app, version: second, qualifiers }, line, origin: 'git' }
  }
  if (kind !== 'hex' || first === undefined || second === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: `the entry of ${app} has no version` })
    return undefined
  }
  const [repository, organization] = (scalarAt(items, 6) ?? 'hexpm').split(':', 2)
  return {
    key: app,
    purl: {
      type: 'hex',
      ...(repository === 'hexpm' && organization !== undefined ? { namespace: organization } : {}),
      name: first,
      version: second,
    },
    line,
    ...(first === app ? {} : { alias: app }),
    hashes: hexHash('SHA-256', scalarAt(items, 7)),
    dependsOn: itemsOf(items[5]).flatMap((wish) => nameOf(wish) ?? []),
    requires: itemsOf(items[5]).flatMap((wish): readonly KeyedRequirement[] => {
      const name = nameOf(wish)
      const requirement = scalarAt(itemsOf(wish), 1)
      return name === undefined || requirement === undefined ? [] : [[name, requirement]]
    }),
  }
}

/** `{:plug, "~> 1.0", [hex: :plug, repo: "hexpm", optional: false]}`; optional ones need not be locked. */
function toWishes({ app, items, line }: Entry): Wishes {
  const wishes = itemsOf(items[5]).filter(
    (wish) => keywordOf(itemsOf(itemsOf(wish)[2]), 'optional') !== 'true',
  )
  return { from: app, line, wants: wishes.flatMap((wish) => nameOf(wish) ?? []) }
}

function nameOf(wish: BeamTerm): string | undefined {
  return scalarAt(itemsOf(wish), 0)
}

/** Without mix.exs: a package that no other one wants can only be wanted by the project itself. */
function withRelation(
  packages: readonly (PackageFacts & { readonly key: string })[],
): (facts: PackageFacts & { readonly key: string }) => PackageFacts & { readonly key: string } {
  const wanted = new Set(packages.flatMap((facts) => facts.dependsOn ?? []))
  return (facts) => {
    const relation: Relation = wanted.has(facts.key) ? 'unknown' : 'direct'
    return { ...facts, relation }
  }
}
