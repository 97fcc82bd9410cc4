/** Which duties a product has by its date: products placed before the Regulation applied have only Art. 14 (Art. 69). */
import { rules } from '../catalogue/rules.ts'
import { type Asking, factsOf, holds } from './asking.ts'
import type { Applies, OpenQuestion, OperatorRole, Step } from './classification.ts'

export interface TransitionResult {
  readonly applies: Applies
  /** `YYYY-MM-DD` from which periods run; undefined: not known. */
  readonly placed: string | undefined
  /** First placing, where a modified version or a later unit was placed again. */
  readonly isModifiedVersion: boolean
  /** The product was first placed before the Regulation applied. */
  readonly isEarly: boolean
  readonly steps: readonly Step[]
  readonly open: readonly OpenQuestion[]
}

const cutoff = rules.transition.fullFrom

/** `roles` are those of the product itself, not of a free edition beside it. */
export function decideTransition(asking: Asking, roles: readonly OperatorRole[]): TransitionResult {
  const none = { placed: undefined, isModifiedVersion: false, isEarly: false, open: [] }
  if (roles.includes('open_source_steward') && !roles.includes('manufacturer')) {
    const consequence = asking.t('transition.steward', { cutoff })
    return { ...none, applies: 'steward_only', steps: [step(asking, { answer: cutoff, consequence })] }
  }
  if (roles.includes('undetermined')) return { ...none, applies: 'undetermined', steps: [] }
  if (roles.every((role) => role === 'none')) return { ...none, applies: 'none', steps: [] }
  return byDate(asking, roles)
}

interface Verdict {
  readonly key: 'full' | 'early' | 'modified' | 'unit' | 'modified-early' | 'not-yet' | 'unknown'
  readonly date: string | undefined
}

function byDate(asking: Asking, roles: readonly OperatorRole[]): TransitionResult {
  const first = firstPlacing(asking)
  const { key, date } = verdictOf(asking, first)
  const isEarly = first !== undefined && first < cutoff
  const applies = appliesOf(key, roles)
  const words = applies === 'none' ? 'chain-early' : key
  const consequence = asking.t(`transition.${words}`, { date: date ?? '', cutoff, at: asking.at })
  const answer = date ?? asking.t('answer.unknown')
  return {
    applies,
    placed: date,
    isModifiedVersion: key === 'modified' || key === 'modified-early' || (key === 'full' && date !== first),
    isEarly,
    steps: [step(asking, { answer, consequence })],
    open: key === 'unknown' ? [question(asking, isEarly)] : [],
  }
}

function appliesOf(key: Verdict['key'], roles: readonly OperatorRole[]): Applies {
  if (key === 'unknown') return 'undetermined'
  if (key === 'full' || key === 'modified' || key === 'unit') return 'full'
  return roles.includes('manufacturer') ? 'reporting_only' : 'none'
}

function placings({ events }: Asking): readonly string[] {
  return events.filter(({ type }) => type === 'placed_on_market').map(({ at }) => at.slice(0, 10))
}

function firstPlacing(asking: Asking): string | undefined {
  const stated = asking.lookup('placed_on_market')
  return typeof stated === 'string' ? stated : placings(asking)[0]
}

function verdictOf(asking: Asking, first: string | undefined): Verdict {
  if (first === undefined) return { key: 'unknown', date: undefined }
  const again = placings(asking).findLast((date) => date > first)
  const modified = holds(asking, { eq: ['substantial_modification', true] })
  if (first >= cutoff) return { key: 'full', date: modified === 'true' ? (again ?? first) : first }
  if (modified === 'true') return ofModified(again)
  const isAgainLate = again !== undefined && again >= cutoff
  if (isAgainLate && holds(asking, rules.transition.eachUnitCounts) === 'true')
    return { key: 'unit', date: again }
  if (modified === 'false') return { key: 'early', date: first }
  const isStillOpen = isAgainLate || asking.at >= cutoff
  return isStillOpen ? { key: 'unknown', date: undefined } : { key: 'not-yet', date: first }
}

/** A modified version without a date of its own may have been placed before or after the change of law. */
function ofModified(again: string | undefined): Verdict {
  if (again === undefined) return { key: 'unknown', date: undefined }
  return { key: again >= cutoff ? 'modified' : 'modified-early', date: again }
}

const facts = ['placed_on_market', 'substantial_modification'] as const

function step(asking: Asking, said: Pick<Step, 'answer' | 'consequence'>): Step {
  const { t, subject } = asking
  const { ref, verification } = rules.transition
  const placed = placings(asking)
  return {
    id: 'transition',
    subject,
    question: t('question.transition'),
    facts: {
      ...factsOf(asking, facts),
      ...(placed.length === 0 ? {} : { 'events.placed_on_market': placed }),
    },
    ref,
    verification,
    ...said,
  }
}

function question(asking: Asking, isEarly: boolean): OpenQuestion {
  const { t, subject } = asking
  const date = cutoff
  const [before, after] = isEarly
    ? ['means.modified-before', 'means.modified-after']
    : ['means.before', 'means.after']
  return {
    id: 'transition',
    subject,
    question: t('question.transition'),
    facts: isEarly ? ['substantial_modification', 'events'] : ['placed_on_market'],
    meanings: [
      { answer: `< ${date}`, means: t(before, { date }) },
      { answer: `>= ${date}`, means: t(after, { date }) },
    ],
  }
}
