/** Shared by the signals on VEX: which statements of the tree speak for which finding, and whether they answer it. */
import { type Finding, type Inventory, type Purl, splitPurl } from '../model/index.ts'
import {
  applyVex,
  matchPurl,
  type TrustedDocument,
  type VexProduct,
  type VexScene,
  type VexStatement as DocumentStatement,
  type VexSubject,
} from '../vex/index.ts'
import type { VexStatement } from './vex-statements.ts'

/** Being looked into is no answer yet. */
export function isAnswer({ status, isJustified }: VexStatement): boolean {
  return status === 'fixed' || ((status === 'not_affected' || status === 'affected') && isJustified)
}

export function isBare({ status, isJustified }: VexStatement): boolean {
  return status === 'not_affected' && !isJustified
}

export interface VexPlace {
  readonly inventory: Inventory
  /** Absent: no statement can be about the product, and none about what lies in it. */
  readonly subject: VexSubject | undefined
  readonly findings: readonly Finding[]
}

/** By key of the finding: what its authors say now of this component in this product, each statement once. */
export function layStatements(
  statements: readonly VexStatement[],
  { inventory, subject, findings }: VexPlace,
): ReadonlyMap<string, readonly VexStatement[]> {
  if (subject === undefined) return new Map()
  const names = namesOfProduct(inventory)
  const from = new Map<DocumentStatement, VexStatement>()
  const byDocument = new Map<VexStatement['document'], DocumentStatement[]>()
  for (const one of statements) {
    const products = one.stated.products.map((product) => asSubject(product, names, subject))
    const stated = { ...one.stated, products }
    from.set(stated, one)
    const known = byDocument.get(one.document) ?? []
    known.push(stated)
    byDocument.set(one.document, known)
  }
  const documents = [...byDocument].map(
    ([head, own]): TrustedDocument => ({ document: { ...head, statements: own }, trust: 'other' }),
  )
  const views = applyVex(findings, documents, sceneOf(inventory, subject))
  return new Map(
    views.map(({ finding, positions }) => {
      const said = positions
        .flatMap((one) => one.statements)
        .flatMap(({ statement }) => from.get(statement) ?? [])
      return [finding, [...new Set(said)]]
    }),
  )
}

/** The package that the tree itself is, in its own ecosystem: its name and version are those of the tree. */
function namesOfProduct({ name, version, components }: Inventory): readonly Purl[] {
  return components
    .filter(({ isFirstParty }) => isFirstParty)
    .map(({ purl }) => purl)
    .filter((purl) => {
      const parts = splitPurl(purl)
      const full = parts.namespace === undefined ? parts.name : `${parts.namespace}/${parts.name}`
      return full === name && parts.version === version
    })
}

/** Whoever writes VEX for an npm package names the product `pkg:npm/…`, also where its profile says `pkg:generic/…`. */
function asSubject(product: VexProduct, names: readonly Purl[], subject: VexSubject): VexProduct {
  const { purl, versions, ...rest } = product
  if (purl === undefined || product.ids.length > 0) return product
  const stated = { purl, ...(versions === undefined ? {} : { versions }) }
  return names.some((name) => matchPurl(stated, name) !== undefined)
    ? { ...rest, purl: subject.purl }
    : product
}

/** No serial numbers: which SBOM in the tree is the one of this release is not known, so a BOM-Link names nothing. */
function sceneOf({ roots, components }: Inventory, subject: VexSubject): VexScene {
  return {
    subject,
    serials: [],
    subjectRefs: [],
    roots,
    components: components
      .filter(({ isFirstParty }) => !isFirstParty)
      .map(({ purl, dependsOn, hashes }) => ({ purl, dependsOn, hashes })),
  }
}
