/** Reads a folder of decisions: every file is a decision or a problem, none is passed over. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareCodeUnits, decodeUtf8, err, ok, type Result } from '../base/index.ts'
import { type DecisionRecord, parseDecision } from '../vex/index.ts'
import { CaseStoreError, hasCode, reasonOf } from './cases-errors.ts'
import type { DecisionFolder } from './decision-files-places.ts'

export interface StoredDecision {
  readonly record: DecisionRecord
  readonly path: string
  readonly kind: DecisionFolder['kind']
}

/** Why a file does not speak, told with its path, line and field where there is one. */
export interface DecisionProblem {
  readonly code:
    | 'FILE_UNREADABLE'
    | 'FILE_TOO_LARGE'
    | 'FILE_NOT_UTF8'
    | 'FILE_NOT_YAML'
    | 'FILE_MEMBER_UNKNOWN'
    | 'FILE_MEMBER_MISSING'
    | 'FILE_VALUE_INVALID'
    | 'FILE_NAME_UNEXPECTED'
    | 'LINK_REFUSED'
  readonly path: string
  /** From 1. */
  readonly line?: number
  readonly message: string
}

export interface DecisionListing {
  /** By path. */
  readonly decisions: readonly StoredDecision[]
  readonly problems: readonly DecisionProblem[]
}

/** More than the YAML reader takes. */
const largest = 4 * 1024 * 1024

/** A folder that is not there holds nothing. Throws CaseStoreError where the disk refuses. */
export function readDecisionFolder(folder: DecisionFolder): DecisionListing {
  const link = folder.guarded.find(isLink)
  if (link !== undefined) {
    return {
      decisions: [],
      problems: [refused(link, 'LINK_REFUSED', 'is a symbolic link and is not followed')],
    }
  }
  const read = listNames(folder.path).map((name) => readDecisionFile(folder, name))
  return {
    decisions: read.flatMap((one) => (one.ok ? [one.value] : [])),
    problems: read.flatMap((one) => (one.ok ? [] : [one.error])),
  }
}

/** `name`: of the file in the folder, such as `GHSA-….lodash.yaml`. */
export function readDecisionFile(
  folder: DecisionFolder,
  name: string,
): Result<StoredDecision, DecisionProblem> {
  const path = join(folder.path, name)
  if (!name.endsWith('.yaml')) {
    return err(refused(path, 'FILE_NAME_UNEXPECTED', 'is not a decision: they are called ID.yaml'))
  }
  const text = readRegularFile(path)
  if (!text.ok) return text
  const record = parseDecision(text.value)
  if (!record.ok) {
    const { code, line, field, message } = record.error
    return err({
      code,
      path,
      line,
      message: `${path}:${line}: ${field === '' ? '' : `${field}: `}${message}`,
    })
  }
  if (`${record.value.id}.yaml` === name) return ok({ record: record.value, path, kind: folder.kind })
  return err(
    refused(path, 'FILE_NAME_UNEXPECTED', `holds the decision ${record.value.id}; the name must be the same`),
  )
}

/** Hidden files, notes for readers and what a killed process left aside are no decisions. */
function listNames(path: string): readonly string[] {
  try {
    return readdirSync(path)
      .filter((name) => !name.startsWith('.') && !/\.yaml\.\d+\.tmp$/.test(name) && name !== 'README.md')
      .sort(compareCodeUnits)
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return []
    throw listFailure(path, cause)
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  } catch (cause) {
    throw listFailure(path, cause)
  }
}

function listFailure(path: string, cause: unknown): CaseStoreError {
  const what = hasCode(cause, 'ENOTDIR')
    ? 'it, or what it lies in, is not a folder: move that file away'
    : reasonOf(cause)
  return new CaseStoreError('DISK_FAILED', `the decisions in ${path} cannot be read: ${what}`, cause)
}

/** Nothing is followed, and nothing that is no file is waited for. */
function readRegularFile(path: string): Result<string, DecisionProblem> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return err(refused(path, 'LINK_REFUSED', 'is a symbolic link and is not followed'))
  }
  try {
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)
    const file = openSync(path, flags)
    try {
      const stat = fstatSync(file)
      if (!stat.isFile()) return err(refused(path, 'FILE_UNREADABLE', 'is not a file'))
      if (stat.size > largest) {
        return err(refused(path, 'FILE_TOO_LARGE', `has ${stat.size} bytes; the limit is ${largest}`))
      }
      const text = decodeUtf8(readFileSync(file))
      return text.ok ? text : err(refused(path, 'FILE_NOT_UTF8', `is not UTF-8 at byte ${text.error.offset}`))
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    return err(refused(path, 'FILE_UNREADABLE', `cannot be read: ${reasonOf(cause)}`))
  }
}

function refused(path: string, code: DecisionProblem['code'], what: string): DecisionProblem {
  return { code, path, message: `${path} ${what}` }
}
