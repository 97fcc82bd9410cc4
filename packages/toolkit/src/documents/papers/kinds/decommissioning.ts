/** Note on taking the product out of service: removal of data, end of updates (Annex I, Part I(2)(m); Annex II(8)(d)). */
import type { PaperContext } from '../context.ts'
import { itemStatement, ownStatement } from '../cover.ts'
import type { Block } from '../model.ts'
import { contactStatement, field, productRows, section, supportRows } from './common.ts'
import type { PaperKind } from './kind.ts'

export const decommissioning: PaperKind = {
  id: 'decommissioning-note',
  article: 'Annex II(8)(d); Annex I, Part I, point (2)(m)',
  title: 'decommissioning-note.title',
  purpose: 'decommissioning-note.purpose',
  sets: [],
  roles: ['manufacturer'],
  isFullRegime: true,
  sections: (context) => [
    section(context, 'productChecked', [{ kind: 'key-values', rows: productRows(context, 'DOC-A2-3') }]),
    section(context, 'removal', removal(context)),
    section(context, 'end', end(context)),
  ],
}

function removal(context: PaperContext): readonly Block[] {
  const { t, input } = context
  return [
    itemStatement(context, 'DOC-A2-8d', {
      stated: field('links.userInformation', input.profile.links?.userInformation),
      questions: ['E17'],
      signals: ['SIG-REPO-RESET-DOC'],
    }),
    ownStatement(
      context,
      { article: 'Annex I, Part I, point (2)(m)', label: t('label.transfer'), isMandatory: true },
      { questions: ['E17'] },
    ),
    ownStatement(
      context,
      { article: 'Annex I, Part I, point (2)(b)', label: t('label.reset'), isMandatory: false },
      { questions: ['E4'], signals: ['SIG-REPO-RESET-DOC'] },
    ),
  ]
}

function end(context: PaperContext): readonly Block[] {
  const { t } = context
  return [
    { kind: 'key-values', rows: supportRows(context, 'DOC-A2-7').slice(0, 1) },
    ownStatement(
      context,
      { article: 'Art. 13(19)', label: t('label.endNotice'), isMandatory: false },
      { questions: ['H2'] },
    ),
    ownStatement(
      context,
      { article: 'Art. 13(23)', label: t('label.closing'), isMandatory: false },
      { questions: ['I9'] },
    ),
    contactStatement(context, 'DOC-A2-2'),
  ]
}
