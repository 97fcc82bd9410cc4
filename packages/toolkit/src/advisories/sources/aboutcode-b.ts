/**
 * Federated AboutCode data of today: `advisories/<avid>.yml` with VERS ranges, `packages/…/advisories.yml` with lists per
 * version (vulnerablecode's federate_vulnerabilities_v2, aboutcode.federated 1.x), `purls.yml`.
 */
import { err, type Result } from '../../base/index.ts'
import type { DropReason, ReadContext, SourceFile, SourceFormat, SourceRecord } from '../source-format.ts'
import { readPackageList, readPieceOrTable, toPieces } from './aboutcode-lists.ts'
import { describe, globalIds, readAliases, readImpact } from './aboutcode-records.ts'
import { type Fields, list, text } from './fields.ts'
import { toRecord } from './package-record.ts'

export const aboutcodeB: SourceFormat = {
  id: 'aboutcode-b',
  title: 'AboutCode federated advisories (YAML)',
  yields: ['claims'],
  recognises: ({ path, text: sample }) =>
    /\.ya?ml$/i.test(path) &&
    (/^\s*(?:- )?\s*affected_by_advisories:/m.test(sample) ||
      (/^datasource_id:/m.test(sample) && /^impacted_packages:/m.test(sample)) ||
      (/(?:^|\/)purls\.yml$/.test(path) && /^- ['"]?pkg:/m.test(sample))),
  split: splitPackages,
  read: (file, context) =>
    readPieceOrTable(file, context, (value) =>
      Array.isArray(value['impacted_packages']) ? readAdvisory(value, context) : err('NOT_A_RECORD'),
    ),
}

/** A file of packages becomes one piece per advisory and version; every other file stays whole. */
function splitPackages(file: SourceFile): Iterable<SourceFile> {
  const keys = { affected: 'affected_by_advisories', fixing: 'fixing_advisories' }
  const pieces = toPieces(file, readPackageList(file, keys) ?? [], 'version')
  return pieces.length === 0 ? [file] : pieces
}

/** An advisory of its own file, or of an answer of the programming interface. The id is its avid: `<data source>/<advisory>`. */
export function readAdvisory(value: Fields, context: ReadContext): Result<SourceRecord, DropReason> {
  const own = text(value['advisory_id']) ?? ''
  const last = own.slice(own.lastIndexOf('/') + 1)
  return toRecord(
    {
      ...describe(value),
      id: text(value['advisory_uid']) ?? text(value['avid']) ?? toAvid(text(value['datasource_id']), own),
      aliases: [...globalIds([own, last]), ...readAliases(value['aliases'])],
      packages: list(value['impacted_packages']).map(readImpact),
    },
    context,
  )
}

/** The exporter writes the whole avid where its schema speaks of the data source. */
function toAvid(source: string | undefined, own: string): string {
  if (source === undefined) return own
  return own === '' || source === own || source.endsWith(`/${own}`) ? source : `${source}/${own}`
}
