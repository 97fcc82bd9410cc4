/** Known vulnerabilities as the last scan showed them; nothing looked at reads "not known", never zero. */
import { compareCodeUnits } from '../../../base/index.ts'
import type { PaperContext } from '../context.ts'
import type { FindingsSummary } from '../input.ts'
import { article, type Block } from '../model.ts'
import { decisionWord } from './decision-blocks.ts'

/** Longer lists belong into findings.json; the paper says how many are left out. */
const shownFindings = 60

export function findingsBlocks(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const known = input.findings
  if (known === undefined) return [{ kind: 'notice', tone: 'warning', text: t('notice.noFindings') }]
  const sources = known.sources.join(', ') || t('value.none')
  const blocks: Block[] = [{ kind: 'paragraph', text: t('findings.sources', { sources }) }]
  if (known.unknown > 0) {
    blocks.push({ kind: 'notice', tone: 'warning', text: t('findings.unknown', { n: known.unknown }) })
  }
  if (known.findings.length === 0) {
    blocks.push({ kind: 'paragraph', text: t('findings.empty') })
    return blocks
  }
  blocks.push(findingsTable(context, known))
  const more = known.findings.length - shownFindings
  if (more > 0) blocks.push({ kind: 'paragraph', text: t('findings.more', { n: more }) })
  return blocks
}

function findingsTable(context: PaperContext, known: FindingsSummary): Block {
  const { t } = context
  const lines = [...known.findings].sort((a, b) => compareCodeUnits(a.purl + a.id, b.purl + b.id))
  return {
    kind: 'table',
    caption: t('findings.caption'),
    article: article('Art. 13(7); Annex I, Part II, point (1)'),
    basis: { kind: 'evidence', signal: 'findings', strength: 'strong', places: [], readAt: known.asOf },
    columns: [
      t('column.vulnerability'),
      t('column.component'),
      t('column.severity'),
      t('column.fixed'),
      t('column.decision'),
    ],
    rows: lines
      .slice(0, shownFindings)
      .map((line) => [
        line.id,
        line.purl,
        line.severity,
        line.fixedIn ?? t('value.unknown'),
        decisionWord(context, line.decision),
      ]),
  }
}
