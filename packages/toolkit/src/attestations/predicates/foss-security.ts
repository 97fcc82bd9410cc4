/**
 * `foss-security/v0.1`: a voluntary security attestation for free and open-source software in the manner of Article 25, by the
 * 22 items of the ORC working group's light template 0.1. No programme exists until a delegated act sets one up.
 */
import {
  dayOrInstant,
  digestSet,
  list,
  object,
  oneOf,
  readEnd,
  readStart,
  type ShapeFault,
  text,
} from '../shapes.ts'
import { type AssessedStatus, requirementStatuses } from './cra-assessment.ts'

/** By group: number of items. */
const groups: readonly (readonly [string, number])[] = [
  ['AU', 3],
  ['GV', 3],
  ['LE', 2],
  ['QA', 7],
  ['BR', 4],
  ['VM', 2],
  ['EL', 1],
]

/** `AU.01` to `EL.01`, in the template's order. */
export const fossItems: readonly string[] = groups.flatMap(([group, count]) =>
  Array.from({ length: count }, (_, index) => `${group}.${String(index + 1).padStart(2, '0')}`),
)

export interface FossSecurityPredicate {
  /** No delegated act under Art. 25 has been adopted: nobody can belong to a programme. */
  readonly programme: 'none'
  readonly tier: 'light' | 'heavy'
  /** Such as `BSI-TR-03185-2`, `ORC-VSA-lite-0.1`. */
  readonly basis: readonly string[]
  readonly issuer: {
    readonly id: string
    readonly relationship: 'maintainer' | 'steward' | 'manufacturer' | 'third-party'
  }
  readonly project: {
    readonly name: string
    readonly url: string
    readonly versions: readonly string[]
    /** Full id of a commit; or the digests of artefacts. */
    readonly commit?: string
    readonly artefacts?: readonly { readonly name?: string; readonly digest: { readonly sha256: string } }[]
  }
  readonly validFrom: string
  readonly validUntil: string
  readonly items: readonly FossItem[]
  /** Where new attestations and warnings appear. */
  readonly notifications?: string
  readonly dependenciesCovered?: 'none' | 'direct' | 'all'
  readonly disputes?: string
  readonly legalNote: string
}

export interface FossItem {
  /** One of `fossItems`; once in the list. */
  readonly id: string
  readonly status: AssessedStatus
  /** Always there where met: only what can be looked up is stated. */
  readonly evidence?: { readonly uri: string; readonly digest?: { readonly sha256: string } }
  /** Always there where looked at and not met. */
  readonly note?: string
}

const shape = object(
  {
    programme: oneOf(['none']),
    tier: oneOf(['light', 'heavy']),
    basis: list(text, { min: 1 }),
    issuer: object({
      id: text,
      relationship: oneOf(['maintainer', 'steward', 'manufacturer', 'third-party']),
    }),
    project: object(
      { name: text, url: text, versions: list(text, { min: 1 }) },
      { commit: text, artefacts: list(object({ digest: digestSet }), { min: 1 }) },
    ),
    validFrom: dayOrInstant,
    validUntil: dayOrInstant,
    items: list(
      object(
        { id: oneOf(fossItems), status: oneOf(requirementStatuses) },
        { evidence: object({ uri: text }, { digest: digestSet }), note: text },
      ),
      { min: 1 },
    ),
    legalNote: text,
  },
  { notifications: text, dependenciesCovered: oneOf(['none', 'direct', 'all']), disputes: text },
)

export function findFossSecurityFaults(value: unknown): readonly ShapeFault[] {
  const faults = shape(value, 'predicate')
  return faults.length > 0 ? faults : findContradictions(value as FossSecurityPredicate)
}

function findContradictions({ items, project, ...times }: FossSecurityPredicate): readonly ShapeFault[] {
  const named = new Set(items.map(({ id }) => id))
  const isBound =
    /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(project.commit ?? '') || project.artefacts !== undefined
  const hasSpan = (readEnd(times.validUntil) ?? 0) > (readStart(times.validFrom) ?? 0)
  return [
    ...items.flatMap(findItemFaults),
    ...(named.size === items.length ? [] : [{ path: 'predicate.items', expected: 'each item once' }]),
    ...(isBound ? [] : [{ path: 'predicate.project', expected: 'a full commit id or digests of artefacts' }]),
    ...(hasSpan ? [] : [{ path: 'predicate.validUntil', expected: 'a time after validFrom' }]),
  ]
}

function findItemFaults({ status, evidence, note }: FossItem, index: number): readonly ShapeFault[] {
  const path = `predicate.items[${index}]`
  if (status === 'met') {
    return evidence === undefined
      ? [{ path: `${path}.evidence`, expected: 'a place to look, since it is met' }]
      : []
  }
  return status === 'not_assessed' || note !== undefined
    ? []
    : [{ path: `${path}.note`, expected: 'a reason, since it is not met' }]
}
