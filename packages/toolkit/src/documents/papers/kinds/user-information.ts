/** Information and instructions to the user: Annex II, point by point (Art. 13(18)). */
import { hasTrait, type PaperContext } from '../context.ts'
import { itemStatement } from '../cover.ts'
import type { Block } from '../model.ts'
import {
  contactStatement,
  field,
  manufacturerRows,
  policyStatement,
  productRows,
  sbomAddress,
  section,
  supportRows,
} from './common.ts'
import type { PaperKind } from './kind.ts'

export const userInformation: PaperKind = {
  id: 'user-information',
  article: 'Art. 13(18); Annex II',
  title: 'user-information.title',
  purpose: 'user-information.purpose',
  sets: ['A2'],
  roles: ['manufacturer'],
  isFullRegime: true,
  sections: (context) => [
    section(context, 'maker', [
      { kind: 'key-values', rows: manufacturerRows(context, 'DOC-A2-1') },
      {
        kind: 'key-values',
        rows: [contactStatement(context, 'DOC-A2-2'), policyStatement(context, 'DOC-A2-2')],
      },
      { kind: 'key-values', rows: productRows(context, 'DOC-A2-3') },
    ]),
    section(context, 'purpose', purpose(context)),
    section(context, 'support', supportOf(context)),
    section(context, 'instructions', instructions(context)),
    section(context, 'further', further(context)),
  ],
}

function purpose(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { product } = input.profile
  const part = (label: string, path: string, value: string | readonly string[] | undefined): Block =>
    itemStatement(context, { id: 'DOC-A2-4', label }, { stated: field(path, value) })
  return [
    part(t('label.intendedPurpose'), 'product.intendedPurpose', product.intendedPurpose),
    part(t('label.environment'), 'product.environment', product.environment),
    part(t('label.functions'), 'product.essentialFunctions', product.essentialFunctions),
    part(t('label.properties'), 'product.securityProperties', product.securityProperties),
    itemStatement(context, 'DOC-A2-5', { stated: field('product.foreseeableUse', product.foreseeableUse) }),
  ]
}

function supportOf(context: PaperContext): readonly Block[] {
  const updates = context.input.profile.links?.updates
  return [
    { kind: 'key-values', rows: supportRows(context, 'DOC-A2-7').slice(0, 1) },
    itemStatement(
      context,
      { id: 'DOC-A2-7', label: context.t('label.supportKind') },
      { stated: field('links.updates', updates), questions: ['F12'], signals: ['SIG-REPO-SUPPORT-DOC'] },
    ),
  ]
}

function instructions(context: PaperContext): readonly Block[] {
  const { t } = context
  const link = context.input.profile.links?.userInformation
  const stated = field('links.userInformation', link)
  return [
    itemStatement(context, 'DOC-A2-8a', { stated, questions: ['E3'], signals: ['SIG-REPO-USERDOC'] }),
    itemStatement(context, 'DOC-A2-8b', { stated, questions: ['I4'] }),
    itemStatement(context, 'DOC-A2-8c', { stated, questions: ['E5'], signals: ['SIG-REPO-UPDATE-DOC'] }),
    itemStatement(context, 'DOC-A2-8d', { stated, questions: ['E17'], signals: ['SIG-REPO-RESET-DOC'] }),
    itemStatement(context, 'DOC-A2-8e', {
      stated,
      questions: ['E6'],
      signals: ['SIG-REPO-UPDATE-DOC'],
      // No answer of the questionnaire sets this trait, so that its absence says nothing.
      applies: {
        holds: hasTrait(context, 'update_mechanism') === true ? true : undefined,
        reason: t('reason.noAutoUpdate'),
      },
    }),
    itemStatement(context, 'DOC-A2-8f', {
      stated,
      applies: {
        holds: hasTrait(context, 'component_for_integration'),
        reason: t('reason.notForIntegration'),
      },
    }),
  ]
}

function further(context: PaperContext): readonly Block[] {
  const { links } = context.input.profile
  return [
    itemStatement(context, 'DOC-A2-6', { stated: field('links.declaration', links?.declaration) }),
    sbomAddress(context),
  ]
}
