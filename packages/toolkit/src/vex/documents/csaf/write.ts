/** Writes CSAF 2.0 and 2.1 in the VEX profile (2.0 section 4.5, 2.1 section 4.5). */
import { compareCodeUnits, type Json } from '../../../base/index.ts'
import type { VexStatement } from '../../model.ts'
import { digestOf, toText } from '../identity.ts'
import { type LossBook, loseFields, loseMeta, openLosses } from '../losses.ts'
import type { VexMeta, VexWriting } from '../meta.ts'
import { vexLimits } from '../limits.ts'
import { reduceStatements, without } from '../reduce.ts'
import { keyOfPath, pathsOf, sortTexts, type VexPath } from '../statements.ts'
import { toInstant } from '../times.ts'
import { cvePattern, isTelling } from './names.ts'
import { reduceItem, type WrittenTree, writeTree } from './write-tree.ts'
import { type Flaw, keepsTime, writeFlaw } from './write-vulnerability.ts'

/** Of two statements about one product and vulnerability the newer one is written; the other is a loss. Undefined where none is left. */
export function writeCsafVex(
  statements: readonly VexStatement[],
  meta: VexMeta,
  version: '2.0' | '2.1',
): VexWriting | undefined {
  const losses = openLosses()
  const format = `CSAF ${version}`
  loseMeta(losses, meta, { format, fields: ['role'] })
  if (meta.author !== meta.publisher.name)
    losses.lost(undefined, 'document.role', `the publisher stands for the author: ${meta.author}`)
  const reduced = reduceStatements(statements, {
    meta,
    losses,
    depth: vexLimits.depth,
    reduceItem,
    reduceRest: (statement) => {
      loseFields(losses, statement, { format, fields: unkept })
      return without(statement, unkept)
    },
  })
  if (reduced.length === 0) return undefined
  const claims = gatherClaims(reduced, losses)
  const chosen = [...claims.values()].flatMap((claim) => [...claim.byPath.values()])
  const paths = chosen.map(({ path }) => path)
  const tree = writeTree(paths, version)
  const untimed = chosen.filter(({ statement }) => !keepsTime(statement, meta))
  for (const { statement } of untimed)
    losses.lost(statement, 'at', 'CSAF has times for reasons of not affected products only')
  const body = {
    product_tree: tree.tree,
    vulnerabilities: [...claims.values()].map((claim) =>
      writeFlaw(toFlaw(claim, tree, losses), { meta, version, losses }),
    ),
  }
  const head = writeHead(meta, { version, digest: digestOf(body), losses })
  const $schema =
    version === '2.1' ? { $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json' } : {}
  return { text: toText({ ...$schema, document: head, ...body }), losses: losses.list() }
}

const unkept = ['analysis', 'supplier'] as const

interface Chosen {
  readonly path: VexPath
  readonly statement: VexStatement
}

/** All statements of one vulnerability: a CVE may stand only once in a document (test 6.1.23). */
interface Claim {
  /** The CVE, or else the id. */
  readonly name: string
  readonly cve: string | undefined
  readonly byPath: Map<string, Chosen>
}

function gatherClaims(statements: readonly VexStatement[], losses: LossBook): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>()
  for (const statement of statements) {
    const { id, aliases } = statement.vulnerability
    const cve = [id, ...aliases].find((alias) => cvePattern.test(alias))
    const name = cve ?? id
    if (cve !== undefined && cve !== id) losses.changed(statement, 'id', `CSAF puts the CVE first: ${cve}`)
    const claim = claims.get(name) ?? { name, cve, byPath: new Map<string, Chosen>() }
    claims.set(name, claim)
    for (const path of pathsOf(statement.products)) {
      const key = keyOfPath(path)
      const before = claim.byPath.get(key)
      if (before === undefined || isNewer(statement, before.statement))
        claim.byPath.set(key, { path, statement })
      if (before !== undefined) {
        const message = 'CSAF holds one status for a product; the newer of two statements is written'
        losses.lost(statement, 'status', message)
      }
    }
  }
  const sorted = [...claims].sort(([a], [b]) => compareCodeUnits(a, b))
  return new Map(sorted)
}

/** At the same time the later one in our order counts, so that the choice does not depend on the input's order. */
function isNewer(one: VexStatement, other: VexStatement): boolean {
  return (toInstant(one.at) ?? 0) >= (toInstant(other.at) ?? 0)
}

function toFlaw(claim: Claim, tree: WrittenTree, losses: LossBook): Flaw {
  const { cve, name } = claim
  const chosen = [...claim.byPath.values()]
  const used = [...new Set(chosen.map(({ statement }) => statement))]
  const names = sortTexts(used.flatMap(({ vulnerability }) => [vulnerability.id, ...vulnerability.aliases]))
  for (const one of used)
    if (names.length > one.vulnerability.aliases.length + 1)
      losses.changed(one, 'aliases', 'CSAF holds the names of all statements about a vulnerability together')
  const description = shareText(used, 'description', losses)
  const notes = shareText(used, 'notes', losses)
  return {
    ...(cve === undefined ? {} : { cve }),
    ids: [...(cve === undefined ? [name] : []), ...names.filter((one) => one !== name)].map(toTelling),
    ...(description === undefined ? {} : { description }),
    ...(notes === undefined ? {} : { notes }),
    said: chosen
      .map(({ path, statement }) => ({ productId: tree.idOf(path), statement }))
      .sort((a, b) => compareCodeUnits(a.productId, b.productId)),
  }
}

/** A bare number is no name outside its system, so our reader would not take it for one. */
function toTelling(id: string): string {
  return isTelling(id) ? id : `id ${id}`
}

/** A text of a vulnerability is about all its products: it stands there only where all statements say the same. */
function shareText(
  statements: readonly VexStatement[],
  field: 'description' | 'notes',
  losses: LossBook,
): string | undefined {
  const textOf = (one: VexStatement): string | undefined =>
    field === 'notes' ? one.notes : one.vulnerability.description
  const [first] = statements
  const shared = first === undefined ? undefined : textOf(first)
  if (statements.every((one) => textOf(one) === shared)) return shared
  // A description is of the vulnerability itself, so the first one serves all.
  const kept = field === 'description' ? statements.map(textOf).find((text) => text !== undefined) : undefined
  for (const one of statements)
    if (textOf(one) !== kept)
      losses.changed(one, field, 'CSAF holds one text for all products of a vulnerability')
  return kept
}

const labels = {
  CLEAR: 'WHITE',
  GREEN: 'GREEN',
  AMBER: 'AMBER',
  'AMBER+STRICT': 'AMBER',
  RED: 'RED',
} as const

function writeHead(
  meta: VexMeta,
  given: { readonly version: '2.0' | '2.1'; readonly digest: string; readonly losses: LossBook },
): Json {
  const { version, digest, losses } = given
  const isStrict = version === '2.0' && meta.tlp === 'AMBER+STRICT'
  if (isStrict)
    losses.lost(undefined, 'document.tlp', 'CSAF 2.0 knows TLP 1 only; AMBER+STRICT stands as text')
  const label = version === '2.0' ? labels[meta.tlp] : meta.tlp
  return {
    category: 'csaf_vex',
    csaf_version: version,
    distribution: { ...(isStrict ? { text: 'TLP:AMBER+STRICT' } : {}), tlp: { label } },
    lang: 'en',
    publisher: {
      category: meta.publisher.category,
      name: meta.publisher.name,
      namespace: meta.publisher.namespace,
    },
    title: meta.title,
    tracking: writeTracking(meta, digest),
  }
}

function writeTracking(meta: VexMeta, digest: string): Json {
  const first = [{ number: meta.version, date: meta.timestamp, summary: 'Initial version.' }]
  const revisions = meta.revisions.length === 0 ? first : meta.revisions
  return {
    current_release_date: revisions.at(-1)?.date ?? meta.timestamp,
    ...(meta.tooling === undefined
      ? {}
      : { generator: { date: meta.timestamp, engine: { name: meta.tooling } } }),
    id: meta.id ?? `VEX-${digest.slice(0, 24)}`,
    initial_release_date: revisions[0]?.date ?? meta.timestamp,
    revision_history: revisions.map(({ number, date, summary }) => ({ date, number, summary })),
    status: 'final',
    version: revisions.at(-1)?.number ?? meta.version,
  }
}
