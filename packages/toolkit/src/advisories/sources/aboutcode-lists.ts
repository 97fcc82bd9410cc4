/** Lists of packages with the advisories that affect them and those that they fix, cut into one piece per advisory and package. */
import { err, type Result } from '../../base/index.ts'
import { corePurl, parsePurl, splitPurl, withVersion } from '../../model/index.ts'
import type { DropReason, ReadContext, SourceFile, SourceRecord } from '../source-format.ts'
import { describe, readAliases, readVersionLists } from './aboutcode-records.ts'
import { type Fields, fields, isObject, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { toRecord } from './package-record.ts'
import { parseYamlRecord } from './yaml.ts'

/** What a list says of one advisory: its id, and the object where the list has more than the id. */
export interface Mention {
  readonly id: string
  readonly more?: Fields
  /** Purls of other versions that the mention names as fixed. */
  readonly fixed?: readonly string[]
}

export interface PackageEntry {
  readonly purl: string
  readonly affected: readonly Mention[]
  readonly fixing: readonly Mention[]
}

interface Piece {
  readonly about: string
  readonly advisory: string
  readonly affected: Set<string>
  readonly fixed: Set<string>
  more: Fields
}

/**
 * `by`: what one record is about. A file per version cannot know the others, so its records must not replace theirs:
 * the version is part of their id. A file that has all versions gives one record per package.
 */
export function toPieces(
  file: SourceFile,
  entries: readonly PackageEntry[],
  by: 'package' | 'version',
): readonly SourceFile[] {
  const pieces = new Map<string, Piece>()
  for (const { purl, affected, fixing } of entries) {
    const about = subjectOf(purl, by)
    for (const mention of affected) {
      const piece = pieceFor(pieces, about, mention)
      piece.affected.add(purl)
      const own = (mention.fixed ?? []).filter((fixed) => subjectOf(fixed, by) === about)
      for (const fixed of own) piece.fixed.add(fixed)
    }
    for (const mention of fixing) pieceFor(pieces, about, mention).fixed.add(purl)
  }
  return [...pieces.values()].map(({ about, advisory, affected, fixed, more }) => ({
    path: `${file.path}#${advisory}`,
    text: JSON.stringify({ ...more, about, advisory, affected: [...affected], fixed: [...fixed] }),
  }))
}

function pieceFor(pieces: Map<string, Piece>, about: string, { id, more }: Mention): Piece {
  const key = `${about}\0${id}`
  const known = pieces.get(key)
  if (known !== undefined) {
    if (Object.keys(known.more).length === 0 && more !== undefined) known.more = more
    return known
  }
  const piece: Piece = { about, advisory: id, affected: new Set(), fixed: new Set(), more: more ?? {} }
  pieces.set(key, piece)
  return piece
}

/** The purl without qualifiers, and without version where a record is about all of them; text that is no purl stands for itself. */
function subjectOf(purl: string, by: 'package' | 'version'): string {
  const parsed = parsePurl(purl)
  if (!parsed.ok) return purl
  const core = corePurl(parsed.value)
  const { version } = splitPurl(parsed.value)
  const subject = by === 'package' || version === undefined ? undefined : withVersion(core, version)
  return subject?.ok === true ? subject.value : core
}

export type ReadTable = (value: Fields, context: ReadContext) => Result<SourceRecord, DropReason>

/** A piece of a list, or a YAML file with one table, which `readTable` knows. */
export function readPieceOrTable(
  file: SourceFile,
  context: ReadContext,
  readTable: ReadTable,
): Result<SourceRecord, DropReason> {
  if (file.text.startsWith('{"')) return readJson(parseJsonText(file.text), context, readTable)
  // A list of purls says what exists and nothing of advisories; one of packages may know of none.
  if (LIST.test(file.text)) return err('NOT_A_RECORD')
  const parsed = parseYamlRecord(file.text)
  return parsed.ok ? readTable(parsed.value, context) : parsed
}

const LIST = /^(?:---\s)?\s*-\s/

export function readJson(
  value: unknown,
  context: ReadContext,
  readTable: ReadTable,
): Result<SourceRecord, DropReason> {
  if (value === undefined) return err('NOT_JSON')
  if (!isObject(value)) return err('NOT_A_RECORD')
  const isPiece = typeof value['about'] === 'string' && typeof value['advisory'] === 'string'
  return isPiece ? readPiece(value, context) : readTable(value, context)
}

/** The advisory is an alias, so that a finding joins the record with the advisory's own. */
function readPiece(value: Fields, context: ReadContext): Result<SourceRecord, DropReason> {
  const advisory = text(value['advisory']) ?? ''
  return toRecord(
    {
      ...describe(value),
      id: `${advisory} ${text(value['about']) ?? ''}`,
      aliases: [advisory, ...readAliases(value['aliases'])],
      packages: readVersionLists(texts(value['affected']), texts(value['fixed'])),
    },
    context,
  )
}

/** The entries of a YAML list of packages, whose ids stand under the two keys; undefined where the text is none. */
export function readPackageList(
  file: SourceFile,
  keys: { readonly affected: string; readonly fixing: string },
): readonly PackageEntry[] | undefined {
  if (!LIST.test(file.text) || !file.text.includes(`${keys.affected}:`)) return undefined
  // A list may stand under a key without being indented (YAML 1.2, section 8.2.2).
  const parsed = parseYamlRecord(`list:\n${file.text.replace(/^---\s*\n/, '')}`)
  if (!parsed.ok) return undefined
  const entries = list(parsed.value['list']).flatMap((item) => {
    const entry = fields(item)
    const purl = text(entry['purl'])
    const toMentions = (key: string) => texts(entry[key]).map((id) => ({ id }))
    if (purl === undefined) return []
    return [{ purl, affected: toMentions(keys.affected), fixing: toMentions(keys.fixing) }]
  })
  // Only aliases of lists can give more ids than the text has characters.
  const ids = entries.reduce((sum, { affected, fixing }) => sum + affected.length + fixing.length, 0)
  return ids > file.text.length ? undefined : entries
}
