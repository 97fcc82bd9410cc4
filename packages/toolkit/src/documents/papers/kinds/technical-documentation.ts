/** Technical documentation: Annex VII, point by point, with the 22 requirements and the register of vulnerabilities. */
import type { PaperContext } from '../context.ts'
import { hasTrait } from '../context.ts'
import { itemStatement, ownStatement } from '../cover.ts'
import type { Block, Statement } from '../model.ts'
import { field, retentionStatement, section, supportRows } from './common.ts'
import { decisionBlocks } from './decision-blocks.ts'
import { findingsBlocks } from './findings-blocks.ts'
import type { PaperKind } from './kind.ts'
import { requirementStatements } from './requirements.ts'

export const technicalDocumentation: PaperKind = {
  id: 'technical-documentation',
  article: 'Art. 13(12), 31; Annex VII',
  title: 'technical-documentation.title',
  purpose: 'technical-documentation.purpose',
  sets: ['A7', 'VULNREG'],
  roles: ['manufacturer'],
  isFullRegime: true,
  sections: (context) => [
    section(context, 'general', general(context)),
    section(context, 'design', design(context)),
    section(context, 'riskAssessment', risk(context)),
    section(context, 'requirements', requirementStatements(context)),
    section(context, 'support', support(context)),
    section(context, 'standards', [standardsStatement(context, 'DOC-A7-5'), ...presumptionNotice(context)]),
    section(context, 'tests', [
      itemStatement(context, 'DOC-A7-6', {
        questions: ['I2', 'F7'],
        signals: ['SIG-REPO-CI-TESTS', 'SIG-REPO-CI-SAST'],
      }),
    ]),
    section(context, 'declarationAndSbom', papers(context)),
    section(context, 'vulnerabilities', register(context)),
    section(context, 'keeping', [retentionStatement(context)]),
  ],
}

function general(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { product, links } = input.profile
  return [
    itemStatement(context, 'DOC-A7-1a', {
      stated: field('product.intendedPurpose', product.intendedPurpose),
      questions: ['C2'],
    }),
    itemStatement(context, 'DOC-A7-1b', { stated: field('product.version', product.version) }),
    itemStatement(context, 'DOC-A7-1c', {
      stated: field('product.hardware', product.hardware),
      applies: { holds: hasTrait(context, 'hardware'), reason: t('reason.noHardware') },
      place: t('where.facts', { fact: 'traits' }),
    }),
    itemStatement(context, 'DOC-A7-1d', {
      stated: field('links.userInformation', links?.userInformation),
      questions: ['I4'],
    }),
  ]
}

function design(context: PaperContext): readonly Block[] {
  const { t } = context
  const part = (label: string, questions: readonly string[], signals: readonly string[]): Statement =>
    itemStatement(context, { id: 'DOC-A7-2b', label }, { questions, signals })
  return [
    itemStatement(context, 'DOC-A7-2a', { questions: ['I2'], signals: ['SIG-REPO-ARCH-DOC'] }),
    part(t('label.sbom'), ['F1'], ['SIG-SBOM-PRESENT']),
    part(t('label.policy'), ['F9'], ['SIG-REPO-SECURITY-MD']),
    part(t('label.contactProof'), ['F10'], ['SIG-REPO-SECURITY-MD', 'SIG-WEB-SECURITY-TXT']),
    part(t('label.updateSolution'), ['F11'], ['SIG-REL-SIGNED']),
    itemStatement(context, 'DOC-A7-2c', {
      questions: ['I2'],
      signals: ['SIG-REPO-CI-TESTS', 'SIG-REL-PROVENANCE'],
    }),
  ]
}

function risk(context: PaperContext): readonly Block[] {
  const { t, input } = context
  return [
    itemStatement(context, 'DOC-A7-3', {
      stated: {
        field: input.risk?.file ?? t('label.riskFile'),
        value: input.risk === undefined ? undefined : t('value.riskPaper'),
      },
      questions: ['D1'],
      signals: ['SIG-REPO-RISK-DOC'],
    }),
  ]
}

function support(context: PaperContext): readonly Block[] {
  const reasons = context.input.profile.support?.reasons
  return [
    { kind: 'key-values', rows: supportRows(context, 'DOC-A7-4') },
    itemStatement(context, 'DOC-A7-4', {
      stated: field('support.reasons', reasons),
      questions: ['H1'],
      signals: ['SIG-REPO-SUPPORT-DOC'],
    }),
  ]
}

/** Standards applied, each with its parts; solutions adopted otherwise are for the manufacturer to describe. */
export function standardsStatement(context: PaperContext, item: string): Statement {
  const standards = context.input.profile.conformity?.standards?.map((one) =>
    [
      one.reference,
      one.title,
      one.parts === undefined ? undefined : context.t('value.parts', { parts: one.parts }),
    ]
      .filter((part) => part !== undefined)
      .join(', '),
  )
  return itemStatement(context, item, { stated: field('conformity.standards', standards), questions: ['C3'] })
}

/** A standard that is not cited in the Official Journal for this law helps, and presumes nothing (Art. 27(1)). */
export function presumptionNotice({ input, t }: PaperContext): readonly Block[] {
  const applied: unknown = input.profile.facts.cited_standard_applied
  const isNamed = (input.profile.conformity?.standards ?? []).length > 0
  return applied === 'none' && isNamed
    ? [{ kind: 'notice', tone: 'note', text: t('notice.noPresumption') }]
    : []
}

function papers(context: PaperContext): readonly Block[] {
  const { t, input } = context
  return [
    itemStatement(context, 'DOC-A7-7', {
      stated: field('links.declaration', input.profile.links?.declaration),
      questions: ['I5'],
    }),
    itemStatement(context, 'DOC-A7-8', {
      stated: field('links.sbom', input.profile.links?.sbom),
      questions: ['F1'],
      signals: ['SIG-SBOM-PRESENT'],
      place: t('where.check'),
    }),
  ]
}

function register(context: PaperContext): readonly Block[] {
  return [
    itemStatement(context, 'DOC-VULNREG', { questions: ['F13', 'E2'] }),
    ...findingsBlocks(context),
    ...decisionBlocks(context),
  ]
}

/** Class and route, for papers that name them. */
export function classStatement(context: PaperContext): Statement {
  const { t, input } = context
  const known = input.classification
  const value =
    known?.class === undefined
      ? undefined
      : t('value.class', {
          class: className(context, known.class),
          category: known.category ?? t('value.noCategory'),
        })
  return ownStatement(
    context,
    { article: 'Art. 6-8, Annex III, IV', label: t('label.class'), isMandatory: false },
    { rule: { rule: t('rule.class'), value }, place: t('where.facts', { fact: 'core_category' }) },
  )
}

function className({ t }: PaperContext, id: string): string {
  const known = classNames.find((name) => name === id)
  return known === undefined ? id : t(`class.${known}`)
}

const classNames = [
  'default',
  'important_class_I',
  'important_class_II',
  'critical',
  'high_risk_ai',
  'ehr_system',
] as const
