/**
 * AboutCode data of 2024 and before: `aboutcode-packages-<type>-<hash>/…/vulnerabilities.yml` with lists of versions, and
 * `aboutcode-vulnerabilities/<xx>/VCID-….yml` (aboutcode.hashid 0.2).
 */
import { err, type Result } from '../../base/index.ts'
import type { DropReason, ReadContext, SourceFile, SourceFormat, SourceRecord } from '../source-format.ts'
import { readPackageList, readPieceOrTable, toPieces } from './aboutcode-lists.ts'
import { describe, readAliases } from './aboutcode-records.ts'
import { type Fields, text } from './fields.ts'
import { toRecord } from './package-record.ts'

export const aboutcodeA: SourceFormat = {
  id: 'aboutcode-a',
  title: 'AboutCode vulnerabilities by package and VCID (YAML)',
  yields: ['claims'],
  recognises: ({ path, text: sample }) =>
    /\.ya?ml$/i.test(path) &&
    (/^\s*(?:- )?\s*affected_by_vulnerabilities:/m.test(sample) ||
      /^vulnerability_id: *['"]?VCID-/m.test(sample)),
  split: splitPackages,
  read: (file, context) => readPieceOrTable(file, context, readVulnerability),
}

/** A package's file has all its versions, so each of its vulnerabilities becomes one piece. */
function splitPackages(file: SourceFile): Iterable<SourceFile> {
  const keys = { affected: 'affected_by_vulnerabilities', fixing: 'fixing_vulnerabilities' }
  const pieces = toPieces(file, readPackageList(file, keys) ?? [], 'package')
  return pieces.length === 0 ? [file] : pieces
}

/** The packages of a VCID stand in the packages' files; its own record is what `db show` tells of it. */
function readVulnerability(value: Fields, context: ReadContext): Result<SourceRecord, DropReason> {
  const id = text(value['vulnerability_id'])
  if (id === undefined) return err('NOT_A_RECORD')
  const aliases = readAliases(value['aliases'])
  return toRecord({ ...describe(value), id, aliases, packages: [] }, context)
}
