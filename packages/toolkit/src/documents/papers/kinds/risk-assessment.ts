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

function fieldOf(context: PaperContext, path: string, value: StatedField['value']): StatedField {
  return { field: `${context.input.risk?.file ?? context.t('label.riskFile')}: ${path}`, value }
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
  const stated = fieldOf(context, from.path, from.value)
  return itemStatement(context, item, { stated, questions: from.questions })
}

function use(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { product, support } = input.profile
  const { risk } = input
  const conditions = (label: string, path: string, value: readonly string[] | undefined): Statement =>
    itemStatement(
      context,
      { id: 'DOC-RA-2', label },
      { stated: fieldOf(context, path, value), questions: ['D2'] },
    )
  const years = support?.expectedUseYears
  return [
    itemStatement(
      context,
      { id: 'DOC-RA-1', label: t('label.intendedPurpose') },
      { stated: field('product.intendedPurpose', product.intendedPurpose), questions: ['C2'] },
    ),
    itemStatement(
      context,
      { id: 'DOC-RA-1', label: t('label.foreseeableUse') },
      { stated: field('product.foreseeableUse', product.foreseeableUse), questions: ['D2'] },
    ),
    conditions(t('label.environment'), 'environment', risk?.environment ?? toList(product.environment)),
    conditions(t('label.users'), 'users', risk?.users),
    conditions(t('label.assets'), 'assets', risk?.assets),
    itemStatement(context, 'DOC-RA-3', {
      stated: field(
        'support.expectedUseYears',
        years === undefined ? undefined : t('value.years', { years }),
      ),
    }),
  ]
}

function toList(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : [text]
}

function threats(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { risk } = input
  const count = risk?.threats.length ?? 0
  const value = count === 0 ? undefined : t('value.threats', { n: count })
  const statement = riskStatement(context, 'DOC-RA-5', { path: 'threats', value: value, questions: ['D1'] })
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
    stated: fieldOf(context, openFields(context, open), value),
    questions: ['D3'],
  })
}

/** The member that decides, with the points that are still open. */
function openFields(context: PaperContext, open: readonly string[]): string {
  const titles = open.map((id) => requirementTitle(context, id)).join('; ')
  return titles === '' ? 'requirements' : `requirements (${titles})`
}

function isDecided(risk: RiskView | undefined, id: string): boolean {
  const known = risk?.requirements.find((one) => one.id === id)
  return known !== undefined && known.applies !== 'unknown' && (known.text ?? '').trim() !== ''
}

function control(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { risk } = input
  const part = (label: string, path: string, value: StatedField['value']): Statement =>
    itemStatement(
      context,
      { id: 'DOC-RA-10', label },
      { stated: fieldOf(context, path, value), questions: ['D4'] },
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
