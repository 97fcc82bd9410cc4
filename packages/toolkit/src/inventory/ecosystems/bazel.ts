/** MODULE.bazel and MODULE.bazel.lock (Bazel, "External dependencies"): modules of Bazel's own registry. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { indexLines } from '../read/line-index.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { findCalls, namedText, withoutComments } from '../read/program.ts'
import { partsOf } from '../read/purl-parts.ts'
import { entriesField, textField } from '../read/shape.ts'

const common = { purlType: 'bazel', versions: 'semver' } as const

export const bazelModule: Ecosystem = {
  ...common,
  id: 'bazel-module',
  files: ['MODULE.bazel', '*.MODULE.bazel'],
  title: 'MODULE.bazel',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['MODULE.bazel.lock'],
  parse: parseModule,
}

export const bazelLock: Ecosystem = {
  ...common,
  id: 'bazel-lock',
  files: ['MODULE.bazel.lock'],
  title: 'MODULE.bazel.lock',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: false },
  parse: parseLock,
}

/** A version is the least one that will do: another module may ask for a higher one. */
function parseModule(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const text = withoutComments(file.text, 'hash')
  const { lineAt } = indexLines(file.text)
  const declared = findCalls(text, /\bbazel_dep\s*\(/g).flatMap(({ body, offset }): Declared[] => {
    const name = namedText(body, 'name')
    if (name === undefined) return []
    const isDevelopment = /\bdev_dependency\s*=\s*True\b/.test(body)
    return [
      {
        purl: { type: 'bazel', name },
        line: lineAt(offset),
        requirement: namedText(body, 'version'),
        scope: isDevelopment ? 'development' : 'unknown',
      },
    ]
  })
  addDeclared(draft, declared, 'commit MODULE.bazel.lock')
  const [own] = findCalls(text, /(?<![\w.])module\s*\(/g)
  const name = namedText(own?.body ?? '', 'name')
  if (own !== undefined && name !== undefined) {
    const purl = partsOf({ type: 'bazel', name, version: namedText(own.body, 'version') })
    addPackage(draft, { key: '.', purl, line: lineAt(own.offset), origin: 'workspace', isFirstParty: true })
  }
  return finishDraft(draft)
}

/** Only of chosen versions `source.json` was fetched; of those that lost, just the module file. */
const chosen = /\/modules\/([\w.+-]+)\/([\w.+-]+)\/source\.json$/

function parseLock(file: SourceFile, near: Near): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const { value } = json.value
  const { lineOf } = indexLines(file.text)
  const wishes = directNames(near('MODULE.bazel')?.text)
  for (const [address] of entriesField(value, 'registryFileHashes')) {
    const [, name, version] = chosen.exec(address) ?? []
    if (name !== undefined) {
      addModule(draft, { name, version, line: lineOf(`"${address}"`), wishes })
    }
  }
  for (const [key, entry] of entriesField(value, 'moduleDepGraph')) {
    const name = textField(entry, 'name')
    if (key === '<root>' || name === undefined) continue
    addModule(draft, {
      name,
      version: textField(entry, 'version'),
      line: json.value.lineOf(['moduleDepGraph', key]),
      wishes,
    })
  }
  if (draft.entries.size === 0) {
    const message = 'expected the files of modules in registryFileHashes, or moduleDepGraph, found none'
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  return finishDraft(draft)
}

interface Module {
  readonly name: string
  readonly version: string | undefined
  readonly line: number
  readonly wishes: ReadonlySet<string> | undefined
}

/** `bazel_tools` and its like have no version: they come with Bazel. */
function addModule(draft: Draft, { name, version, line, wishes }: Module): void {
  if (version === undefined) return
  const relation = wishes === undefined ? 'unknown' : wishes.has(name) ? 'direct' : 'transitive'
  addPackage(draft, { purl: partsOf({ type: 'bazel', name, version }), line, relation })
}

function directNames(text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined
  const calls = findCalls(withoutComments(text, 'hash'), /\bbazel_dep\s*\(/g)
  return new Set(calls.flatMap(({ body }) => namedText(body, 'name') ?? []))
}
