/** Cybersecurity risk assessment (Art. 13(2)-(4)): the structured one of the product where there is one, else its gaps. */
import type { PaperContext } from '../context.ts'
import { itemStatement, type StatedField } from '../cover.ts'
import type { RiskView } from '../input.ts'
import { article, type Block, type Statement } from '../model.ts'
import { field, section } from './common.ts'
import type { PaperKind } from './kind.ts'
import { requirementStatements, requirementTitle } from './requirements.ts'

export const riskAssessment: PaperKind = {
  id: 'risk-assessment',
  article: 'Art. 13(2)-(4)',
  title: 'risk-assessment.title',
  purpose: 'risk-assessment.purpose',
  sets: ['RA'],
  roles: ['manufacturer'],
  isFullRegime: true,
  sections: (context) => [
    section(context, 'use', use(context)),
    section(context, 'boundary', [
      riskStatement(context, 'DOC-RA-4', {
        path: 'boundary',
        value: context.input.risk?.boundary,
        questions: ['D2'],
      }),
    ]),
    section(context, 'threats', threats(context)),
    section(context, 'applicability', applicability(context)),
    section(context, 'requirements', requirementStatements(context)),
    section(context, 'treatment', [
      riskStatement(context, 'DOC-RA-8', {
        path: 'treatment',
        value: context.input.risk?.treatment,
        questions: [],
      }),
      riskStatement(context, 'DOC-RA-9', {
        path: 'constraints',
        value: context.input.risk?.constraints,
        questions: [],
      }),
    ]),
    section(context, 'control', control(context)),
  ],
}

/** A member of the assessment's file; what its own check finds missing for the item is named, and keeps the gap open. */
function fieldOf(context: PaperContext, item: string, from: Member): StatedField {
  const { risk } = context.input
  const open = (risk?.openPoints ?? []).filter(
    (point) => point.item === item && concerns(point.at, from.path),
  )
  const points = open.map((point) => `${point.at} ${point.code}`).join('; ')
  const field = `${risk?.file ?? context.t('label.riskFile')}: ${from.path}${points === '' ? '' : ` (${points})`}`
  return { field, value: open.length === 0 ? from.value : undefined }
}

interface Member {
  readonly path: string
  readonly value: StatedField['value']
}

/** A point about another named member of the same item is not this member's. */
function concerns(at: string, path: string): boolean {
  return !members.has(at) || at === path || (at === 'approved' && path === 'approvedBy')
}

const members = new Set([
  'version',
  'author',
  'approved',
  'nextReview',
  'reviewTriggers',
  'environment',
  'users',
  'assets',
  'intendedPurpose',
  'foreseeableUse',
  'foreseeableMisuse',
])

/** Where the assessment is there as a file, no answer stands in for what it lacks. */
function unlessFile(context: PaperContext, questions: readonly string[]): readonly string[] {
  return context.input.risk === undefined ? questions : []
}

/** A statement out of the risk assessment's file. */
function riskStatement(
  context: PaperContext,
  item: string,
  from: {
    readonly path: string
    readonly value: StatedField['value']
    readonly questions: readonly string[]
  },
): Statement {
  const stated = fieldOf(context, item, from)
  return itemStatement(context, item, { stated, questions: unlessFile(context, from.questions) })
}

function use(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { product, support } = input.profile
  const { risk } = input
  const purpose = (label: string, stated: StatedField, question: string): Statement =>
    itemStatement(context, { id: 'DOC-RA-1', label }, { stated, questions: unlessFile(context, [question]) })
  const conditions = (label: string, path: string, value: readonly string[] | undefined): Statement =>
    itemStatement(
      context,
      { id: 'DOC-RA-2', label },
      { stated: fieldOf(context, 'DOC-RA-2', { path, value }), questions: unlessFile(context, ['D2']) },
    )
  return [
    purpose(
      t('label.intendedPurpose'),
      risk === undefined
        ? field('product.intendedPurpose', product.intendedPurpose)
        : fieldOf(context, 'DOC-RA-1', { path: 'intendedPurpose', value: risk.intendedPurpose }),
      'C2',
    ),
    purpose(
      t('label.foreseeableUse'),
      risk === undefined
        ? field('product.foreseeableUse', product.foreseeableUse)
        : fieldOf(context, 'DOC-RA-1', { path: 'foreseeableUse', value: risk.foreseeableUse }),
      'D2',
    ),
    conditions(t('label.environment'), 'environment', risk?.environment ?? toList(product.environment)),
    conditions(t('label.users'), 'users', risk?.users),
    conditions(t('label.assets'), 'assets', risk?.assets),
    timeInUse(context, risk?.expectedUseYears ?? support?.expectedUseYears),
  ]
}

function timeInUse(context: PaperContext, years: number | undefined): Statement {
  const value = years === undefined ? undefined : context.t('value.years', { years })
  const stated =
    context.input.risk === undefined
      ? field('support.expectedUseYears', value)
      : fieldOf(context, 'DOC-RA-3', { path: 'expectedUseYears', value })
  return itemStatement(context, 'DOC-RA-3', { stated })
}

function toList(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : [text]
}

function threats(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { risk } = input
  const count = risk?.threats.length ?? 0
  const value = count === 0 ? undefined : t('value.threats', { n: count })
  const statement = riskStatement(context, 'DOC-RA-5', { path: 'threats', value, questions: ['D1'] })
  return risk === undefined || count === 0 ? [statement] : [statement, threatTable(context, risk)]
}

function threatTable({ t }: PaperContext, risk: RiskView): Block {
  return {
    kind: 'table',
    caption: t('risk-assessment.threats'),
    article: article('Art. 13(2), 3(37)'),
    basis: { kind: 'manufacturer', field: `${risk.file}: threats` },
    columns: [
      t('column.threat'),
      t('column.likelihood'),
      t('column.impact'),
      t('column.treatment'),
      t('column.residual'),
    ],
    rows: risk.threats.map((threat) => [
      `${threat.id} ${threat.title}`,
      threat.likelihood,
      threat.impact,
      threat.treatment ?? t('value.unknown'),
      threat.residual ?? t('value.unknown'),
    ]),
  }
}

/** Each point of Part I must be said to apply or not, with the reason (Art. 13(4)). */
function applicability(context: PaperContext): readonly Block[] {
  return [
    partStatement(context, 'DOC-RA-6', 'ECR-I-2'),
    partStatement(context, 'DOC-RA-7', 'ECR-I-1', 'ECR-II-'),
  ]
}

function partStatement(context: PaperContext, item: string, ...prefixes: readonly string[]): Statement {
  const { t, input } = context
  const ids = input.status.requirements
    .map((one) => one.id)
    .filter((id) => prefixes.some((start) => id.startsWith(start)))
  const open = ids.filter((id) => !isDecided(input.risk, id))
  const value = open.length === 0 ? t('value.applicabilityDone', { n: ids.length }) : undefined
  return itemStatement(context, item, {
    stated: fieldOf(context, item, { path: openFields(context, open), value }),
    questions: unlessFile(context, ['D3']),
  })
}

/** The member that decides, with the points that are still open. */
function openFields(context: PaperContext, open: readonly string[]): string {
  const titles = open.map((id) => requirementTitle(context, id)).join('; ')
  return titles === '' ? 'requirements' : `requirements (${titles})`
}

function isDecided(risk: RiskView | undefined, id: string): boolean {
  const known = risk?.requirements.find((one) => one.id === id)
  const isOpen = (risk?.openPoints ?? []).some((point) => point.at === id)
  return !isOpen && known !== undefined && known.applies !== 'unknown' && (known.text ?? '').trim() !== ''
}

function control(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { risk } = input
  const part = (label: string, path: string, value: StatedField['value']): Statement =>
    itemStatement(
      context,
      { id: 'DOC-RA-10', label },
      { stated: fieldOf(context, 'DOC-RA-10', { path, value }), questions: unlessFile(context, ['D4']) },
    )
  return [
    {
      kind: 'key-values',
      rows: [
        part(t('label.version'), 'version', risk?.version),
        part(t('label.author'), 'author', risk?.author),
        part(t('label.approvedBy'), 'approvedBy', risk?.approvedBy),
        part(t('label.nextReview'), 'nextReview', risk?.nextReview),
        part(t('label.reviewTriggers'), 'reviewTriggers', risk?.reviewTriggers),
      ],
    },
  ]
}
