/** Roles: the part in the supply chain (Art. 3(13)-(17), 21, 22), and the steward of a free edition beside a paid one. */
import type { RoleRule } from '../catalogue/readers/rules.ts'
import { rules } from '../catalogue/rules.ts'
import { type Asking, defaultMark, factsOf, holds, missing } from './asking.ts'
import type { OpenQuestion, OperatorRole, RoleDetail, Step, Subject } from './classification.ts'
import { termsOf } from './evaluate.ts'
import { decideScope, type ScopeResult } from './scope.ts'

export interface RoleResult {
  readonly details: readonly RoleDetail[]
  /** Obligations that come with the way the role arose. */
  readonly adds: readonly string[]
  readonly steps: readonly Step[]
  readonly open: readonly OpenQuestion[]
}

export function decideRoles(asking: Asking, scope: ScopeResult): RoleResult {
  if (scope.scope === 'in_scope') return rolesOfEditions(asking)
  if (scope.scope === 'steward_regime') return steward(asking)
  if (scope.scope === 'part_of_product') return ofServedProduct(asking)
  if (scope.scope !== 'undetermined') return noRole(asking, scope)
  const why = asking.t('scope.undetermined')
  return { ...nothing, details: [detail(asking, 'undetermined', { ref: 'Art. 2, 3', why })] }
}

/** Id of the steward tier by the support that is given; null: not known. */
function tierOf({ lookup }: Asking): string | null {
  return rules.roles.tiers.get(String(lookup('sustained_support'))) ?? null
}

const nothing: RoleResult = { details: [], adds: [], steps: [], open: [] }

function join(one: RoleResult, other: RoleResult): RoleResult {
  return {
    details: [...one.details, ...other.details],
    adds: [...one.adds, ...other.adds],
    steps: [...one.steps, ...other.steps],
    open: [...one.open, ...other.open],
  }
}

function rolesOfEditions(asking: Asking): RoleResult {
  const second = secondEdition(asking)
  const isAlone = second.details.length === 0
  return join(rolesInChain(asking, isAlone ? asking.subject : 'paid_edition'), second)
}

function rolesInChain(asking: Asking, subject: Subject): RoleResult {
  const candidates = candidatesOf(asking)
  const last = candidates.at(-1)
  const roles = new Set(candidates.map(({ role }) => role))
  if (last === undefined || roles.size !== 1) return openRole(asking, candidates)
  const why = asking.t(`role-rule.${last.id}`)
  const { ref, verification } = last
  return {
    details: [{ ...detail(asking, last.role, { ref, why, verification }), subject }],
    adds: candidates.flatMap(({ adds }) => adds),
    steps: [
      roleStep(asking, candidates, {
        answer: asking.t(`role.${last.role}`),
        ref,
        consequence: why,
        verification,
      }),
    ],
    open: [],
  }
}

/** Rules in order: those that may hold up to the first that does. */
function candidatesOf(asking: Asking): readonly RoleRule[] {
  const candidates: RoleRule[] = []
  for (const rule of rules.roles.rules) {
    const truth = holds(asking, rule.when)
    if (truth !== 'false') candidates.push(rule)
    if (truth === 'true') break
  }
  return candidates
}

function openRole(asking: Asking, candidates: readonly RoleRule[]): RoleResult {
  const { t, subject } = asking
  const facts = [...new Set(candidates.flatMap(({ when }) => missing(asking, when)))]
  const meanings = candidates.map(({ id, role }) => ({
    answer: t(`role.${role}`),
    means: t(`role-rule.${id}`),
  }))
  const consequence = meanings
    .map(({ answer, means }) => t('means.role', { role: answer, why: means }))
    .join(' | ')
  const ref = 'Art. 3(13)-(17), 21, 22'
  return {
    details: [detail(asking, 'undetermined', { ref, why: consequence })],
    adds: [],
    steps: [
      roleStep(asking, candidates, {
        answer: t('answer.unknown'),
        ref,
        consequence,
        verification: defaultMark,
      }),
    ],
    open: [{ id: 'role', subject, question: t('question.role'), facts, meanings }],
  }
}

function roleStep(
  asking: Asking,
  candidates: readonly RoleRule[],
  said: Pick<Step, 'answer' | 'ref' | 'consequence' | 'verification'>,
): Step {
  const terms = [...new Set(candidates.flatMap(({ when }) => termsOf(when)))]
  const { t, subject } = asking
  return { id: 'role', subject, question: t('question.role'), facts: factsOf(asking, terms), ...said }
}

/** The community edition goes through the scope tree again, without what only the paid edition earns. */
function secondEdition(asking: Asking): RoleResult {
  const { when, without, ref, verification } = rules.roles.secondEdition
  if (holds(asking, when) !== 'true') return nothing
  const { t, lookup } = asking
  const rest = (lookup('monetisation') as readonly string[]).filter((way) => !without.includes(way))
  const earning = rest.length === 0 ? ['none'] : rest
  const edition: Asking = {
    ...asking,
    subject: 'community_edition',
    lookup: (term) => (term === 'monetisation' ? earning : lookup(term)),
  }
  const scope = decideScope(edition)
  if (!scope.outcomes.includes('OUT-STEWARD')) return nothing
  const isSteward = scope.scope === 'steward_regime'
  const found = isSteward ? steward(edition) : nothing
  const key = isSteward ? 'edition.found' : 'edition.open'
  const step: Step = {
    id: 'edition',
    subject: edition.subject,
    question: t('question.edition'),
    answer: t('answer.true'),
    facts: { monetisation: lookup('monetisation') ?? null },
    ref,
    consequence: t(key, { outcome: t(`${scope.outcomes[0] ?? ''}.text`) }),
    verification,
  }
  return { ...found, steps: [step, ...scope.steps, ...found.steps], open: [...scope.open, ...found.open] }
}

function steward(asking: Asking): RoleResult {
  const ref = 'Art. 3(14), 24; guidance 79-82'
  const why = asking.t('role-rule.STEWARD')
  const tier = tierOf(asking)
  const { t, subject } = asking
  const open: OpenQuestion[] =
    tier === null
      ? [
          {
            id: 'tier',
            subject,
            question: t('question.tier'),
            facts: ['sustained_support'],
            meanings: [{ answer: t('answer.unknown'), means: t('means.tier') }],
          },
        ]
      : []
  const step: Step = {
    id: 'tier',
    subject,
    question: t('question.tier'),
    answer: tier ?? t('answer.unknown'),
    facts: factsOf(asking, ['sustained_support']),
    ref,
    consequence: tier === null ? t('means.tier') : t(`${tier}.note`),
    verification: 'guidance',
  }
  return {
    details: [{ ...detail(asking, 'open_source_steward', { ref, why }), steward_tier: tier }],
    adds: [],
    steps: [step],
    open,
  }
}

/** The back-end has no answer of its own: role, class and duties are those of the product that needs it. */
function ofServedProduct(asking: Asking): RoleResult {
  const { t, subject } = asking
  const ref = 'Art. 3(2); guidance 184-196'
  const meanings = [{ answer: '-', means: t('means.product') }]
  return {
    ...nothing,
    details: [detail(asking, 'undetermined', { ref, why: t('OUT-RDPS.text') })],
    open: [{ id: 'served-product', subject, question: t('question.product'), facts: [], meanings }],
  }
}

function noRole(asking: Asking, { outcomes }: ScopeResult): RoleResult {
  const outcome = outcomes.map((id) => asking.t(`${id}.text`)).join(' | ')
  const why = asking.t('role-rule.OUTCOME', { outcome })
  return { ...nothing, details: [detail(asking, 'none', { ref: 'Art. 2, 3', why })] }
}

function detail(
  { subject }: Asking,
  role: OperatorRole,
  said: { readonly ref: string; readonly why: string; readonly verification?: string },
): RoleDetail {
  return { subject, role, steward_tier: null, verification: defaultMark, ...said }
}
