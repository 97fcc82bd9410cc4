/** To a fixed product belongs an affected one, and the other way round (tests 6.1.27.13 and 6.2.39.1). */
import { type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { readRange } from '../facts/version-range.ts'
import { children, quote, text } from '../node.ts'
import type { CsafView } from '../view.ts'
import { type Branch, lineageOf, type Product } from '../view-products.ts'
import { type StatusEntry, type Vulnerability, withStatus } from '../view-vulnerabilities.ts'

const category = 'csaf_security_advisory'

export const corresponding: readonly CsafTest[] = [
  {
    id: '6.1.27.13',
    title: 'Corresponding Affected Products',
    versions: only21,
    *run(view) {
      if (view.category !== category) return
      for (const vulnerability of view.vulnerabilities) {
        const fixed = withStatus(vulnerability, 'fixed')
        yield* findAlone(view, fixed, withStatus(vulnerability, 'affected'))
      }
    },
  },
  {
    id: '6.2.39.1',
    title: 'Missing Fixed Product',
    versions: only21,
    *run(view) {
      if (view.category !== category) return
      for (const vulnerability of view.vulnerabilities) {
        const affected = withStatus(vulnerability, 'affected').filter(({ item }) =>
          canHaveFix(item.text, vulnerability, view),
        )
        yield* findAlone(view, affected, withStatus(vulnerability, 'fixed'))
      }
    },
  },
]

/** A product known by its name only may correspond to anything; so it is alone only when the other side is empty. */
function* findAlone(
  view: CsafView,
  asked: readonly StatusEntry[],
  others: readonly StatusEntry[],
): Iterable<CsafFlaw> {
  const lines = new Set(others.flatMap(({ item }) => linesOf(item.text, view)))
  const hasNameOnly = others.some(({ item }) => linesOf(item.text, view).length === 0)
  for (const { item } of asked) {
    const own = linesOf(item.text, view)
    const isMet = own.length === 0 ? others.length > 0 : hasNameOnly || own.some((line) => lines.has(line))
    if (!isMet)
      yield {
        path: item.path,
        message: `nothing on the other side, affected or fixed, corresponds to ${quote(item.text)}`,
      }
  }
}

/** Categories that tell versions of a product apart. */
const versionCategories: ReadonlySet<string> = new Set([
  'patch_level',
  'product_version',
  'product_version_range',
  'service_pack',
])

/** Paths may name paths; deeper ones than that are as good as unknown. */
const maxNesting = 20

/** What a product is apart from its version; of a path with `installed_with`, also what stands before that. */
function linesOf(id: string, view: CsafView, depth = 0): readonly string[] {
  view.spend(1)
  const product = view.tree.byId.get(id)
  if (product === undefined || depth > maxNesting) return []
  const { origin } = product
  if (origin.kind === 'name') return []
  if (origin.kind === 'branch') return [lineOfBranch(origin.branch)]
  return linesOfPath(origin.path, view, depth + 1)
}

function lineOfBranch(branch: Branch): string {
  const kept = lineageOf(branch).filter((step) => !versionCategories.has(step.category))
  return JSON.stringify(kept.map((step) => [step.category, step.name]))
}

type PathOrigin = Extract<Product['origin'], { readonly kind: 'path' }>['path']

function linesOfPath({ beginning, steps }: PathOrigin, view: CsafView, depth: number): readonly string[] {
  const begin = linesOf(beginning?.text ?? '', view, depth)[0]
  if (begin === undefined) return []
  const lines: string[] = []
  let line = begin
  for (const { category: kind, next } of steps) {
    if (kind === 'installed_with') lines.push(line)
    const part = linesOf(next?.text ?? '', view, depth)[0]
    if (part === undefined) return lines
    line = JSON.stringify([line, kind, part])
  }
  return [...lines, line]
}

const withoutFix: ReadonlySet<string> = new Set(['fix_planned', 'no_fix_planned', 'none_available'])

/** "Clear indications" of the text: a remediation that says so; a vendor fix or a range `< x` says the contrary. */
function canHaveFix(product: string, { node }: Vulnerability, view: CsafView): boolean {
  const said = children(node, 'remediations')
    .filter((item) => view.productsOf(item).has(product))
    .map((item) => text(item, 'category') ?? '')
  const origin = view.tree.byId.get(product)?.origin
  const ranges = origin?.kind === 'branch' ? lineageOf(origin.branch) : []
  const endsBelow = ranges.some((branch) => {
    const isRange = branch.category === 'product_version_range'
    return isRange && readRange(branch.name).constraints.at(-1)?.comparator === '<'
  })
  return said.includes('vendor_fix') || endsBelow || !said.some((kind) => withoutFix.has(kind))
}
