/** Several products of one tree: how much each of them has, what is open in it, and how to look at it alone. */
import type { MessageKey, SeverityMark, Translator } from '@occtet/ui'
import { countProducts } from '../../inventory/index.ts'
import type { Finding, Purl, TreeProduct } from '../../model/index.ts'
import type { ReportInput } from '../input.ts'
import type { Knowledge } from './knowledge.ts'

/** `clean` is said only where everything that was read could be checked. */
export type ProductState = 'unknown' | 'found' | 'floor' | 'clean'

export interface ProductLine {
  readonly product: TreeProduct
  /** Components of others, those that it shares among them. */
  readonly components: number
  readonly shared: number
  readonly state: ProductState
  readonly malicious: number
  /** Open ones; levels without any are left out, worst first. */
  readonly levels: readonly { readonly level: SeverityMark; readonly n: number }[]
  /** Components that the data says nothing about. */
  readonly silent: number
}

export interface ProductList {
  readonly lines: readonly ProductLine[]
  /** Components that belong to no product. */
  readonly inNone: number
}

const worstFirst: readonly SeverityMark[] = ['critical', 'high', 'medium', 'low', 'none', 'unknown']

interface Noted {
  readonly purl: Purl
  /** Absent: the data says nothing about this component. */
  readonly finding?: Finding
}

/** No lines where the tree holds one product at most, or one was chosen. */
export function listProducts(input: ReportInput, known: Knowledge): ProductList {
  const noted: readonly Noted[] = [
    ...[...known.malicious, ...known.vulnerabilities].map((finding) => ({ purl: finding.purl, finding })),
    ...known.unknown.flatMap(({ purl }) => (isPurl(purl) ? [{ purl }] : [])),
  ]
  const { shares, inNone } = countProducts(input.inventory, noted)
  const lines = shares.map(({ product, components, shared, items }): ProductLine => {
    const findings = items.flatMap(({ finding }) => finding ?? [])
    const silent = new Set(items.flatMap(({ purl, finding }) => (finding === undefined ? purl : []))).size
    const counts = worstFirst.map((level) => ({
      level,
      n: findings.filter((finding) => !finding.isMalicious && finding.level === level).length,
    }))
    return {
      product,
      components,
      shared,
      state: stateOf(input, known, { found: findings.length, components, silent }),
      malicious: findings.filter(({ isMalicious }) => isMalicious).length,
      levels: counts.filter(({ n }) => n > 0),
      silent,
    }
  })
  return { lines, inNone }
}

function isPurl(text: string): text is Purl {
  return text.startsWith('pkg:')
}

/** What could not be read may belong to any product. */
function stateOf(
  input: ReportInput,
  { unreadFiles, staleSources, sources }: Knowledge,
  { found, components, silent }: { found: number; components: number; silent: number },
): ProductState {
  if (found > 0) return 'found'
  const isBlind = sources.length === 0 || staleSources.length === sources.length
  if (input.findings === undefined || input.starterSetOnly || isBlind || silent >= components)
    return 'unknown'
  return silent + unreadFiles.length + staleSources.length > 0 ? 'floor' : 'clean'
}

/** Whole words for a POSIX shell, whatever the tree calls its products. */
export function commandFor({ id, path, name }: TreeProduct): string {
  const wish = id ?? path ?? name
  const isPlain = /^[\w@.][\w@./+-]*$/.test(wish)
  return `occtet check --product${isPlain ? ` ${wish}` : `='${wish.replaceAll("'", "'\\''")}'`}`
}

/** Name and version as one text. */
export function nameProduct({ name, version }: TreeProduct): string {
  return version === undefined ? name : `${name} ${version}`
}

/** One product that a reader may want to see alone: not that of the root, where there is another. */
export function exampleOf(products: readonly TreeProduct[]): TreeProduct | undefined {
  return products.find(({ path }) => path !== '.') ?? products[0]
}

/** The first few by name, and how many more there are. */
export function nameProducts(
  products: readonly TreeProduct[],
  most: number,
  t: Translator<MessageKey>,
): string {
  const names = products.slice(0, most).map(nameProduct).join(', ')
  const rest = products.length - most
  return rest > 0 ? `${names}${t('list.andMore', { n: rest })}` : names
}
