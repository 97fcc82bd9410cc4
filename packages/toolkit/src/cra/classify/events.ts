/** Events among the facts under Art. 14: which must be reported, by whom, until when. */
import { catalogue } from '../catalogue/catalogue.ts'
import { reporting } from '../catalogue/reporting.ts'
import { type ClockFacts, dueByStage } from '../cases/clock.ts'
import type { Asking } from './asking.ts'
import type { Applies, EventOutcome, OperatorRole } from './classification.ts'
import type { FactEvent } from './facts.ts'
import { updateMember } from './periods.ts'

export interface EventCase {
  readonly roles: readonly OperatorRole[]
  readonly applies: Applies
  readonly tier: string | null
  /** What is kept until when, updates among it. */
  readonly retention: Readonly<Record<string, string>>
}

export interface EventResult {
  readonly events: readonly EventOutcome[]
  /** Of the one event that must be reported; empty where there are several or none. */
  readonly deadlines: Readonly<Record<string, string | null>>
  readonly informUsers: boolean | null
}

export function decideEvents(asking: Asking, given: EventCase): EventResult {
  const pairs = pairUp(asking.events)
  const outcomes = asking.events.map((event) => toOutcome(asking, event, { given, pairs }))
  const mandatory = outcomes.filter((outcome) => outcome.mandatory === true)
  const [only] = mandatory
  return {
    events: outcomes,
    deadlines: mandatory.length === 1 && only !== undefined ? only.deadlines : {},
    informUsers: informOf(outcomes, given),
  }
}

/** Which later event belongs to which awareness. */
type Pairs = ReadonlyMap<FactEvent, FactEvent>

/**
 * A measure belongs to the last exploited vulnerability before it, else to the first after it (a workaround that was
 * there already); a submitted notification to the last incident before it. The first measure counts.
 */
function pairUp(events: readonly FactEvent[]): Pairs {
  const pairs = new Map<FactEvent, FactEvent>()
  for (const event of events) {
    const aware = awarenessOf(events, event)
    if (aware !== undefined && !pairs.has(aware)) pairs.set(aware, event)
  }
  return pairs
}

function awarenessOf(events: readonly FactEvent[], event: FactEvent): FactEvent | undefined {
  const isBefore = (other: FactEvent): boolean => Date.parse(other.at) <= Date.parse(event.at)
  if (event.type === 'notification_submitted') {
    return events.findLast((other) => other.type === 'aware_incident' && isBefore(other))
  }
  if (event.type !== 'measure_available') return undefined
  const exploited = events.filter((other) => other.type === 'aware_exploited')
  return exploited.findLast(isBefore) ?? exploited[0]
}

interface Reading {
  readonly given: EventCase
  readonly pairs: Pairs
}

function toOutcome(asking: Asking, event: FactEvent, reading: Reading): EventOutcome {
  const base = { event: event.at.slice(0, 10), at: event.at, type: event.type, deadlines: {} }
  if (event.type === 'aware_exploited' || event.type === 'aware_incident') {
    const duty = dutyOf(asking, event, reading.given)
    const deadlines = duty.mandatory === false ? {} : deadlinesOf(event, reading.pairs.get(event))
    return { ...base, ...duty, deadlines }
  }
  return { ...base, mandatory: null, why: asking.t(`event.${whyOf(event, reading)}`) }
}

function whyOf(event: FactEvent, { given, pairs }: Reading): string {
  const isPaired = [...pairs.values()].includes(event)
  if (event.type === 'measure_available') return isPaired ? 'measure' : 'unpaired'
  if (event.type === 'notification_submitted') return isPaired ? 'notified' : 'unpaired'
  if (event.type !== 'security_update_issued') return 'placed'
  return Object.hasOwn(given.retention, updateMember(event.at.slice(0, 10))) ? 'update' : 'update-free'
}

type Verdict = Pick<EventOutcome, 'mandatory' | 'why'>

function dutyOf({ t }: Asking, event: FactEvent, given: EventCase): Verdict {
  const day = event.at.slice(0, 10)
  const { roles, applies } = given
  if (roles.includes('manufacturer')) {
    const isDue = day >= reporting.appliesFrom
    const why = isDue ? t('event.manufacturer') : t('event.too-early', { date: reporting.appliesFrom })
    return { mandatory: isDue, why }
  }
  if (roles.includes('open_source_steward')) return dutyOfSteward(t, event, given)
  if (roles.includes('undetermined') || applies === 'undetermined') {
    return { mandatory: null, why: t('event.open') }
  }
  return { mandatory: false, why: t(roles.includes('none') ? 'event.none' : 'event.importer') }
}

function dutyOfSteward(t: Asking['t'], event: FactEvent, { tier }: EventCase): Verdict {
  if (event.at.slice(0, 10) < reporting.stewardsFrom) {
    return { mandatory: false, why: t('event.steward-early', { date: reporting.stewardsFrom }) }
  }
  const support = reporting.stewardTiers.find(({ id }) => id === tier)
  if (support === undefined) return { mandatory: null, why: t('event.open') }
  const reports = event.type === 'aware_exploited' ? support.reportsExploited : support.reportsIncidents
  return reports
    ? { mandatory: true, why: t('event.steward') }
    : { mandatory: false, why: t('event.steward-tier') }
}

function deadlinesOf(event: FactEvent, pair: FactEvent | undefined): Readonly<Record<string, string | null>> {
  const at = pair?.at ?? null
  const facts: ClockFacts =
    event.type === 'aware_exploited'
      ? { kind: 'actively-exploited-vulnerability', awareAt: event.at, correctiveMeasureAvailableAt: at }
      : { kind: 'severe-incident', awareAt: event.at, incidentNotificationSubmittedAt: at }
  const due = dueByStage(facts)
  if (!due.ok) throw new Error(`${catalogue.meta.title}: ${due.error.message}`)
  return due.value
}

/** Art. 14(8) binds manufacturers in both cases; Art. 24(3) brings it to stewards for incidents only. */
function informOf(outcomes: readonly EventOutcome[], { roles, tier }: EventCase): boolean | null {
  const cases = outcomes.filter(({ type }) => type === 'aware_exploited' || type === 'aware_incident')
  if (cases.some(({ mandatory }) => mandatory === null)) return null
  const reported = cases.filter(({ mandatory }) => mandatory === true)
  if (roles.includes('manufacturer')) return reported.length > 0
  const support = reporting.stewardTiers.find(({ id }) => id === tier)
  return support?.informsUsers === true && reported.some(({ type }) => type === 'aware_incident')
}
