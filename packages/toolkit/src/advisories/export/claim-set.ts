/** What one claim says of versions as sets that VERS can carry, and what VERS cannot say of it. */
import type { AdvisoryClaim, EventRange, NativeRangeClaim } from '../../model/index.ts'
import {
  compileOsvRange,
  findScheme,
  formatVers,
  type OsvRange,
  parseNativeRange,
  satisfiesVers,
  schemeOfPurlType,
  type VersConstraint,
  type VersionScheme,
} from '../../versions/index.ts'
import { packageKeyOf } from '../package-key.ts'
import {
  type Alternative,
  formatVersionSet,
  hasVersion,
  type Part,
  toVersionSet,
  type VersionSet,
} from './version-set.ts'

export interface RangeLoss {
  readonly code: 'RANGE_BROKEN' | 'RANGE_UNREADABLE'
  readonly detail: string
}

export interface ClaimSet {
  /** One per version scheme; listed versions are in that of the purl type. */
  readonly sets: readonly VersionSet[]
  /** VERS texts that are passed on as they are. */
  readonly literals: readonly string[]
  /** As the source lists them. */
  readonly listed: ReadonlySet<string>
  /** Bounds that a source wrote; not those that a notation stands for. */
  readonly bounds: readonly string[]
  /** Versions named as fixed, and bounds at which an affected stretch ends. */
  readonly fixed: readonly string[]
  /** What is not said by sets and literals. */
  readonly losses: readonly RangeLoss[]
}

interface Draft {
  readonly main: VersionScheme | undefined
  /** By scheme. */
  readonly parts: Map<VersionScheme, Part[]>
  readonly literals: string[]
  readonly bounds: string[]
  readonly fixed: string[]
  readonly losses: RangeLoss[]
}

/** Characters of a listed version from which matching compares its text only. */
const LONGEST_LISTED = 256

export function toClaimSet(claim: AdvisoryClaim): ClaimSet {
  const purlType = purlTypeOf(claim)
  const main = schemeOfPurlType(purlType)
  const draft: Draft = { main, parts: new Map(), literals: [], bounds: [], fixed: [], losses: [] }
  for (const range of claim.ranges) {
    if (range.type === 'VERS') draft.literals.push(range.vers)
    else if (range.type === 'NATIVE') addNative(draft, range)
    else addEvents(draft, range, purlType)
  }
  if (main !== undefined) addListed(draft, main, claim.versions)
  draft.fixed.push(...(claim.patched ?? []))
  const { literals, bounds, fixed, losses } = draft
  return { sets: toSets(draft), literals, listed: new Set(claim.versions), bounds, fixed, losses }
}

export function purlTypeOf({ ecosystem, name }: Pick<AdvisoryClaim, 'ecosystem' | 'name'>): string {
  const key = packageKeyOf(ecosystem, name)
  return key.slice(4, key.indexOf('/'))
}

function addPart(draft: Draft, scheme: VersionScheme, part: Part): void {
  const known = draft.parts.get(scheme)
  if (known === undefined) draft.parts.set(scheme, [part])
  else known.push(part)
}

function addEvents(draft: Draft, range: EventRange, purlType: string): void {
  noteBounds(draft, range)
  const { main } = draft
  if (main === undefined) {
    addLiteral(draft, purlType, { range, reason: `versions of ${purlType} have no known order` })
    return
  }
  const compiled = compileOsvRange(main, range.events)
  if (!compiled.ok) {
    addLiteral(draft, main.id, { range, reason: compiled.error.message })
    return
  }
  const broken = compiled.value.problems.find(({ code }) => code !== 'CLOSED_TWICE')
  if (broken !== undefined) draft.losses.push({ code: 'RANGE_BROKEN', detail: broken.message })
  addPart(draft, main, { alternatives: toAlternatives(compiled.value, range), isComplement: false })
}

function noteBounds(draft: Draft, range: EventRange): void {
  for (const event of range.events) {
    const [text = ''] = Object.values(event)
    if (!('limit' in event) && !(text === '0' && 'introduced' in event)) draft.bounds.push(text)
    if ('fixed' in event) draft.fixed.push(event.fixed)
  }
}

/** A reader must fail over the bound, too: left out, it would make versions look clean. */
function addLiteral(
  draft: Draft,
  scheme: string,
  { range, reason }: { readonly range: EventRange; readonly reason: string },
): void {
  draft.literals.push(formatLiterally(scheme, range))
  draft.losses.push({ code: 'RANGE_UNREADABLE', detail: reason })
}

function toAlternatives(compiled: OsvRange, range: EventRange): readonly Alternative[] {
  const limit = highestLimit(compiled, range)
  return compiled.intervals.map(({ introduced, fixed, lastAffected }) => {
    const alternative: VersConstraint[] = []
    if (introduced !== undefined) alternative.push({ comparator: '>=', version: introduced })
    if (fixed !== undefined) alternative.push({ comparator: '<', version: fixed })
    if (lastAffected !== undefined) alternative.push({ comparator: '<=', version: lastAffected })
    if (limit !== undefined) alternative.push({ comparator: '<', version: limit })
    return alternative
  })
}

/** A version must lie below one of the limits, so the highest decides (OSV schema 1.7.5, evaluation). */
function highestLimit({ scheme, limits }: OsvRange, range: EventRange): string | undefined {
  if (limits.length === 0) return undefined
  const texts = range.events.flatMap((event) => ('limit' in event ? [event.limit] : []))
  let highest: { readonly text: string; readonly value: unknown } | undefined
  for (const [at, value] of limits.entries()) {
    const isHigher = highest === undefined || scheme.compare(value, highest.value) > 0
    if (isHigher) highest = { text: texts[at] ?? '', value }
  }
  return highest?.text
}

function formatLiterally(scheme: string, range: EventRange): string {
  const constraints = range.events.flatMap((event): VersConstraint[] => {
    if ('introduced' in event) {
      return event.introduced === '0' ? [] : [{ comparator: '>=', version: event.introduced }]
    }
    if ('lastAffected' in event) return [{ comparator: '<=', version: event.lastAffected }]
    const end = 'fixed' in event ? event.fixed : event.limit
    return end === '*' ? [] : [{ comparator: '<', version: end }]
  })
  return constraints.length === 0
    ? `vers:${scheme}/*`
    : formatVers({ kind: 'constraints', scheme, constraints })
}

function addNative(draft: Draft, { notation, says, ranges }: NativeRangeClaim): void {
  const isClear = says === 'clear'
  const read = ranges.map((text) => readNative(notation, text))
  for (const one of read)
    if ('problem' in one) draft.losses.push({ code: 'RANGE_UNREADABLE', detail: one.problem })
  const readable = read.filter((one) => 'alternatives' in one)
  for (const { alternatives, text } of readable) {
    draft.bounds.push(...boundsWith(alternatives, ['<', '<=', '=', '>', '>='], text))
    draft.fixed.push(...boundsWith(alternatives, isClear ? ['>=', '='] : ['<'], text))
  }
  const scheme = readable[0]?.scheme ?? findScheme(notation) ?? draft.main
  if (scheme === undefined) return
  // What is clear but cannot be read may be any version, so that no version is known to be affected.
  const isNothing = isClear && readable.length < read.length
  const alternatives = isNothing ? [] : readable.flatMap((one) => one.alternatives)
  addPart(draft, scheme, { alternatives, isComplement: isClear && !isNothing })
}

type ReadNative =
  | { readonly problem: string }
  | { readonly text: string; readonly scheme: VersionScheme; readonly alternatives: readonly Alternative[] }

function readNative(notation: string, text: string): ReadNative {
  const parsed = parseNativeRange(notation, text)
  if (!parsed.ok) return { problem: parsed.error.message }
  const { alternatives } = parsed.value
  const scheme = findScheme(parsed.value.scheme)
  if (scheme === undefined) return { problem: `no order of versions for ${notation}` }
  const problem = findUnreadable(scheme, alternatives)
  return problem === undefined ? { text, scheme, alternatives } : { problem }
}

function findUnreadable(scheme: VersionScheme, alternatives: readonly Alternative[]): string | undefined {
  for (const { version } of alternatives.flat()) {
    const parsed = scheme.parse(version)
    if (!parsed.ok) return parsed.error.message
  }
  return undefined
}

/** `~> 2.1` ends at a version that nobody released: bounds that the text does not have are left out. */
function boundsWith(
  alternatives: readonly Alternative[],
  comparators: readonly string[],
  text: string,
): readonly string[] {
  return alternatives
    .flat()
    .flatMap(({ comparator, version }) =>
      comparators.includes(comparator) && text.includes(version) ? [version] : [],
    )
}

function addListed(draft: Draft, main: VersionScheme, versions: readonly string[]): void {
  const alternatives = versions.flatMap((version): readonly Alternative[] => {
    const isPlain = version.length <= LONGEST_LISTED && version !== '*' && main.parse(version).ok
    return isPlain ? [[{ comparator: '=', version }]] : []
  })
  if (alternatives.length > 0) addPart(draft, main, { alternatives, isComplement: false })
}

function toSets({ parts }: Draft): readonly VersionSet[] {
  return [...parts].map(([scheme, own]) => {
    const set = toVersionSet(scheme, own)
    if (!set.ok) throw new Error(`a bound that was read before cannot be read: ${set.error.message}`)
    return set.value
  })
}

/** Reads a version once for all claims of a package. */
export interface AskedVersion {
  readonly text: string
  /** What the scheme parsed; undefined where it cannot. */
  readonly parsedBy: (scheme: VersionScheme) => { readonly value: unknown } | undefined
}

export function askVersion(text: string): AskedVersion {
  const known = new Map<VersionScheme, { readonly value: unknown } | undefined>()
  return {
    text,
    parsedBy: (scheme) => {
      if (known.has(scheme)) return known.get(scheme)
      const parsed = scheme.parse(text)
      const found = parsed.ok ? { value: parsed.value } : undefined
      known.set(scheme, found)
      return found
    },
  }
}

/** Whether the claim covers the version, as far as that can be told. */
export function isAffected(set: ClaimSet, version: AskedVersion): boolean {
  if (set.listed.has(version.text)) return true
  const inSet = set.sets.some((one) => {
    const parsed = version.parsedBy(one.scheme)
    return parsed !== undefined && hasVersion(one, parsed.value)
  })
  if (inSet) return true
  return set.literals.some((vers) => {
    const inside = satisfiesVers(vers, version.text)
    return inside.ok && inside.value
  })
}

/** Ranges and listed versions as VERS texts; empty where the claim names no version at all. */
export function versTextsOf({ sets, literals }: ClaimSet): readonly string[] {
  return [...sets.map(formatVersionSet), ...literals]
}

/** The versions named as fixed as one VERS text: those that can be ordered and are not affected. */
export function fixedVersOf(set: ClaimSet, purlType: string): string | undefined {
  const scheme = schemeOfPurlType(purlType)
  if (scheme === undefined) return undefined
  const alternatives = set.fixed.flatMap((version): readonly Alternative[] =>
    version !== '*' && scheme.parse(version).ok && !isAffected(set, askVersion(version))
      ? [[{ comparator: '=', version }]]
      : [],
  )
  const fixed = toVersionSet(scheme, [{ alternatives, isComplement: false }])
  return fixed.ok && alternatives.length > 0 ? formatVersionSet(fixed.value) : undefined
}
