/** installed.json of Composer 1 (a list) and 2 (a table): what lies in the vendor folder, licenses included. */
import type { ParsedFile } from '../../model/index.ts'
import { parseJson } from '../../base/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addComposerEntries, readComposerEntries } from '../read/composer.ts'
import { noteDuplicateKeys } from '../read/json.ts'
import { finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { field, listField } from '../read/shape.ts'

export const composerInstalled: Ecosystem = {
  id: 'composer-installed',
  purlType: 'composer',
  versions: 'composer',
  files: ['installed.json'],
  title: 'installed.json (Composer)',
  knows: { transitive: 'full', scope: true, edges: true, license: true, hashes: true },
  isInstalled: true,
  parse: parseInstalled,
}

function parseInstalled(file: SourceFile): ParsedFile {
  const json = parseJson(file.text)
  if (!json.ok) return unreadableFile(file.path, json.error)
  const path = Array.isArray(json.value.value) ? [] : ['packages']
  if (path.length > 0 && !Array.isArray(field(json.value.value, 'packages'))) {
    const message = 'expected a list of packages'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message })
  }
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  const development = new Set(listField(json.value.value, 'dev-package-names'))
  const entries = readComposerEntries(draft, json.value, {
    path,
    isDevelopment: (name) => development.has(name),
  })
  addComposerEntries(draft, entries, undefined)
  return finishDraft(draft)
}
