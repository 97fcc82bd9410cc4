/** Check records of importers (Art. 19) and distributors (Art. 20): what to look at before a product goes on. */
import type { PaperContext } from '../context.ts'
import { itemStatement } from '../cover.ts'
import type { Block } from '../model.ts'
import { type CheckRow, checklist } from './checks.ts'
import { field, productRows, section } from './common.ts'
import { signatureBlock } from './declaration.ts'
import type { PaperKind } from './kind.ts'

const importerRows: readonly CheckRow[] = [
  { text: 'check.assessmentDone', article: 'Art. 19(2)(a)', items: ['DOC-IMP-CHECK'], questions: ['J1'] },
  { text: 'check.fileExists', article: 'Art. 19(2)(b)', items: ['DOC-IMP-CHECK'], questions: ['J1'] },
  { text: 'check.ceAndPapers', article: 'Art. 19(2)(c)', items: ['DOC-IMP-CHECK'], questions: ['J1'] },
  {
    text: 'check.makerMarks',
    article: 'Art. 19(2)(d); Art. 13(15), (16), (19)',
    items: ['DOC-IMP-CHECK'],
    questions: ['J1'],
  },
  { text: 'check.doubt', article: 'Art. 19(3)', questions: ['J4'] },
  { text: 'check.ownName', article: 'Art. 19(4)', questions: ['J2'] },
  { text: 'check.corrective', article: 'Art. 19(5)', questions: ['J4'] },
  { text: 'check.copyKept', article: 'Art. 19(6)', questions: ['J2'] },
  { text: 'check.authorities', article: 'Art. 19(7)', questions: ['J4'] },
  { text: 'check.makerGone', article: 'Art. 19(8)', questions: ['J4'] },
  { text: 'check.chain', article: 'Art. 23', questions: ['J5'] },
]

const distributorRows: readonly CheckRow[] = [
  { text: 'check.dueCare', article: 'Art. 20(1)', questions: ['J3'] },
  { text: 'check.ceMark', article: 'Art. 20(2)(a)', items: ['DOC-DIST-CHECK'], questions: ['J3'] },
  {
    text: 'check.makerAndImporter',
    article: 'Art. 20(2)(b); Art. 13(15), (16), (18)-(20); Art. 19(4)',
    items: ['DOC-DIST-CHECK'],
    questions: ['J3'],
  },
  { text: 'check.doubt', article: 'Art. 20(3)', questions: ['J4'] },
  { text: 'check.corrective', article: 'Art. 20(4)', questions: ['J4'] },
  { text: 'check.authorities', article: 'Art. 20(5)', questions: ['J4'] },
  { text: 'check.makerGone', article: 'Art. 20(6)', questions: ['J4'] },
  { text: 'check.chain', article: 'Art. 23', questions: ['J5'] },
]

export const importerChecklist: PaperKind = {
  id: 'importer-checklist',
  article: 'Art. 19',
  title: 'importer-checklist.title',
  purpose: 'importer-checklist.purpose',
  sets: ['IMP'],
  roles: ['importer'],
  isFullRegime: true,
  sections: (context) => sections(context, 'Art. 19(2)', importerRows),
}

export const distributorChecklist: PaperKind = {
  id: 'distributor-checklist',
  article: 'Art. 20',
  title: 'distributor-checklist.title',
  purpose: 'distributor-checklist.purpose',
  sets: ['DIST'],
  roles: ['distributor'],
  isFullRegime: true,
  sections: (context) => sections(context, 'Art. 20(2)', distributorRows),
}

function sections(
  context: PaperContext,
  ref: string,
  rows: readonly CheckRow[],
): ReturnType<PaperKind['sections']> {
  const { t, input } = context
  const product: readonly Block[] = [
    { kind: 'key-values', rows: productRows(context, 'DOC-A2-3') },
    itemStatement(
      context,
      { id: 'DOC-A2-1', label: t('label.manufacturer') },
      { stated: field('manufacturer.name', input.profile.manufacturer?.name) },
    ),
    { kind: 'notice', tone: 'note', text: t('notice.ownBrand') },
  ]
  return [
    section(context, 'productChecked', product),
    section(context, 'checklist', [{ kind: 'checklist', items: checklist(context, rows) }]),
    section(context, 'signature', [signatureBlock(context, ref)]),
  ]
}
