/** composer.lock (Composer schema, "composer-lock-schema.json"); composer.json beside it says what is direct. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addComposerEntries, composerDirectNames, readComposerEntries } from '../read/composer.ts'
import { noteDuplicateKeys, readJsonFile } from '../read/json.ts'
import { addIssue, finishDraft, startDraft } from '../read/package.ts'
import { field } from '../read/shape.ts'

export const composerLock: Ecosystem = {
  id: 'composer-lock',
  purlType: 'composer',
  versions: 'composer',
  files: ['composer.lock'],
  title: 'composer.lock',
  knows: { transitive: 'full', scope: true, edges: true, license: true, hashes: true },
  parse: parseComposerLock,
}

function parseComposerLock(file: SourceFile, near: Near): ParsedFile {
  const json = readJsonFile(file)
  if (!json.ok) return json.error
  const draft = startDraft(file.path)
  noteDuplicateKeys(draft, json.value)
  if (!Array.isArray(field(json.value.value, 'packages'))) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a list `packages`' })
  }
  const entries = [
    ...readComposerEntries(draft, json.value, { path: ['packages'], isDevelopment: () => false }),
    ...readComposerEntries(draft, json.value, { path: ['packages-dev'], isDevelopment: () => true }),
  ]
  addComposerEntries(draft, entries, composerDirectNames(near('composer.json')?.text))
  return finishDraft(draft)
}
