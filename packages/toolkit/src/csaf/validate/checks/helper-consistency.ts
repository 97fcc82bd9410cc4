/** CPE names and package URLs must say what the branches above them say (test 6.2.42). */
import { parsePurl, splitPurl } from '../../../model/index.ts'
import { type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { readCpe } from '../facts/cpe.ts'
import { child, type Node, quote, textAt, texts } from '../node.ts'
import { type Branch, lineageOf } from '../view-products.ts'

export const helperConsistency: readonly CsafTest[] = [
  {
    id: '6.2.42',
    title: 'Inconsistent Product Identification Helper',
    versions: only21,
    *run(view) {
      for (const { origin, node } of view.tree.products) {
        if (origin.kind !== 'branch') continue
        view.spend(origin.branch.depth)
        const line = lineageOf(origin.branch)
        const helper = child(node, 'product_identification_helper')
        yield* checkCpe(helper, line)
        yield* checkPurls(helper, line)
      }
    },
  },
]

/** Data: the part of a CPE name that each category answers to. */
const counterparts: Readonly<Record<string, string>> = {
  architecture: 'target_hw',
  language: 'language',
  patch_level: 'update',
  platform: 'target_sw',
  product_name: 'product',
  product_version: 'version',
  product_version_range: 'version',
  service_pack: 'update',
  vendor: 'vendor',
}

/** Parts that must not be there unless a category of the path speaks of them. */
const extras = ['update', 'edition', 'language', 'sw_edition', 'target_sw', 'target_hw', 'other']

function* checkCpe(helper: Node, line: readonly Branch[]): Iterable<CsafFlaw> {
  for (const { text, path } of textAt(helper, 'cpe')) {
    const parts = readCpe(text)
    if (parts === undefined) continue
    const spoken = new Set(line.map(({ category }) => counterparts[category]))
    for (const part of extras) {
      if (isSet(parts.get(part)) && !spoken.has(part))
        yield { path, message: `the ${part} ${quote(parts.get(part) ?? '')} is in no branch above` }
    }
    for (const branch of line) {
      const message = compareWithBranch(parts, branch)
      if (message !== undefined) yield { path, message }
    }
  }
}

/** `*` means any and `-` none. */
function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '*' && value !== '-'
}

function compareWithBranch(
  parts: ReadonlyMap<string, string>,
  { category, name }: Branch,
): string | undefined {
  const part = counterparts[category] ?? ''
  if (!parts.has(part) || category === 'product_version_range') return undefined
  const value = parts.get(part)
  if (!isSet(value)) return `nothing answers to the ${category} ${quote(name)}`
  const isOther = category === 'product_version' && !isSameVersion(value, name)
  return isOther ? `the version ${quote(value)} is not ${quote(name)}` : undefined
}

function* checkPurls(helper: Node, line: readonly Branch[]): Iterable<CsafFlaw> {
  const version = line.find(({ category }) => category === 'product_version')?.name
  const hasVendor = line.some(({ category }) => category === 'vendor')
  for (const { text, path } of texts(helper, 'purls')) {
    const parsed = parsePurl(text)
    if (!parsed.ok) {
      const isIncomplete = parsed.error.code === 'PURL_NAMESPACE_REQUIRED'
      if (isIncomplete && hasVendor) yield { path, message: 'nothing answers to the vendor' }
      continue
    }
    const given = splitPurl(parsed.value).version
    if (version === undefined) continue
    if (given === undefined) yield { path, message: `nothing answers to the version ${quote(version)}` }
    else if (!isSameVersion(given, version))
      yield { path, message: `the version ${quote(given)} is not ${quote(version)}` }
  }
}

/** Case and a leading v do not tell versions apart. */
function isSameVersion(a: string, b: string): boolean {
  const plain = (version: string): string =>
    version
      .trim()
      .toLowerCase()
      .replace(/^v(?=\d)/, '')
      .replaceAll(' ', '_')
  return plain(a) === plain(b)
}
