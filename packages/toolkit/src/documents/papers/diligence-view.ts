/** The due-diligence record of a product as its paper prints it: decided, to be looked at again, or open. */
import { createTranslator, type Translator } from '@occtet/ui'
import type { DiligenceRecord } from '../../cra/index.ts'
import type { DiligenceView, DueDiligenceEntry } from './input.ts'
import { type PaperLanguage, type TextKey, texts } from './texts/texts.ts'

type Row = DiligenceRecord['rows'][number]

export function toDiligenceView(record: DiligenceRecord, language: PaperLanguage): DiligenceView {
  const t = createTranslator(language, texts[language])
  return {
    entries: record.rows.map((row) => toEntry(row, t)),
    others: Math.max(0, record.components - record.rows.length),
    upstream: record.upstream.map((report) => ({
      package: report.package,
      vulnerability: report.vulnerability,
      reported:
        report.reported === undefined
          ? t(report.notReported === undefined ? 'upstream.open' : `upstream.${report.notReported}`)
          : `${report.reported.at}, ${report.reported.to}`,
      fix: report.fix === undefined ? t('value.none') : `${report.fix.at}, ${report.fix.url}`,
    })),
  }
}

/** A decision that went stale is shown as open, with what changed. */
function toEntry({ facts, state }: Row, t: Translator<TextKey>): DueDiligenceEntry {
  const advisories = facts.advisories.map((one) => one.id).join(', ')
  const vulnerabilities = facts.advisoriesKnown ? advisories || t('diligence.noneFound') : advisories
  return {
    purl: facts.purl,
    ...(facts.licenses.length === 0 ? {} : { license: facts.licenses.join(', ') }),
    ...(vulnerabilities === '' ? {} : { vulnerabilities }),
    ...(state.kind === 'open' ? {} : toDecided(state, t)),
  }
}

function toDecided(
  state: Exclude<Row['state'], { readonly kind: 'open' }>,
  t: Translator<TextKey>,
): Omit<DueDiligenceEntry, 'purl'> {
  const { why, by, at, maintainer, fallback, supportEnds, decision } = state.decision
  const maintenance = [maintainer, fallback].filter((part) => part !== undefined).join('; ')
  return {
    reason: why,
    by: `${by}, ${at}`,
    ...(maintenance === '' ? {} : { maintenance }),
    ...(supportEnds === undefined ? {} : { supportEnd: supportEnds }),
    ...(state.kind === 'decided'
      ? { decision: t(`decision.${decision}`) }
      : {
          stale: t('decision.stale', {
            changes: state.changes.map((change) => t(`change.${change}`)).join(', '),
          }),
        }),
  }
}
