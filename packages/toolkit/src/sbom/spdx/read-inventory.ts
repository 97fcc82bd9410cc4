/** The inventory of SPDX 2 in a syntax other than JSON, with the lines of the text itself. */
import { type Issue, type JsonError, ok, type Result, type WithIssues } from '../../base/index.ts'
import { assemble } from '../read/assemble.ts'
import { documentIssues, toSource } from '../read/source.ts'
import { asFields } from '../read/values.ts'
import type { Sbom } from '../sbom.ts'
import { noteIssues } from './document/tree.ts'
import { readSpdx } from './read.ts'
import { readSpdx2Syntax, type Spdx2Syntax } from './read-syntax.ts'

/** The error says why the text could not be told apart. */
export function readSpdx2Inventory(
  text: string,
  syntax: Spdx2Syntax,
  path: string,
): Result<WithIssues<Sbom>, JsonError> {
  const read = readSpdx2Syntax(text, syntax)
  if (!read.ok) return read
  const document = read.value
  const root = asFields(document.value) ?? {}
  const { value, issues } = assemble(readSpdx(toSource(document, root, path)), path)
  const before: readonly Issue[] = [...documentIssues(document, path), ...noteIssues(document, path)]
  return ok({ value, issues: [...before, ...issues] })
}
