/** Papers about what is inside: summary of the SBOM (Annex I, Part II(1)) and the due-diligence record (Art. 13(5)). */
import { compareCodeUnits } from '../../../base/index.ts'
import type { PaperContext } from '../context.ts'
import { itemStatement } from '../cover.ts'
import type { DiligenceView, DueDiligenceEntry, InventorySummary } from '../input.ts'
import { article, type Block, type Ground } from '../model.ts'
import { sbomAddress, section } from './common.ts'
import { findingsBlocks } from './findings-blocks.ts'
import type { PaperKind } from './kind.ts'

export const sbomSummary: PaperKind = {
  id: 'sbom-summary',
  article: 'Annex I, Part II, point (1); Art. 3(39)',
  title: 'sbom-summary.title',
  purpose: 'sbom-summary.purpose',
  sets: ['SBOM'],
  roles: ['manufacturer', 'open_source_steward'],
  isFullRegime: false,
  sections: (context) => [
    section(context, 'sbom', sbom(context)),
    section(context, 'inside', inside(context)),
    section(context, 'vulnerabilities', findingsBlocks(context)),
  ],
}

function sbom(context: PaperContext): readonly Block[] {
  const { t } = context
  return [
    itemStatement(context, 'DOC-SBOM', {
      questions: ['F1'],
      signals: ['SIG-SBOM-PRESENT', 'SIG-SBOM-VALID', 'SIG-SBOM-TOPLEVEL', 'SIG-SBOM-FRESH'],
      place: t('where.check'),
    }),
    sbomAddress(context),
  ]
}

function inside(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const known = input.inventory
  if (known === undefined) return [{ kind: 'notice', tone: 'warning', text: t('notice.noInventory') }]
  const basis: Ground = {
    kind: 'evidence',
    signal: 'inventory',
    strength: 'strong',
    places: [],
    readAt: known.readAt,
  }
  const ref = article('Annex I, Part II, point (1)')
  const figures: Block = {
    kind: 'table',
    caption: t('inside.figures'),
    article: ref,
    basis,
    columns: [t('column.what'), t('column.count')],
    rows: [
      [t('inside.components'), t('number', { n: known.components })],
      [t('inside.direct'), t('number', { n: known.direct })],
      [t('inside.withVersion'), t('number', { n: known.withVersion })],
      [t('inside.withLicense'), t('number', { n: known.withLicense })],
      ...known.ecosystems.map((one) => [one.id, t('number', { n: one.components })]),
    ],
  }
  return [figures, files(context, known, basis)]
}

function files({ t }: PaperContext, known: InventorySummary, basis: Ground): Block {
  const rows = [...known.files].sort((a, b) => compareCodeUnits(a.path, b.path))
  return {
    kind: 'table',
    caption: t('inside.files'),
    article: article('Annex I, Part II, point (1)'),
    basis,
    columns: [t('column.file'), t('column.status'), t('column.count')],
    rows: rows.map((file) => [file.path, file.status, t('number', { n: file.packages })]),
  }
}

export const dueDiligence: PaperKind = {
  id: 'due-diligence',
  article: 'Art. 13(5)',
  title: 'due-diligence.title',
  purpose: 'due-diligence.purpose',
  sets: ['DD'],
  roles: ['manufacturer'],
  isFullRegime: true,
  sections: (context) => [
    section(context, 'practice', [
      itemStatement(
        context,
        { id: 'DOC-DD', label: context.t('label.dueDiligencePractice') },
        { questions: ['D5', 'D6'] },
      ),
    ]),
    section(context, 'components', records(context)),
  ],
}

function records(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const known = input.dueDiligence
  const entries = [...(known?.entries ?? [])].sort((a, b) => compareCodeUnits(a.purl, b.purl))
  const open = entries.filter((entry) => entry.decision === undefined).length
  const isDone = known !== undefined && open === 0
  const field = t('label.dueDiligenceFile', { n: open })
  const statement = itemStatement(
    context,
    { id: 'DOC-DD', label: t('label.dueDiligenceRecord') },
    {
      stated: { field, value: isDone ? t('value.components', { n: entries.length }) : undefined },
      questions: known === undefined ? ['D5'] : [],
    },
  )
  const blocks: Block[] = [statement]
  if (entries.length > 0) blocks.push(recordTable(context, entries, field))
  if (known !== undefined && known.others > 0) {
    blocks.push({ kind: 'paragraph', text: t('diligence.rest', { n: known.others }) })
  }
  if (known !== undefined && known.upstream.length > 0) blocks.push(upstreamTable(context, known, field))
  return blocks
}

function recordTable(context: PaperContext, entries: readonly DueDiligenceEntry[], field: string): Block {
  const { t } = context
  return {
    kind: 'table',
    caption: t('due-diligence.records'),
    article: article('Art. 13(5)'),
    basis: { kind: 'manufacturer', field },
    columns: [
      t('column.component'),
      t('column.reason'),
      t('column.license'),
      t('column.maintenance'),
      t('column.vulnerabilities'),
      t('column.decision'),
    ],
    rows: entries.map((entry) => recordRow(context, entry)),
  }
}

function recordRow({ t }: PaperContext, entry: DueDiligenceEntry): readonly string[] {
  const unknown = t('value.unknown')
  const maintained = [entry.maintenance, entry.supportEnd].filter((part) => part !== undefined).join('; ')
  const decided = [entry.decision, entry.by].filter((part) => part !== undefined).join(', ')
  return [
    entry.purl,
    entry.reason ?? unknown,
    entry.license ?? unknown,
    maintained === '' ? unknown : maintained,
    entry.vulnerabilities ?? unknown,
    entry.decision === undefined ? (entry.stale ?? t('value.undecided')) : decided,
  ]
}

/** Art. 13(6): what was found in a component and told to its maker. */
function upstreamTable({ t }: PaperContext, known: DiligenceView, field: string): Block {
  return {
    kind: 'table',
    caption: t('upstream.caption'),
    article: article('Art. 13(6)'),
    basis: { kind: 'manufacturer', field },
    columns: [t('column.component'), t('column.vulnerability'), t('column.reported'), t('column.fix')],
    rows: known.upstream.map((one) => [one.package, one.vulnerability, one.reported, one.fix]),
  }
}
