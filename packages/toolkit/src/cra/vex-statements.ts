/** VEX statements that lie in the tree (OpenVEX, CycloneDX, CSAF): enough of them to see which findings they speak about. */
import { decodeUtf8 } from '../base/index.ts'
import { type CsafDocument, type CsafVulnerability, resolveProducts, toCsafDocument } from '../csaf/index.ts'
import { listAt, openJson, textAt, valueAt } from './json-fields.ts'
import type { RepoFiles } from './repo-files.ts'

export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation'

export interface VexStatement {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** All names of the vulnerability. */
  readonly vulnerabilities: readonly string[]
  /** Purls and other names of what it is about, parts of products included. */
  readonly products: readonly string[]
  readonly status: VexStatus
  /** `not_affected` with a reason, or `affected` with what to do: VEX minimum requirements (CISA, 2023). */
  readonly isJustified: boolean
}

export interface VexReading {
  /** Files that were read as VEX, whatever they say. */
  readonly documents: readonly string[]
  readonly statements: readonly VexStatement[]
  readonly unread: readonly { readonly path: string; readonly reason: string }[]
}

const bounds = { documents: 50, bytes: 16 * 1024 * 1024, statements: 20_000 } as const
const namesVex =
  /(^|[-_.])(open)?vex([-_.][^/]*)?\.json$|\.cdx\.json$|(^|[-_.])s?bom([-_.][^/]*)?\.json$|(^|[-_.])csaf([-_.][^/]*)?\.json$/i
const inVexFolder = /(^|\/)\.?(vex|openvex|csaf)\/[^/]+\.json$/i
const foreignFolder =
  /(^|\/)(node_modules|vendor|third[-_]party|tests?|__tests__|test[-_]?data|fixtures?|examples?|samples?|golden)\//i

/** At most fifty files; a file of another kind under such a name is passed over. */
export function readVexStatements(tree: RepoFiles): VexReading {
  const paths = tree
    .listAll()
    .files.filter(
      (path) =>
        (namesVex.test(path.slice(path.lastIndexOf('/') + 1)) || inVexFolder.test(path)) &&
        !foreignFolder.test(path),
    )
    .slice(0, bounds.documents)
  const documents: string[] = []
  const statements: VexStatement[] = []
  const unread: { path: string; reason: string }[] = []
  for (const path of paths) {
    const read = readFile(tree, path)
    if (typeof read === 'string') unread.push({ path, reason: read })
    else if (read !== undefined) {
      documents.push(path)
      statements.push(...read.slice(0, Math.max(0, bounds.statements - statements.length)))
    }
  }
  return { documents, statements, unread }
}

/** A text is the reason why it cannot be read; undefined: something else. */
function readFile(tree: RepoFiles, path: string): readonly VexStatement[] | string | undefined {
  const start = tree.readStart(path, bounds.bytes)
  if (start === undefined) return 'the file cannot be opened'
  if (start.size > bounds.bytes) return `it has ${start.size} bytes; at most ${bounds.bytes} are read`
  const text = decodeUtf8(start.bytes)
  if (!text.ok) return 'it is not UTF-8 text'
  const opened = openJson(text.value)
  if (!opened.ok) return opened.error
  const { value } = opened.value
  const at = { path, lineOf: (where: readonly (string | number)[]) => opened.value.lineOf(where) }
  if (/openvex/i.test(textAt(value, '@context') ?? '')) return readOpenVex(value, at)
  if (textAt(value, 'bomFormat') === 'CycloneDX' && listAt(value, 'vulnerabilities').length > 0)
    return readCycloneDx(value, at)
  if (textAt(value, 'document', 'csaf_version') === undefined) return undefined
  const csaf = toCsafDocument(value, path)
  return csaf.ok
    ? csaf.value.value.vulnerabilities.flatMap((one, index) =>
        readCsaf(csaf.value.value, one, { ...at, index }),
      )
    : undefined
}

interface At {
  readonly path: string
  readonly lineOf: (path: readonly (string | number)[]) => number
}

/** OpenVEX 0.2.0: `statements[]`; products and their subcomponents by `@id` or identifiers. */
function readOpenVex(root: unknown, { path, lineOf }: At): readonly VexStatement[] {
  return listAt(root, 'statements').flatMap((item, index): readonly VexStatement[] => {
    const status = statuses.get(textAt(item, 'status'))
    if (status === undefined) return []
    const products = listAt(item, 'products')
    const parts = products.flatMap((product) => listAt(product, 'subcomponents'))
    const vulnerability = valueAt(item, 'vulnerability')
    const names = [
      vulnerability,
      textAt(item, 'vulnerability', 'name'),
      textAt(item, 'vulnerability', '@id'),
      ...listAt(item, 'vulnerability', 'aliases'),
    ]
    const reason = status === 'affected' ? ['action_statement'] : ['justification', 'impact_statement']
    return [
      {
        path,
        line: lineOf(['statements', index]),
        vulnerabilities: names.flatMap((name) => (typeof name === 'string' && name !== '' ? name : [])),
        products: (parts.length > 0 ? parts : products).flatMap(openVexNames),
        status,
        isJustified: reason.some((key) => textAt(item, key) !== undefined),
      },
    ]
  })
}

function openVexNames(product: unknown): readonly string[] {
  const names = [product, textAt(product, '@id'), textAt(product, 'identifiers', 'purl')]
  return names.flatMap((name) => (typeof name === 'string' && name !== '' ? name : []))
}

/** CycloneDX 1.4 and later: `vulnerabilities[].analysis`, its `affects` by bom-ref. */
function readCycloneDx(root: unknown, { path, lineOf }: At): readonly VexStatement[] {
  const purls = new Map(
    listAt(root, 'components').map(
      (item) => [textAt(item, 'bom-ref') ?? '', textAt(item, 'purl') ?? ''] as const,
    ),
  )
  return listAt(root, 'vulnerabilities').flatMap((item, index): readonly VexStatement[] => {
    const status = statuses.get(textAt(item, 'analysis', 'state'))
    const id = textAt(item, 'id')
    if (status === undefined || id === undefined) return []
    const others = listAt(item, 'references').flatMap((one) => textAt(one, 'id') ?? [])
    const refs = listAt(item, 'affects').flatMap((one) => textAt(one, 'ref') ?? [])
    const isReasoned =
      textAt(item, 'analysis', 'justification') !== undefined ||
      textAt(item, 'analysis', 'detail') !== undefined
    return [
      {
        path,
        line: lineOf(['vulnerabilities', index]),
        vulnerabilities: [id, ...others],
        products: refs.map((ref) => purls.get(ref) ?? ref.replace(/^urn:cdx:[^#]*#/, '')),
        status,
        isJustified: isReasoned || listAt(item, 'analysis', 'response').length > 0,
      },
    ]
  })
}

const csafGroups = [
  ['known_not_affected', 'not_affected'],
  ['known_affected', 'affected'],
  ['fixed', 'fixed'],
  ['under_investigation', 'under_investigation'],
] as const

function readCsaf(
  document: CsafDocument,
  flaw: CsafVulnerability,
  at: At & { readonly index: number },
): readonly VexStatement[] {
  const names = [...(flaw.cve === undefined ? [] : [flaw.cve]), ...flaw.ids.map((id) => id.text)]
  const reasoned = new Set(
    [...flaw.flags, ...flaw.remediations, ...flaw.threats].flatMap((one) =>
      one.about === undefined ? [...document.products.keys()] : resolveProducts(document, one.about),
    ),
  )
  return csafGroups.flatMap(([group, status]) =>
    flaw.status[group].map((id) => ({
      path: at.path,
      line: at.lineOf(['vulnerabilities', at.index]),
      vulnerabilities: names,
      products: purlsOf(document, id),
      status,
      isJustified: reasoned.has(id),
    })),
  )
}

/** Of "component as found in product" the component is what a finding names. */
function purlsOf(document: CsafDocument, id: string): readonly string[] {
  const product = document.products.get(id)
  if (product === undefined) return [id]
  const part = product.kind === 'component' ? document.products.get(product.component) : undefined
  const purls = [...product.helper.purls, ...(part?.helper.purls ?? [])]
  return purls.length > 0 ? purls : [id]
}

/** CycloneDX has its own words for the same (impact analysis state). */
const statuses: ReadonlyMap<string | undefined, VexStatus> = new Map([
  ['not_affected', 'not_affected'],
  ['affected', 'affected'],
  ['fixed', 'fixed'],
  ['under_investigation', 'under_investigation'],
  ['false_positive', 'not_affected'],
  ['exploitable', 'affected'],
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['in_triage', 'under_investigation'],
])
