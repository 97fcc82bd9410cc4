/** The branches of the product tree: their names, categories and nesting. */
import { both, type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { isOpenAbove, readRange, registeredTypes, singleVersionOf } from '../facts/version-range.ts'
import { findScheme } from '../../../versions/index.ts'
import { looksLikeRange } from '../../range-words.ts'
import { quote } from '../node.ts'
import { type Branch, lineageOf } from '../view-products.ts'
import type { CsafView } from '../view.ts'

/** `$.product_tree..branches[*].product` may stand under at most so many `branches`. */
const maxDepth = 30

export const branches: readonly CsafTest[] = [
  {
    id: '6.1.31',
    title: 'Version Range in Product Version',
    versions: both,
    run: eachOf('product_version', ({ name }) =>
      looksLikeRange(name) ? `${quote(name)} looks like a range of versions` : undefined,
    ),
  },
  {
    id: '6.1.34',
    title: 'Branches Recursion Depth',
    versions: only21,
    *run({ tree }) {
      for (const { node, depth } of tree.branches) {
        if (depth > maxDepth && 'product' in node.fields)
          yield {
            path: `${node.path}/product`,
            message: `stands under ${depth} branches, ${maxDepth} are allowed`,
          }
      }
    },
  },
  {
    id: '6.1.50',
    title: 'Product Version Range Rules',
    versions: only21,
    *run({ tree }) {
      for (const { category, name, node } of tree.branches) {
        if (category !== 'product_version_range') continue
        const { fault, type, notation } = readRange(name)
        const path = `${node.path}/name`
        if (fault !== undefined)
          yield { path, message: `${quote(name)} breaks the rules of ${notation}: ${fault}` }
        else if (isUnknownType(type))
          yield {
            skipped: `the order of versions of vers:${type.slice(0, 80)} is not known here, so it was not checked`,
          }
      }
    },
  },
  { id: '6.1.57', title: 'Stacked Branch Categories', versions: only21, run: findStacked },
  {
    id: '6.1.58',
    title: 'Use of product_version in one Path with product_version_range',
    versions: only21,
    run: findMixedVersions,
  },
  {
    id: '6.1.59',
    title: 'Single Version as Product Version Range',
    versions: only21,
    run: eachOf('product_version_range', ({ name }) => {
      const version = singleVersionOf(readRange(name))
      return version === undefined ? undefined : `only the version ${quote(version)} is meant`
    }),
  },
  {
    id: '6.2.18',
    title: 'Product Version Range without VERS',
    versions: both,
    run: eachOf('product_version_range', ({ name }) =>
      /^vers:[a-z.\-+][a-z0-9.\-+]*\/.+/.test(name)
        ? undefined
        : `${quote(name)} is not VERS; check carefully whether VERS can be used or the versions listed`,
    ),
  },
  {
    id: '6.2.48',
    title: 'Misuse at Vendor Name',
    versions: only21,
    run: eachOf('vendor', ({ name }) =>
      name.replace(/\s/gu, '').toLowerCase() === 'opensource'
        ? 'that is hardly the name of a vendor'
        : undefined,
    ),
  },
  {
    id: '6.2.49',
    title: 'Upper Open Ended Product Version Range',
    versions: only21,
    run: eachOf('product_version_range', ({ name }) =>
      isOpenAbove(readRange(name)) ? `${quote(name)} has no upper end` : undefined,
    ),
  },
  {
    id: '6.2.51',
    title: 'Unknown VERS Type',
    versions: only21,
    run: eachOf('product_version_range', ({ name }) => {
      const { type } = readRange(name)
      if (!isUnknownType(type)) return undefined
      const state = registeredTypes.has(type)
        ? 'registered, but not known here'
        : 'not registered and not known here'
      return `the VERS type ${quote(type)} is ${state}`
    }),
  },
  { id: '6.3.9', title: 'Branch Categories', versions: both, run: findIncomplete },
  {
    id: '6.3.10',
    title: 'Usage of Product Version Range',
    versions: both,
    *run({ tree }) {
      for (const { category, node } of tree.branches) {
        if (category === 'product_version_range')
          yield {
            path: `${node.path}/category`,
            message: 'a list of versions can be matched, a range hardly',
          }
      }
    },
  },
  {
    id: '6.3.11',
    title: 'Usage of V as Version Indicator',
    versions: both,
    run: eachOf('product_version', ({ name }) =>
      /^[vV][0-9]/.test(name) ? `${quote(name)} begins with a v` : undefined,
    ),
  },
]

function eachOf(category: string, findFault: (branch: Branch) => string | undefined): CsafTest['run'] {
  return function* ({ tree }) {
    for (const branch of tree.branches) {
      const message = branch.category === category ? findFault(branch) : undefined
      if (message !== undefined) yield { path: `${branch.node.path}/name`, message }
    }
  }
}

function isUnknownType(type: string): boolean {
  return type !== '' && type !== 'all' && type !== 'none' && findScheme(type) === undefined
}

/** Only paths that lead to a product count; each faulty branch is named once. */
function* findStacked(view: CsafView): Iterable<CsafFlaw> {
  const told = new Set<Branch>()
  for (const line of productLines(view)) {
    const seen = new Set<string>()
    for (const branch of line) {
      const { category, node } = branch
      if (category === 'product_family') continue
      if (seen.has(category) && !told.has(branch)) {
        told.add(branch)
        yield { path: `${node.path}/category`, message: `${quote(category)} occurs twice along the path` }
      }
      seen.add(category)
    }
  }
}

function* findMixedVersions(view: CsafView): Iterable<CsafFlaw> {
  const told = new Set<Branch>()
  for (const line of productLines(view)) {
    const kinds = line.filter(({ category }) => category.startsWith('product_version'))
    const second = kinds.find(({ category }) => category !== kinds[0]?.category)
    if (second === undefined || told.has(second)) continue
    told.add(second)
    yield {
      path: `${second.node.path}/category`,
      message: 'a version and a range of versions lie on one path',
    }
  }
}

function* productLines(view: CsafView): Iterable<readonly Branch[]> {
  for (const branch of view.tree.branches) {
    if (!('product' in branch.node.fields)) continue
    view.spend(branch.depth)
    yield lineageOf(branch)
  }
}

/** In this order, with anything before, between and after. */
const wanted = ['vendor', 'product_name', 'product_version']

function* findIncomplete(view: CsafView): Iterable<CsafFlaw> {
  for (const line of productLines(view)) {
    let at = 0
    for (const { category } of line) if (category === wanted[at]) at += 1
    const last = line.at(-1)
    if (at < wanted.length && last !== undefined)
      yield { path: `${last.node.path}/product`, message: `no ${wanted[at] ?? ''} at its place on the path` }
  }
}
