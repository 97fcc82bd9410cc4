/** Namespaces and decision points of SSVC, as its registry has them. */
import table from '../data/ssvc.json' with { type: 'json' }

export interface DecisionPoint {
  readonly name: string
  /** The day on which the registry first had this version. */
  readonly since?: string
  /** Keys with names, in their order. */
  readonly values: readonly (readonly [key: string, name: string])[]
}

/** The day of the registry that is known here. */
export const registryDay: string = table.date

type Points = Readonly<Record<string, Readonly<Record<string, DecisionPoint>>>>
const decisionPoints = new Map(
  Object.entries(table.decisionPoints as unknown as Readonly<Record<string, Points>>).map(
    ([namespace, points]) => [
      namespace,
      new Map(Object.entries(points).map(([key, all]) => [key, toMap(all)])),
    ],
  ),
)
const registered: ReadonlySet<string> = new Set(table.registered)

function toMap(all: Readonly<Record<string, DecisionPoint>>): ReadonlyMap<string, DecisionPoint> {
  return new Map(Object.entries(all))
}

/** Kinds of base namespaces (SSVC documentation, "Namespace Structure"). */
export type NamespaceKind =
  | 'registered'
  /** `example`, `test`: registered, but anything may stand in them. */
  | 'reserved'
  /** `invalid`, `x_invalid`: never to be used. */
  | 'forbidden'
  /** `x_`, a reversed domain and a fragment. */
  | 'unregistered'
  /** Looks registered, but the registry that we know does not have it. */
  | 'unknown'

export interface Namespace {
  readonly full: string
  /** Up to the first slash, fragment included. */
  readonly base: string
  readonly kind: NamespaceKind
  readonly hasExtension: boolean
  /** Ends in another language than English, the one of the registry. */
  readonly isTranslated: boolean
}

export function parseNamespace(full: string): Namespace {
  const base = full.split('/')[0] ?? ''
  const name = base.split('#')[0] ?? ''
  const segments = full.split('/').slice(1)
  return {
    full,
    base,
    kind: kindOf(name),
    hasExtension: segments.length > 0,
    isTranslated: isOther(segments),
  }
}

/** A segment is a language, or names one behind a dollar sign; the last one counts. */
function isOther(segments: readonly string[]): boolean {
  const languages = segments.flatMap((segment) => {
    const language = segment.startsWith('.') ? segment.split('$')[1] : segment
    return language === undefined || language === '' ? [] : [language.toLowerCase().split('-')[0]]
  })
  const last = languages.at(-1)
  return last !== undefined && last !== 'en'
}

function kindOf(name: string): NamespaceKind {
  if (name === 'invalid' || name === 'x_invalid') return 'forbidden'
  if (name === 'example' || name === 'test') return 'reserved'
  if (registered.has(name)) return 'registered'
  return name.startsWith('x_') ? 'unregistered' : 'unknown'
}

/** All versions of a decision point by version; undefined when the namespace has no such key. */
export function findDecisionPoint(base: string, key: string): ReadonlyMap<string, DecisionPoint> | undefined {
  return decisionPoints.get(base)?.get(key)
}
