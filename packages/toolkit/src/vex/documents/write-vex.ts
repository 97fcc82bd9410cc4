/** The door out: statements as a document of any format and version that we write. */
import { err, ok, type Result } from '../../base/index.ts'
import type { VexStatement } from '../model.ts'
import { writeCsafVex } from './csaf/write.ts'
import { writeCycloneDxVex } from './cyclonedx/write.ts'
import type { VexError, VexMeta, VexTarget, VexWriting } from './meta.ts'
import { writeOpenVex } from './openvex/write.ts'
import { writeSpdxVex } from './spdx/write.ts'
import { toInstant } from './times.ts'

/**
 * The same bytes for the same statements in any order. Fails with NO_STATEMENTS for an empty list, because no format
 * allows a document that says nothing, and with SHAPE_UNEXPECTED where `meta` breaks its contract.
 */
export function writeVex(
  statements: readonly VexStatement[],
  meta: VexMeta,
  target: VexTarget,
): Result<VexWriting, VexError> {
  if (statements.length === 0)
    return err({ code: 'NO_STATEMENTS', message: 'expected at least one statement to write' })
  const problem = findProblem(meta)
  if (problem !== undefined) return err({ code: 'SHAPE_UNEXPECTED', message: problem })
  const writing = write(statements, meta, target)
  return writing === undefined
    ? err({ code: 'NO_STATEMENTS', message: `no product of any statement has a name for ${target.format}` })
    : ok(writing)
}

function write(
  statements: readonly VexStatement[],
  meta: VexMeta,
  target: VexTarget,
): VexWriting | undefined {
  switch (target.format) {
    case 'openvex':
      return writeOpenVex(statements, meta)
    case 'cyclonedx':
      return writeCycloneDxVex(statements, meta, target.version)
    case 'csaf':
      return writeCsafVex(statements, meta, target.version)
    case 'spdx':
      return writeSpdxVex(statements, meta)
    default:
      return target satisfies never
  }
}

function findProblem(meta: VexMeta): string | undefined {
  if (toInstant(meta.timestamp) === undefined || !meta.timestamp.includes('T'))
    return `expected an RFC 3339 timestamp, found ${JSON.stringify(meta.timestamp)}`
  if (!/^[1-9]\d{0,8}$/.test(meta.version))
    return `expected a whole number from 1 as version, found ${JSON.stringify(meta.version)}`
  if (meta.author === '' || meta.title === '') return 'expected an author and a title'
  const last = meta.revisions.at(-1)
  if (last !== undefined && last.number !== meta.version)
    return `expected the last revision to be version ${meta.version}, found ${JSON.stringify(last.number)}`
  return undefined
}
