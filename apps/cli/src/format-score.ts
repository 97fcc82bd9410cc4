/** A score for people: per standard what is met, and the worst first of what is not. */
import { nameElement, type RuleResult, type ScoreReport, type StandardScore } from '@occtet/toolkit/sbom'
import { fold, formatTable, plain } from './layout.ts'

export interface ScoreLayout {
  readonly path: string
  readonly syntax: string
  readonly specVersion: string
  readonly columns: number
  /** Name every component that misses something. */
  readonly isLong: boolean
}

const marks = { met: 'yes', 'not-met': 'NO', 'cannot-tell': '?' } as const
const needs = {
  required: '',
  'if-exists': 'if it exists',
  optional: 'optional',
  practice: 'practice, not asked for',
}
const shownNames = 3

export function formatScore(report: ScoreReport, layout: ScoreLayout): string {
  const { files, services, snippets } = report.leftOut
  const left = [
    [files, 'files'],
    [services, 'services'],
    [snippets, 'snippets'],
  ].flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`]))
  const beside = left.length === 0 ? '' : ` (${left.join(', ')} beside them are not rated)`
  const head = `${plain(layout.path)}: ${layout.syntax} ${plain(layout.specVersion)}, ${report.components} components${beside}\n`
  return `${head}${report.standards.map((score) => formatStandard(score, report, layout)).join('')}`
}

function formatStandard(score: StandardScore, report: ScoreReport, layout: ScoreLayout): string {
  const { standard, met, notMet, cannotTell, results } = score
  const rank = standard.rank === 'law' ? 'law' : 'guideline, not law'
  const head = `\n${standard.title} (${standard.edition}; ${rank}) [${standard.id}]\n`
  const counts = `  ${results.length} rules: ${met} met, ${notMet} not met, ${cannotTell} cannot be told\n`
  const rows = results.map((result) => [
    marks[result.verdict],
    plain(result.rule.field),
    result.scope === 'document' ? 'document' : `${result.met} of ${report.components}`,
    result.cannotTell > 0 && result.scope === 'component' ? `${result.cannotTell} ?` : '',
    needs[result.rule.need],
  ])
  const table = formatTable(rows, { right: new Set([2]), indent: 2 })
  return `${head}${counts}${table.map((row) => `${row}\n`).join('')}${formatRepairs(score, layout)}`
}

function formatRepairs({ repairFirst, results }: StandardScore, layout: ScoreLayout): string {
  const rows = repairFirst.flatMap((id) => {
    const result = results.find(({ rule }) => rule.id === id)
    return result === undefined ? [] : [formatRepair(result, layout)]
  })
  return rows.length === 0 ? '' : `  To mend, the most telling first:\n${rows.join('')}`
}

function formatRepair(result: RuleResult, { syntax, columns, isLong }: ScoreLayout): string {
  const { rule, repair, missing, reason } = result
  const why = reason === undefined ? '' : ` (${reason})`
  const field = fieldOf(repair, syntax)
  const where = field === undefined ? ' This format has no field for it.' : ` Field: ${field}.`
  const command = repair.command === undefined ? '' : ` ${repair.command}`
  const text = `${rule.field}, ${rule.section}${why}. ${repair.how}${where}`
  const shown = isLong ? missing : missing.slice(0, shownNames)
  const names = shown.map(({ reason: _reason, ...named }) => plain(nameElement(named)))
  const more = missing.length > shown.length ? ` and ${missing.length - shown.length} more` : ''
  const who = missing.length === 0 ? '' : `      missing in ${names.join(', ')}${more}\n`
  const run = command === '' ? '' : `      ${command.trim()}\n`
  return `${fold('    - ', text, { indent: 6, width: columns, lines: 6 })}${run}${who}`
}

function fieldOf({ fields }: RuleResult['repair'], syntax: string): string | undefined {
  if (syntax === 'spdx3-json') return fields.spdx3
  return syntax.startsWith('spdx') ? fields.spdx : fields.cyclonedx
}
