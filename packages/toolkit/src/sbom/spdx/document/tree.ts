/** From the tree of any syntax of SPDX 2 to a decoded document, with what could not be read of the text. */
import { err, type Issue, ok, type Result } from '../../../base/index.ts'
import type { DecodedBom } from '../../document/codec.ts'
import { documentIssues } from '../../read/source.ts'
import { asFields, textOf } from '../../read/values.ts'
import type { Spdx2Document } from '../syntax.ts'
import { decodeSpdx2 } from './decode.ts'

export function decodeTree(document: Spdx2Document, path: string): Result<DecodedBom, Issue> {
  const root = asFields(document.value)
  if (root === undefined || textOf(root, 'spdxVersion') === undefined) {
    const message = 'expected an SPDX 2 document, found no SPDX version'
    return err({ code: 'FORMAT_UNSUPPORTED', level: 'error', path, message })
  }
  return ok({
    ...decodeSpdx2(root),
    issues: [...documentIssues(document, path), ...noteIssues(document, path)],
  })
}

/** One warning for each place of the text that is not in the tree. */
export function noteIssues({ notes }: Pick<Spdx2Document, 'notes'>, path: string): readonly Issue[] {
  return notes.map(({ line, message }): Issue => {
    return { code: 'ENTRY_UNREADABLE', level: 'warning', path, line, message }
  })
}
