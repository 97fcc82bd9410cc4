/** Names of branches that state a range of versions: VERS, or its constraints alone ("vls"), CSAF 2.1 section 3.1.2. */
import { findScheme, parseVers, type VersComparator, type VersionScheme } from '../../../versions/index.ts'

export interface RangeConstraint {
  readonly comparator: VersComparator
  /** Decoded where it was encoded. */
  readonly version: string
}

export interface VersionRange {
  readonly notation: 'vers' | 'vls'
  /** VERS type; empty for vls. */
  readonly type: string
  readonly constraints: readonly RangeConstraint[]
  /** All versions: `vers:all/*`. */
  readonly isAll: boolean
  /** The rule that the text breaks; undefined when it keeps them all. */
  readonly fault: string | undefined
}

/** Test 6.2.18: what counts as VERS. */
const versForm = /^vers:([a-z.\-+][a-z0-9.\-+]*)\/(.+)$/s

/** VERS types with a definition or a place in the list of vers-spec at 9305f036 (2026-08-21), special ones included. */
export const registeredTypes: ReadonlySet<string> = new Set(
  (
    'all alpm apk cargo composer conan cpan cran dart datetime deb ebuild gem generic golang hackage hex intdot ' +
    'lexicographic maven nginx none npm nuget openssl pub pypi rpm semver swift'
  ).split(' '),
)

/** Longer text is no version range that anybody wrote. */
const maxLength = 65_536

/** Reads what it can: a range with a fault still has the constraints that could be read. */
export function readRange(name: string): VersionRange {
  if (name.length > maxLength)
    return {
      notation: 'vls',
      type: '',
      constraints: [],
      isAll: false,
      fault: `longer than ${maxLength} characters`,
    }
  const match = versForm.exec(name)
  return match === null ? readVls(name) : readVersRange(name, match[1] ?? '', match[2] ?? '')
}

function readVls(body: string): VersionRange {
  const { constraints, fault } = readConstraints(body, true)
  return { notation: 'vls', type: '', constraints, isAll: false, fault }
}

function readVersRange(name: string, type: string, body: string): VersionRange {
  const { constraints, fault } = readConstraints(body, false)
  const range = { notation: 'vers', type, constraints: body === '*' ? [] : constraints } as const
  if (body === '*') {
    const isSpecial = type === 'all' || type === 'none'
    const advice = isSpecial ? undefined : 'all versions are written as vers:all/*'
    return { ...range, isAll: type === 'all', fault: advice }
  }
  if (type === 'all' || type === 'none')
    return { ...range, isAll: false, fault: `after vers:${type}/ only * may stand` }
  if (findScheme(type) === undefined) return { ...range, isAll: false, fault: fault ?? findTwin(constraints) }
  const parsed = parseVers(name)
  return { ...range, isAll: false, fault: parsed.ok ? undefined : parsed.error.message }
}

const comparators: readonly VersComparator[] = ['>=', '<=', '!=', '<', '>', '=']

function readConstraints(
  body: string,
  isEqualSignAllowed: boolean,
): { readonly constraints: readonly RangeConstraint[]; readonly fault: string | undefined } {
  const constraints: RangeConstraint[] = []
  for (const part of body.split('|')) {
    const comparator = comparators.find((candidate) => part.startsWith(candidate))
    const version = part.slice(comparator?.length ?? 0)
    const wrong = (fault: string) => ({ constraints, fault })
    if (version === '') return wrong('a constraint without a version')
    if (/\s/u.test(part)) return wrong('white space within a constraint')
    if (/[<>=!*]/.test(version))
      return wrong(`a comparator within the version ${JSON.stringify(version.slice(0, 80))}`)
    if (comparator === '=' && !isEqualSignAllowed) return wrong('equality is written without a comparator')
    constraints.push({ comparator: comparator ?? '=', version: decode(version) })
  }
  return { constraints, fault: undefined }
}

function decode(version: string): string {
  try {
    return decodeURIComponent(version)
  } catch {
    return version
  }
}

/** VERS: each version only once. */
function findTwin(constraints: readonly RangeConstraint[]): string | undefined {
  const isUnique = new Set(constraints.map(({ version }) => version)).size === constraints.length
  return isUnique ? undefined : 'a version stands twice'
}

/** The one version that the range names, if it names no other. */
export function singleVersionOf({ constraints }: VersionRange): string | undefined {
  const [first, second] = constraints
  if (first === undefined || constraints.length > 2) return undefined
  if (second === undefined) return first.comparator === '=' ? first.version : undefined
  const both = [first.comparator, second.comparator].toSorted().join(' ')
  return first.version === second.version && (both === '<= >=' || both === '= =') ? first.version : undefined
}

/** Its last bound, exclusions aside, opens upwards. */
export function isOpenAbove({ constraints }: VersionRange): boolean {
  const last = constraints.findLast(({ comparator }) => comparator !== '!=')
  return last?.comparator === '>' || last?.comparator === '>='
}

/** How to compare versions of both ranges; without a type on either side, as generic versions. */
function schemeFor(a: VersionRange, b: VersionRange | undefined): VersionScheme | undefined {
  const types = [a.type, b?.type ?? ''].filter((type) => type !== '' && type !== 'all')
  if (types.length === 2 && types[0] !== types[1]) return undefined
  return findScheme(types[0] ?? 'generic')
}

/** Whether a version lies in the range; undefined when the version or a bound cannot be compared. */
export function includesVersion(range: VersionRange, version: string): boolean | undefined {
  return overlaps(range, {
    notation: 'vls',
    type: '',
    constraints: [{ comparator: '=', version }],
    isAll: false,
    fault: undefined,
  })
}

/**
 * Whether a version may lie in both ranges; between any two versions another one counts as possible. Undefined when
 * they cannot be compared. Quadratic in the number of constraints.
 */
export function overlaps(a: VersionRange, b: VersionRange): boolean | undefined {
  if (a.fault !== undefined || b.fault !== undefined) return undefined
  if (a.isAll || b.isAll) return true
  const scheme = schemeFor(a, b)
  if (scheme === undefined) return undefined
  const bounds: { readonly value: unknown }[] = []
  for (const { version } of [...a.constraints, ...b.constraints]) {
    const parsed = scheme.parse(version)
    if (!parsed.ok) return undefined
    if (!bounds.some(({ value }) => scheme.compare(value, parsed.value) === 0)) bounds.push(parsed)
  }
  const order = bounds.toSorted((left, right) => scheme.compare(left.value, right.value))
  const placesOf = ({ constraints }: VersionRange): readonly Placed[] =>
    constraints.flatMap(({ comparator, version }) => {
      const parsed = scheme.parse(version)
      if (!parsed.ok) return []
      const at = order.findIndex(({ value }) => scheme.compare(value, parsed.value) === 0)
      return [{ comparator, place: 2 * at + 1 }]
    })
  const [left, right] = [placesOf(a), placesOf(b)]
  const places = Array.from({ length: 2 * order.length + 1 }, (_, place) => place)
  return places.some((place) => holds(left, place) && holds(right, place))
}

interface Placed {
  readonly comparator: VersComparator
  readonly place: number
}

/** Odd places are bounds, even ones the gaps around them (vers-spec, "Checking if a version is contained"). */
function holds(range: readonly Placed[], place: number): boolean {
  const here = range.filter((constraint) => constraint.place === place).map(({ comparator }) => comparator)
  if (here.includes('!=')) return false
  if (here.some((comparator) => comparator.endsWith('='))) return true
  if (here.length > 0) return false
  const bounds = range.filter(({ comparator }) => comparator !== '=' && comparator !== '!=')
  if (bounds.length === 0) return range.length > 0 && range.every(({ comparator }) => comparator === '!=')
  // Bounds at one version keep the order in which they were written: `<3|>3` leaves out 3, `>=3|<=3` is 3.
  const inOrder = bounds.toSorted((a, b) => a.place - b.place)
  const below = inOrder.findLast((bound) => bound.place < place)
  const above = inOrder.find((bound) => bound.place > place)
  const isBelow = below === undefined || below.comparator.startsWith('>')
  return isBelow && (above === undefined || above.comparator.startsWith('<'))
}
