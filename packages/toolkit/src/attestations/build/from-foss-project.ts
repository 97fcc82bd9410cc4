/** A voluntary security attestation for an open-source project: all 22 items, those that nobody looked at as such. */
import { err, ok, type Result } from '../../base/index.ts'
import { type FossItem, type FossSecurityPredicate, fossItems } from '../predicates/foss-security.ts'
import type { Subject } from '../resource.ts'
import type { NewStatement } from '../statement.ts'

export interface FossProjectInput
  extends Omit<FossSecurityPredicate, 'programme' | 'legalNote' | 'items' | 'basis'> {
  readonly subject: readonly [Subject, ...Subject[]]
  /** Those that somebody looked at; a person confirmed each. */
  readonly items: readonly FossItem[]
  /** Beside the light template itself, such as `OSPS-Baseline-2026.02-level-1`. */
  readonly basis?: readonly string[]
}

export interface FossProjectError {
  readonly code: 'ITEM_UNKNOWN'
  readonly message: string
}

const TEMPLATE = 'ORC-VSA-lite-0.1'
const LEGAL_NOTE =
  'Voluntary statement. No delegated act under Article 25 of Regulation (EU) 2024/2847 had been adopted when it was issued, so it belongs to no programme and has no legal effect.'

export function fromFossProject(
  input: FossProjectInput,
): Result<NewStatement<'foss-security'>, FossProjectError> {
  const { subject, items, basis = [], ...rest } = input
  const strange = items.find(({ id }) => !fossItems.includes(id))
  if (strange !== undefined) {
    return err({ code: 'ITEM_UNKNOWN', message: `${strange.id} is none of the 22 items` })
  }
  const all = fossItems.map(
    (id): FossItem => items.find((item) => item.id === id) ?? { id, status: 'not_assessed' },
  )
  const predicate: FossSecurityPredicate = {
    ...rest,
    programme: 'none',
    basis: [TEMPLATE, ...basis.filter((name) => name !== TEMPLATE)],
    items: all,
    legalNote: LEGAL_NOTE,
  }
  return ok({ kind: 'foss-security', subject, predicate })
}
