/** Writes OpenVEX 0.2.0. */
import type { Json } from '../../../base/index.ts'
import type { VexProduct, VexStatement } from '../../model.ts'
import { hashOf, isCpe, isIriLike, plainIds, purlTextOf } from '../identifiers.ts'
import { digestOf, toText } from '../identity.ts'
import { type LossBook, loseFields, loseMeta, openLosses } from '../losses.ts'
import type { VexMeta, VexWriting } from '../meta.ts'
import { type ItemLoss, type ReducedItem, reduceStatements, without } from '../reduce.ts'
import { sentences } from '../sentences.ts'
import type { VexItem } from '../statements.ts'
import { toDateTime } from '../times.ts'

const FORMAT = 'OpenVEX 0.2.0'

/** Statements whose products have no name that OpenVEX takes are left out, with a loss; undefined where none is left. */
export function writeOpenVex(statements: readonly VexStatement[], meta: VexMeta): VexWriting | undefined {
  const losses = openLosses()
  loseMeta(losses, meta, { format: FORMAT, fields: ['tlp'] })
  const reduceRest = (statement: VexStatement): VexStatement => reduceFields(statement, losses)
  const reduced = reduceStatements(statements, { meta, losses, depth: 2, reduceItem, reduceRest })
  if (reduced.length === 0) return undefined
  const body = {
    author: meta.author,
    ...(meta.role === undefined ? {} : { role: meta.role }),
    timestamp: meta.timestamp,
    version: Number(meta.version),
    ...(meta.tooling === undefined ? {} : { tooling: meta.tooling }),
    statements: reduced.map((statement) => writeStatement(statement, meta)),
  }
  const id = meta.id ?? `https://openvex.dev/docs/public/vex-${digestOf(body)}`
  const text = toText({ '@context': 'https://openvex.dev/ns/v0.2.0', '@id': id, ...body })
  return { text, losses: losses.list() }
}

/** The schema wants a reason for `not_affected` and an action for `affected`; the writer fills them in. */
function reduceFields(statement: VexStatement, losses: LossBook): VexStatement {
  loseFields(losses, statement, { format: FORMAT, fields: ['analysis', 'responses'] })
  if (isBare(statement)) losses.filled(statement, 'impact', `a reason is demanded: "${sentences.noReason}"`)
  if (isIdle(statement)) losses.filled(statement, 'action', `an action is demanded: "${sentences.noAction}"`)
  const actionAt = toDateTime(statement.actionAt)
  if (statement.actionAt !== undefined && actionAt === undefined)
    losses.lost(statement, 'actionAt', 'it is no RFC 3339 time')
  const rest = without(statement, ['analysis', 'actionAt'])
  return { ...rest, responses: [], ...(actionAt === undefined ? {} : { actionAt }) }
}

function isBare({ status, justification, impact }: VexStatement): boolean {
  return status === 'not_affected' && justification === undefined && impact === undefined
}

function isIdle({ status, action }: VexStatement): boolean {
  return status === 'affected' && action === undefined
}

/** `@id`, one CPE of each edition, one hash of each algorithm; no name. */
function reduceItem(item: VexItem): ReducedItem {
  const purl = purlTextOf(item)
  if (item.versions !== undefined && purl === undefined)
    return { reason: 'its versions have no place without package URL' }
  const own = plainIds(item).find(isIriLike)
  const hashes = new Map(item.ids.map((id) => [hashOf('openvex', id)?.name, id]))
  hashes.delete(undefined)
  const kept = [own, cpe22Of(item), cpe23Of(item), ...hashes.values()].filter((id) => id !== undefined)
  if (purl === undefined && own === undefined && kept.every((id) => !isCpe(id)))
    return { reason: 'no package URL, CPE or IRI names it' }
  const gone = item.ids.filter((id) => !kept.includes(id))
  const lost: ItemLoss[] = []
  if (gone.length > 0)
    lost.push({ field: 'products.ids', message: `${FORMAT} has no place for another id: ${gone.join(', ')}` })
  if (item.name !== undefined)
    lost.push({ field: 'products.name', message: `${FORMAT} has no place for the name of a product` })
  const { name: _, ...rest } = item
  return { item: { ...rest, ids: kept.toSorted() }, lost }
}

function cpe23Of(item: VexItem): string | undefined {
  return item.ids.find((id) => isCpe(id) && id.startsWith('cpe:2.3:'))
}

function cpe22Of(item: VexItem): string | undefined {
  return item.ids.find((id) => isCpe(id) && !id.startsWith('cpe:2.3:'))
}

function writeStatement(statement: VexStatement, meta: VexMeta): Json {
  const { status, justification, notes, supplier, actionAt, at } = statement
  const impact = isBare(statement) ? sentences.noReason : statement.impact
  const action = isIdle(statement) ? sentences.noAction : statement.action
  return {
    vulnerability: writeVulnerability(statement),
    ...(at === undefined || at === meta.timestamp ? {} : { timestamp: at }),
    products: statement.products.map(writeProduct),
    status,
    ...(supplier === undefined ? {} : { supplier }),
    ...(notes === undefined ? {} : { status_notes: notes }),
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impact_statement: impact }),
    ...(action === undefined ? {} : { action_statement: action }),
    ...(actionAt === undefined ? {} : { action_statement_timestamp: actionAt }),
  }
}

/** An alias that is an address stands in the place for one. */
function writeVulnerability({ vulnerability }: VexStatement): Json {
  const iri = vulnerability.aliases.find((alias) => /^https?:\/\//.test(alias) && isIriLike(alias))
  const aliases = vulnerability.aliases.filter((alias) => alias !== iri)
  const { description } = vulnerability
  return {
    ...(iri === undefined ? {} : { '@id': iri }),
    name: vulnerability.id,
    ...(description === undefined ? {} : { description }),
    ...(aliases.length === 0 ? {} : { aliases }),
  }
}

function writeProduct(product: VexProduct): Json {
  const { subcomponents } = product
  const within = subcomponents.map(writeItem)
  return { ...writeItem(product), ...(within.length === 0 ? {} : { subcomponents: within }) }
}

function writeItem(item: VexItem): { readonly [key: string]: Json } {
  const purl = purlTextOf(item)
  const own = plainIds(item)[0]
  const [cpe22, cpe23] = [cpe22Of(item), cpe23Of(item)]
  const id = own ?? purl
  const identifiers = {
    ...(own === undefined || purl === undefined ? {} : { purl }),
    ...(cpe22 === undefined ? {} : { cpe22 }),
    ...(cpe23 === undefined ? {} : { cpe23 }),
  }
  const hashes = Object.fromEntries(
    item.ids.flatMap((text) => {
      const hash = hashOf('openvex', text)
      return hash === undefined ? [] : [[hash.name, hash.value] as const]
    }),
  )
  return {
    ...(id === undefined ? {} : { '@id': id }),
    ...(Object.keys(identifiers).length === 0 ? {} : { identifiers }),
    ...(Object.keys(hashes).length === 0 ? {} : { hashes }),
  }
}
