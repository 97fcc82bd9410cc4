/** SPDX 2 tag-value, YAML, XML and RDF/XML: as the JSON that says the same, against the schema of JSON. */
import { asFields } from '../read/values.ts'
import { detectSpdx2Syntax, readSpdx2Syntax } from '../spdx/read-syntax.ts'
import { refuse, type SbomValidation } from './violation.ts'
import type { JsonDocument } from '../../base/index.ts'

/** Whether the text begins like SPDX 2 in a syntax other than JSON. */
export function isOtherSpdx2(text: string): boolean {
  const syntax = detectSpdx2Syntax(text)
  return syntax !== undefined && syntax !== 'json'
}

/** Never throws on any text. What the syntax itself does not know is a violation too. */
export async function validateSpdx2(
  text: string,
  judge: (document: JsonDocument) => Promise<SbomValidation>,
): Promise<SbomValidation> {
  const syntax = detectSpdx2Syntax(text)
  const read = syntax === undefined ? undefined : readSpdx2Syntax(text, syntax)
  if (read === undefined) {
    const message = 'expected SPDX 2 as tag-value, YAML, XML or RDF'
    return refuse({ code: 'FORMAT_UNSUPPORTED', pointer: '', line: 1, message })
  }
  if (!read.ok) return refuse({ ...read.error, pointer: '' })
  const document = read.value
  if (asFields(document.value)?.['spdxVersion'] === undefined) {
    const message = 'the document states no SPDX version'
    return refuse({ code: 'SYNTAX_INVALID', pointer: '', line: 1, message })
  }
  const judged = await judge(document)
  const notes = document.notes.map(({ line, message }) => ({
    code: 'SYNTAX_INVALID' as const,
    pointer: '',
    line,
    message,
  }))
  return {
    ...judged,
    isValid: judged.isValid && notes.length === 0,
    violations: [...notes, ...judged.violations],
  }
}
