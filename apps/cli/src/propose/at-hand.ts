/** What lies in a product's folder for proposals: its profile, and the reports of the last check. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type SchemaName, schemas } from '@occtet/contract'
import { readTextFile } from '@occtet/toolkit/adapters'
import { parseJson } from '@occtet/toolkit/base'
import type * as z from 'zod/mini'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'

type Report<N extends SchemaName> = z.output<(typeof schemas)[N]>

export type FindingsFile = Report<'findings'>
export type ReportedFinding = FindingsFile['findings'][number]
export type EvidenceFile = Report<'cra-status'>

const largest = 256 * 1024 * 1024

/** Throws (exit 3) where it is not there, or is not what this program writes: nothing is read as far as it goes. */
export function readFindings(dir: string): FindingsFile {
  return need(readReport(dir, 'findings.json', 'findings'), join(dir, 'occtet-report', 'findings.json'))
}

/** Undefined where it is not there. Throws (exit 3) as `readFindings`. */
export function readEvidence(dir: string): EvidenceFile | undefined {
  return readReport(dir, 'cra.json', 'cra-status')
}

function need<T>(value: T | undefined, path: string): T {
  if (value !== undefined) return value
  throw unreadable('REPORT_MISSING', `${path} is not there`)
}

function readReport<N extends 'findings' | 'cra-status'>(
  dir: string,
  file: string,
  name: N,
): Report<N> | undefined {
  const path = join(dir, 'occtet-report', file)
  if (!existsSync(path)) return undefined
  const text = readTextFile(path, largest)
  if (!text.ok) throw unreadable(text.error.code, text.error.message)
  const json = parseJson(text.value)
  const read = json.ok ? schemas[name].safeParse(json.value.value) : undefined
  if (read?.success === true) return read.data as Report<N>
  throw unreadable('REPORT_UNREADABLE', `${path} is not what this version of \`occtet check\` writes`)
}

function unreadable(code: string, message: string): CommandFailure {
  const hint = 'Run: occtet check'
  return new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message, hint })
}
