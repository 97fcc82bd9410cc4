/** bower.json (Bower, "bower.json specification"): packages by ranges; Bower has no lock file. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { indexLines } from '../read/line-index.ts'
import { finishDraft, startDraft } from '../read/package.ts'
import { entriesField } from '../read/shape.ts'

export const bower: Ecosystem = {
  id: 'bower',
  purlType: 'bower',
  versions: 'npm',
  files: ['bower.json'],
  title: 'bower.json',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  parse: parseBower,
}

const lists: readonly (readonly [key: string, scope: Scope])[] = [
  ['dependencies', 'runtime'],
  ['devDependencies', 'development'],
]

function parseBower(file: SourceFile): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const { value } = json.value
  const { lineOf } = indexLines(file.text)
  const declared = lists.flatMap(([key, scope]) =>
    entriesField(value, key).map(([name, spec]): Declared => {
      const requirement = typeof spec === 'string' ? spec : undefined
      const version = /^=?(\d+\.\d+\.\d+[\w.+-]*)$/.exec(requirement ?? '')?.[1]
      const rest = version === undefined ? { requirement } : {}
      return { purl: { type: 'bower', name, version }, line: lineOf(`"${name}"`), scope, ...rest }
    }),
  )
  addDeclared(draft, declared, 'state exact versions, or move to a package manager with a lock file')
  return finishDraft(draft)
}
