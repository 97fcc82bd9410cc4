/** From the criteria of an OVAL definition to what is certain in them: on this platform, this package, these versions. */
import type { OvalField, OvalNode, OvalTest } from './oval-definitions.ts'

export interface OvalBound {
  readonly name: string
  /** Undefined: the version is asked for in a way that cannot be told. */
  readonly compare?: '<' | '<=' | '>' | '>=' | '='
  readonly evr: string
}

/** All bounds hold together, and all are about one package. */
export interface OvalStatement {
  /** Any of them; undefined where the criteria name none. */
  readonly platforms: readonly string[] | undefined
  readonly bounds: readonly OvalBound[]
}

export interface OvalStatements {
  readonly statements: readonly OvalStatement[]
  /** Ways to be affected that ask for more than a platform and the version of one package. */
  readonly unread: number
}

/** Ways to fulfil the criteria that are written out; the largest real definitions have under 10,000. */
const MAX_WAYS = 50_000

/**
 * A definition is fulfilled by any of several ways, each of which is a set of questions. A way is certain when its
 * questions are about the platform and one package's version. Beside them may stand what is no condition here: who
 * signed the package, and its architecture, which our ecosystems do not tell apart (a version counts as affected when
 * it is on any). Whatever else is asked (a module that is enabled, a running kernel, a variant of the package) makes
 * the way unread: read without it, it would hit packages that are not meant.
 */
export function readCriteria(criteria: OvalNode): OvalStatements {
  const ways = waysOf(criteria)
  if (ways === undefined) return { statements: [], unread: 1 }
  const statements: OvalStatement[] = []
  let unread = 0
  for (const { platforms, bounds, isBlocked, isNever } of ways) {
    if (isNever) continue
    const names = new Set(bounds.map(({ name }) => name))
    if (isBlocked || names.size !== 1) unread++
    else statements.push({ platforms, bounds })
  }
  return { statements, unread }
}

interface Way {
  readonly platforms: readonly string[] | undefined
  readonly bounds: readonly OvalBound[]
  readonly isBlocked: boolean
  /** Nothing fulfils it: so they write that a package is not affected. */
  readonly isNever: boolean
}

const free: Way = { platforms: undefined, bounds: [], isBlocked: false, isNever: false }

/** Undefined where there are too many. */
function waysOf(node: OvalNode): readonly Way[] | undefined {
  if (!('items' in node)) return [node.negate === true ? { ...free, isBlocked: true } : toWay(node)]
  if (node.negate === true || (node.operator !== 'AND' && node.operator !== 'OR'))
    return [{ ...free, isBlocked: true }]
  let ways: readonly Way[] = node.operator === 'OR' ? [] : [free]
  for (const item of node.items) {
    const own = waysOf(item)
    if (own === undefined || ways.length * own.length > MAX_WAYS) return undefined
    ways =
      node.operator === 'OR' ? [...ways, ...own] : ways.flatMap((way) => own.map((one) => join(way, one)))
  }
  return node.operator === 'OR' ? joinPlatforms(ways) : ways
}

/** Dozens of products times hundreds of packages: ways that differ in the product only are one. */
function joinPlatforms(ways: readonly Way[]): readonly Way[] {
  const isPlain = (way: Way): boolean =>
    way.platforms !== undefined && way.bounds.length === 0 && !way.isBlocked && !way.isNever
  const plain = ways.filter(isPlain)
  if (plain.length < 2) return ways
  const platforms = plain.flatMap((way) => way.platforms ?? [])
  return [{ ...free, platforms: [...new Set(platforms)] }, ...ways.filter((way) => !isPlain(way))]
}

/** Two products at once are a condition that no ecosystem stands for. */
function join(a: Way, b: Way): Way {
  const isTwice = a.platforms !== undefined && b.platforms !== undefined
  return {
    platforms: a.platforms ?? b.platforms,
    bounds: b.bounds.length === 0 ? a.bounds : [...a.bounds, ...b.bounds],
    isBlocked: a.isBlocked || b.isBlocked || isTwice,
    isNever: a.isNever || b.isNever,
  }
}

interface Question {
  readonly comment: string
  readonly test?: OvalTest
}

function toWay({ comment, test }: Question): Way {
  const platform = platformOf(comment)
  if (platform !== undefined) return { ...free, platforms: [platform] }
  if (comment.endsWith(' is not affected')) return { ...free, isNever: true }
  if (test === undefined) return ofComment(comment)
  const bound = boundOf(test)
  if (bound === 'beside') return free
  if (bound === 'never') return { ...free, isNever: true }
  return bound === undefined ? { ...free, isBlocked: true } : { ...free, bounds: [bound] }
}

/** Of products; a package that is asked for in the same words has its version in the text behind a dash. */
const products =
  /^((?:Oracle Linux|SUSE|openSUSE|Red Hat Enterprise Linux|Amazon Linux|AlmaLinux|Rocky Linux|CBL-Mariner|Azure Linux)\b.*) is installed$/

function platformOf(comment: string): string | undefined {
  return products.exec(comment)?.[1]
}

/** Extracts leave the tests out. One wording of the comment says all that the test would. */
function ofComment(comment: string): Way {
  const [, name, evr] = /^(\S{1,200}) is earlier than (\S{1,200})$/.exec(comment) ?? []
  if (name !== undefined && evr !== undefined) return { ...free, bounds: [{ name, compare: '<', evr }] }
  const isBeside = / is signed with (?:the )?.{1,100} key$/.test(comment) || / arch is \w+$/.test(comment)
  return isBeside ? free : { ...free, isBlocked: true }
}

const comparisons: ReadonlyMap<string, NonNullable<OvalBound['compare']>> = new Map([
  ['equals', '='],
  ['greater than', '>'],
  ['greater than or equal', '>='],
  ['less than', '<'],
  ['less than or equal', '<='],
])

/** Undefined for a question that is not about a package's version. */
function boundOf(test: OvalTest): OvalBound | 'beside' | 'never' | undefined {
  const { kind, check = 'all', existence = 'at_least_one_exists', name, state } = test
  if (kind !== 'rpminfo_test' || state === undefined || name === undefined) return undefined
  if (!['all', 'at least one'].includes(check) || existence !== 'at_least_one_exists') return undefined
  const asked = state.filter(({ field }) => field !== 'arch' && field !== 'signature_keyid')
  if (state.length > 0 && asked.length === 0) return 'beside'
  const [first, ...others] = asked
  if (first === undefined || others.length > 0) return undefined
  return toBound(name, first)
}

function toBound(name: string, { field, operation, value }: OvalField): OvalBound | 'never' | undefined {
  // No package has it: SUSE's way to write "not affected" as a test.
  if (field === 'version' && operation === 'equals' && value === '0') return 'never'
  if (field !== 'evr' || value === '') return undefined
  const compare = comparisons.get(operation)
  return compare === undefined ? { name, evr: value } : { name, compare, evr: value }
}
