/** The conclusions about licenses of a product, in its tree. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from '../base/index.ts'
import { type Conclusion, formatConclusions, parseConclusions } from '../licenses/index.ts'
import { writeDurably } from './cases-files.ts'
import { readTextFile } from './text-file.ts'

export function conclusionsPath(dir: string): string {
  return join(dir, '.occtet', 'licenses.yaml')
}

/** None yet is no problem; the error says which file, which line, what is wrong. */
export function readConclusions(dir: string): Result<readonly Conclusion[], string> {
  const path = conclusionsPath(dir)
  if (!existsSync(path)) return ok([])
  const source = readTextFile(path, 4 * 1024 * 1024)
  if (!source.ok) return err(source.error.message)
  const parsed = parseConclusions(source.value)
  if (parsed.ok) return parsed
  const { line, field, message } = parsed.error
  return err(`${path}:${line}: ${field === '' ? '' : `${field}: `}${message}`)
}

/** Lays one over those that are there; durable when it returns. */
export function addConclusion(dir: string, conclusion: Conclusion): Result<string, string> {
  const before = readConclusions(dir)
  if (!before.ok) return before
  const path = conclusionsPath(dir)
  mkdirSync(dirname(path), { recursive: true })
  writeDurably(path, formatConclusions([...before.value, conclusion]), 0o644)
  return ok(path)
}
