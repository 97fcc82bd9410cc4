/** The clock that matters first: what is late, then what is due next. A requested interim report is a clock, too. */
import type { nearestClock } from '@occtet/contract/api'
import { type CaseStatus, type CaseTexts, caseTexts, type Language, statusOf } from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { Caller } from '../kernel/model.ts'
import { listCases } from './store.ts'

export type NearestClock = z.infer<typeof nearestClock>

/** Undefined where no clock runs: nobody is aware yet, or all that was due is sent. */
export function nearestOf(status: CaseStatus, texts: CaseTexts): NearestClock | undefined {
  const stages = status.stages.flatMap(({ stage, state, due }): readonly NearestClock[] =>
    (state === 'running' || state === 'overdue') && due !== null
      ? [{ stage, name: texts.stages[stage], due, isOverdue: state === 'overdue' }]
      : [],
  )
  const { interim, now } = status
  const asked: readonly NearestClock[] =
    interim?.due === undefined
      ? []
      : [
          {
            stage: 'interim',
            name: texts.stages.interim,
            due: interim.due,
            isOverdue: Date.parse(now) > Date.parse(interim.due),
          },
        ]
  return [...stages, ...asked].sort((a, b) => Date.parse(a.due) - Date.parse(b.due))[0]
}

export interface RunningClock extends NearestClock {
  readonly caseId: string
  /** Slug. */
  readonly product: string
  readonly title: string
  /** `no`: a report would be voluntary. */
  readonly isMandatory: 'yes' | 'no' | 'unknown'
}

/**
 * For the home page and for notices: the nearest clock of every open case of the organisation, soonest first. Drills are
 * never among them. Only for callers with `private.read`; `products` narrows.
 */
export async function nearestClocks(
  org: OrgRows,
  wish: { readonly now: string; readonly language: Language; readonly products?: Caller['products'] },
): Promise<readonly RunningClock[]> {
  const { cases } = await listCases(org, { isDrill: false, products: wish.products })
  const texts = caseTexts(wish.language)
  return cases
    .flatMap(({ file, product }) => {
      const status = statusOf(file, Date.parse(wish.now))
      const nearest = nearestOf(status, texts)
      if (nearest === undefined) return []
      const { isMandatory } = status.duty
      return [{ ...nearest, caseId: file.id, product: product.slug, title: status.title, isMandatory }]
    })
    .sort((a, b) => Date.parse(a.due) - Date.parse(b.due))
}
