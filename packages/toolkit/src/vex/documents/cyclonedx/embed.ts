/** Writes statements into a CycloneDX BOM: the vulnerabilities stand in it and point to its own components. */
import { err, type Json, ok, parseJson, type Result } from '../../../base/index.ts'
import { splitPurl } from '../../../model/index.ts'
import { matchPurl } from '../../apply/match-purl.ts'
import type { VexStatement } from '../../model.ts'
import { type Fields, fieldsOf, listOf, memberOf, textOf } from '../fields.ts'
import { toText } from '../identity.ts'
import { vexLimits } from '../limits.ts'
import { type LossBook, loseMeta, openLosses } from '../losses.ts'
import type { VexError, VexMeta, VexWriting } from '../meta.ts'
import { collectIssues } from '../reading.ts'
import { reduceStatements } from '../reduce.ts'
import { pathsOf, type VexItem, type VexPath } from '../statements.ts'
import { indexComponents } from './index-components.ts'
import { writeVulnerability } from './write-vulnerability.ts'

const versions: ReadonlySet<string> = new Set(['1.4', '1.5', '1.6', '1.7'])

/**
 * `bom` is CycloneDX JSON 1.4 to 1.7; everything in it stays but entries about a vulnerability that the statements are
 * about. A statement about what the BOM does not list is a loss. Times are compared with that of the BOM, which stays.
 */
export function embedVex(
  statements: readonly VexStatement[],
  meta: VexMeta,
  bom: string,
): Result<VexWriting, VexError> {
  if (bom.length > vexLimits.bytes)
    return err({ code: 'FILE_TOO_LARGE', message: `at most ${vexLimits.bytes} characters are read` })
  const parsed = parseJson(bom)
  if (!parsed.ok) return parsed
  const root = fieldsOf(parsed.value.value)
  const version = textOf(root, 'specVersion') ?? ''
  if (textOf(root, 'bomFormat') !== 'CycloneDX' || !versions.has(version))
    return err({ code: 'FORMAT_UNSUPPORTED', message: 'expected CycloneDX 1.4 to 1.7' })
  const losses = openLosses()
  loseMeta(losses, meta, { format: 'a CycloneDX BOM', fields: ['role', 'tlp', 'tooling'] })
  const head = { ...meta, timestamp: textOf(memberOf(root, 'metadata'), 'timestamp') ?? meta.timestamp }
  const listed = [...indexComponents(root, collectIssues('bom'))]
  const hasSubject = memberOf(memberOf(root, 'metadata'), 'component') !== undefined
  const place = { head, version, losses, listed, hasSubject }
  const written = writeAll(statements, place)
  if (written.length === 0)
    return err({ code: 'NO_STATEMENTS', message: 'no statement is about anything that the BOM lists' })
  const ids = new Set(written.map((entry) => textOf(entry, 'id')))
  const kept = listOf(root, 'vulnerabilities').filter((entry) => !ids.has(textOf(entry, 'id')))
  loseReplaced(root, written, losses)
  const vulnerabilities = [...kept, ...written]
  return ok({ text: toText({ ...root, vulnerabilities }), losses: losses.list() })
}

interface Place {
  readonly head: VexMeta
  readonly version: string
  readonly losses: LossBook
  /** bom-ref and path of each component of the BOM. */
  readonly listed: readonly (readonly [string, VexPath])[]
  /** Whether each path begins with the product that the BOM is of. */
  readonly hasSubject: boolean
}

function writeAll(statements: readonly VexStatement[], place: Place): readonly Json[] {
  const { head, version, losses } = place
  const reduced = reduceStatements(statements, {
    meta: head,
    losses,
    depth: vexLimits.depth,
    reduceItem: (item) => ({ item, lost: [] }),
    reduceRest: (statement) => statement,
  })
  const placed = reduced.flatMap((statement) => {
    const refs = findRefs(statement, place)
    if (refs.length === 0) losses.lost(statement, 'status', 'the BOM lists none of its products')
    return refs.length === 0 ? [] : [{ statement, refs }]
  })
  const written = placed.map(({ statement, refs }) =>
    writeVulnerability({ statement, affects: refs.map((ref) => ({ ref })), meta: head, version }),
  )
  return [...new Map(written.map((entry) => [JSON.stringify(entry), entry])).values()].toSorted(
    compareEntries,
  )
}

/** As they are read back: by vulnerability, then content. */
function compareEntries(a: Json, b: Json): number {
  const [left, right] = [
    `${textOf(a, 'id') ?? ''}\n${JSON.stringify(a)}`,
    `${textOf(b, 'id') ?? ''}\n${JSON.stringify(b)}`,
  ]
  return left < right ? -1 : left > right ? 1 : 0
}

function findRefs(statement: VexStatement, { listed, losses, hasSubject }: Place): readonly string[] {
  const refs = new Set<string>()
  for (const path of pathsOf(statement.products)) {
    const found = listed.filter(([, own]) => isWithin(path, own, hasSubject))
    for (const [ref] of found) refs.add(ref)
    if (found.length === 0) {
      const names = path.map((item) => item.name ?? item.purl ?? item.ids[0] ?? '?').join(' > ')
      losses.lost(statement, 'products', `the BOM does not list it: ${names}`)
    } else if (path.some(({ versions: range }) => range !== undefined))
      losses.changed(statement, 'products.versions', 'said of the versions that the BOM lists')
  }
  return [...refs].sort()
}

/** The last item is the component, and those before it are met on the way to it: never more than the statement says. */
function isWithin(path: VexPath, own: VexPath, hasSubject: boolean): boolean {
  const last = path.at(-1)
  const isAt = (stated: VexItem | undefined, at: number): boolean => {
    const item = own[at]
    if (stated === undefined || item === undefined) return false
    return isItem(stated, item) || (hasSubject && at === 0 && isNamed(stated, item))
  }
  if (!isAt(last, own.length - 1)) return false
  let left = path.length - 2
  for (let at = own.length - 2; at >= 0; at--) if (isAt(path[left], at)) left--
  return left < 0
}

/** A BOM may say no more of its product than name and version. */
function isNamed(stated: VexItem, own: VexItem): boolean {
  if (stated.purl === undefined || own.purl !== undefined) return false
  const { name, version } = splitPurl(stated.purl)
  return own.name === (version === undefined ? name : `${name} ${version}`)
}

function isItem(stated: VexItem, own: VexItem): boolean {
  if (stated.purl !== undefined && own.purl !== undefined)
    return (
      matchPurl(
        { purl: stated.purl, ...(stated.versions === undefined ? {} : { versions: stated.versions }) },
        own.purl,
      ) !== undefined
    )
  return stated.ids.some((id) => own.ids.includes(id))
}

/** Entries about the same vulnerabilities whose place ours take. */
function loseReplaced(root: Fields, written: readonly Json[], losses: LossBook): void {
  const ids = new Set(written.map((entry) => textOf(entry, 'id')))
  const same = new Set(written.map((entry) => JSON.stringify(entry)))
  const gone = listOf(root, 'vulnerabilities').filter(
    (entry) => ids.has(textOf(entry, 'id')) && !same.has(JSON.stringify(entry)),
  )
  const message = `${gone.length} entries of the BOM about the same vulnerabilities are replaced`
  if (gone.length > 0) losses.lost(undefined, 'document.vulnerabilities', message)
}
