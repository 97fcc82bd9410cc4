/** JSON files of an ecosystem: the document, or the answer for a file that is none. */
import { err, type JsonDocument, ok, parseJson, type Result } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { SourceFile } from '../ecosystem.ts'
import { addIssue, type Draft, unreadableFile } from './package.ts'
import { isTable } from './shape.ts'

/** The document with a table at its top; the error is the finished answer with its issue. */
export function readJsonFile(file: SourceFile): Result<JsonDocument, ParsedFile> {
  const parsed = parseJson(file.text)
  if (!parsed.ok) return err(unreadableFile(file.path, parsed.error))
  if (!isTable(parsed.value.value)) {
    const message = 'expected a JSON object at the top'
    return err(unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: 1, message }))
  }
  return ok(parsed.value)
}

/** Says which keys occurred twice: the last one counts, so what the first one said is lost. */
export function noteDuplicateKeys(draft: Draft, document: JsonDocument): void {
  for (const { key, line } of document.duplicates) {
    addIssue(draft, {
      code: 'DUPLICATE_KEY',
      line,
      message: `the key ${key} occurs twice; the last one counts`,
    })
  }
}
