/** Programs written in Rust and built with cargo auditable: zlib JSON in a section `.dep-v0` (its PARSING.md). */
import { decodeUtf8, inflate, parseJson } from '../../base/index.ts'
import type { Origin, ParsedFile } from '../../model/index.ts'
import type { BinaryEcosystem, BinaryFile } from '../ecosystem.ts'
import { isExecutable, readExecutables } from '../read/executable.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { isProgramName } from '../read/programs.ts'
import { field, listField, type Table, isTable, textField, toText } from '../read/shape.ts'

export const rustBinary: BinaryEcosystem = {
  id: 'rust-binary',
  purlType: 'cargo',
  versions: 'cargo',
  files: [],
  title: 'Program built by cargo auditable (ELF, PE, Mach-O)',
  knows: { transitive: 'full', scope: true, edges: true, license: false, hashes: false },
  isInstalled: true,
  mayBe: isProgramName,
  magic: isExecutable,
  parseBytes: parseRustBinary,
}

/** The list of the largest programs has some hundred kilobytes. */
const mostJson = 16 * 1024 * 1024

function parseRustBinary({ path, bytes }: BinaryFile): ParsedFile | undefined {
  const part = readExecutables(bytes)
    .flatMap(({ parts }) => parts)
    .find(({ name }) => name === '.dep-v0')
  if (part === undefined) return undefined
  const unpacked = inflate({ bytes: part.bytes, format: 'zlib', most: mostJson })
  if (!unpacked.ok) return broken(path, unpacked.error.message)
  const text = decodeUtf8(unpacked.value)
  const json = text.ok ? parseJson(text.value) : undefined
  if (json?.ok !== true) return broken(path, 'its content is no JSON')
  if (!Array.isArray(field(json.value.value, 'packages'))) return broken(path, 'it has no list of packages')
  const draft = startDraft(path)
  const list = listField(json.value.value, 'packages')
  for (const [index, one] of list.entries()) addCrate(draft, String(index), one)
  return finishDraft(draft)
}

function broken(path: string, why: string): ParsedFile {
  const message = `the list of crates cannot be read: ${why}`
  return unreadableFile(path, { code: 'SYNTAX_INVALID', message, hint: 'build the program anew' })
}

/** Keys are places in the list, as edges name them. */
function addCrate(draft: Draft, key: string, one: unknown): void {
  const name = textField(one, 'name')
  const version = textField(one, 'version')
  if (!isTable(one) || name === undefined || version === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', message: `crate ${key} has no name or no version` })
    return
  }
  const origin = originOf(textField(one, 'source'))
  const isRoot = field(one, 'root') === true
  addPackage(draft, {
    key,
    purl: { type: 'cargo', name, version },
    line: 1,
    relation: isRoot ? 'direct' : 'unknown',
    scope: field(one, 'kind') === 'build' ? 'build' : 'runtime',
    origin,
    isFirstParty: origin === 'path' && !isRoot,
    dependsOn: edgesOf(one),
  })
}

/** Indices; numbers that point nowhere are left out with everything that no package bears. */
function edgesOf(one: Table): readonly string[] {
  return listField(one, 'dependencies').map(toText)
}

/**
 * A `local` crate lay beside the program when it was built: it is of the same project. The program itself counts as a
 * component, since it may be somebody else's.
 */
function originOf(source: string | undefined): Origin {
  if (source === 'local') return 'path'
  if (source === 'git') return 'git'
  return 'registry'
}
