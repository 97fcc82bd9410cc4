/** Statement on the support period and what it rests on (Art. 13(8), 13(19)). */
import type { PaperContext } from '../context.ts'
import { itemStatement, ownStatement } from '../cover.ts'
import type { Block } from '../model.ts'
import { field, section, supportRows } from './common.ts'
import type { PaperKind } from './kind.ts'

export const supportPeriod: PaperKind = {
  id: 'support-period',
  article: 'Art. 13(8), 13(19)',
  title: 'support-period.title',
  purpose: 'support-period.purpose',
  sets: [],
  roles: ['manufacturer'],
  isFullRegime: true,
  sections: (context) => [
    section(context, 'support', [
      { kind: 'key-values', rows: supportRows(context, 'DOC-A7-4') },
      ...floor(context),
    ]),
    section(context, 'reasons', [
      itemStatement(context, 'DOC-A7-4', {
        stated: field('support.reasons', context.input.profile.support?.reasons),
        questions: ['H1'],
        signals: ['SIG-REPO-SUPPORT-DOC'],
      }),
      { kind: 'paragraph', text: context.t('support-period.factors') },
    ]),
    section(context, 'showing', showing(context)),
  ],
}

/** A date before the floor is shown as a clash, and the law's own exception is named (Art. 13(8), second subparagraph). */
function floor(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const known = input.classification?.support
  const endsAt = input.profile.support?.endsAt
  const blocks: Block[] = [
    ownStatement(
      context,
      { article: 'Art. 13(8)', label: t('label.supportFloor'), isMandatory: false },
      {
        rule: {
          rule: 'OBL-M-13-08b',
          value:
            known?.endNotBefore === undefined
              ? undefined
              : t('value.notBefore', { month: known.endNotBefore }),
        },
        place: t('where.facts', { fact: 'placed_on_market, expected_use_years' }),
      },
    ),
  ]
  if (known?.endNotBefore !== undefined && endsAt !== undefined && endsAt.slice(0, 7) < known.endNotBefore) {
    blocks.push({
      kind: 'notice',
      tone: 'warning',
      text: t('support-period.tooShort', { end: endsAt, floor: known.endNotBefore }),
    })
  }
  return blocks
}

function showing(context: PaperContext): readonly Block[] {
  const { t } = context
  return [
    ownStatement(
      context,
      { article: 'Art. 13(19)', label: t('label.supportShown'), isMandatory: false },
      { questions: ['H2'], signals: ['SIG-WEB-SUPPORT'] },
    ),
    ownStatement(
      context,
      { article: 'Art. 13(9)', label: t('label.updatesKept'), isMandatory: false },
      { questions: ['H4'], signals: ['SIG-REL-ARCHIVE'] },
    ),
  ]
}
