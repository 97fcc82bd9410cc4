/** package.json: what a project asks for (npm documentation, "package.json"). */
import { parseJson } from '../../base/index.ts'
import { isTable, type Table } from './shape.ts'

export interface Manifest {
  readonly table: Table
  readonly lineOf: (path: readonly string[]) => number
}

/** Undefined when there is no text or it is no JSON object. */
export function parseManifest(text: string | undefined): Manifest | undefined {
  if (text === undefined) return undefined
  const parsed = parseJson(text)
  if (!parsed.ok || !isTable(parsed.value.value)) return undefined
  const document = parsed.value
  return { table: parsed.value.value, lineOf: (path) => document.lineOf(path) }
}
