/** TOML files of an ecosystem: the table, or the answer for a file that is none; lines of its array tables. */
import { parse, TomlError } from 'smol-toml'
import { err, limits, ok, type Result } from '../../base/index.ts'
import type { ParsedFile } from '../../model/index.ts'
import type { SourceFile } from '../ecosystem.ts'
import { type IssueFacts, unreadableFile } from './package.ts'
import { isTable, type Table } from './shape.ts'

/** Untrusted text; never throws. TOML 1.0, nesting bounded by `limits.nesting`. */
export function parseToml(text: string): Result<Table, IssueFacts> {
  try {
    const value: unknown = parse(text, { maxDepth: limits.nesting })
    return isTable(value) ? ok(value) : err({ code: 'SHAPE_UNEXPECTED', message: 'expected a TOML table' })
  } catch (cause) {
    const first = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    const isDeep = first.includes('nested')
    return err({
      code: isDeep ? 'NESTING_TOO_DEEP' : 'SYNTAX_INVALID',
      line: cause instanceof TomlError ? cause.line : undefined,
      message: isDeep
        ? `nested deeper than ${limits.nesting} levels`
        : `not valid TOML: ${first.replace(/^[^:]*: /, '')}`,
    })
  }
}

/** The table of a file; the error is the finished answer with its issue. */
export function readTomlFile(file: SourceFile): Result<Table, ParsedFile> {
  const parsed = parseToml(file.text)
  return parsed.ok ? parsed : err(unreadableFile(file.path, parsed.error))
}

/** 1-based lines of the headers `[[name]]`, in the order of the array that they make. */
export function linesOfArrayTable(text: string, name: string): readonly number[] {
  const header = `[[${name}]]`
  const lines: number[] = []
  let line = 0
  for (let start = 0; start <= text.length; ) {
    line++
    if (text.startsWith(header, start)) lines.push(line)
    const end = text.indexOf('\n', start)
    if (end < 0) break
    start = end + 1
  }
  return lines
}
