/** A policy run as a comment for a pull request: the verdict first, then what to do; texts of others cannot mark anything up. */
import type { Finding } from '../../model/index.ts'
import type { PolicyResult } from '../../policy/index.ts'
import { escapeMarkdown } from '../papers/markdown-text.ts'
import { findingOf, openResults, type PolicyOutputInput } from './input.ts'
import { exceptionText } from './write-junit.ts'

/** Code hosts cut comments at 65,536 characters. */
const mostRows = 40

export function writePolicyMarkdown(input: PolicyOutputInput): string {
  const open = openResults(input.report)
  const shown = input.baseline === undefined ? open : open.filter(input.baseline.isNew)
  const lines = [
    `### ${verdict(input, shown)}`,
    '',
    basis(input),
    '',
    ...table(shown, input),
    ...older(open.length - shown.length, input),
    ...exceptions(input),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function verdict({ report, baseline }: PolicyOutputInput, shown: readonly PolicyResult[]): string {
  const failing = shown.filter(({ level, rule }) => level === 'fail' && report.failed.includes(rule)).length
  const fresh = baseline === undefined ? '' : ' new'
  if (failing > 0) return `Policy not kept: ${count(failing, `${fresh.trimStart()} breach`.trim(), 'es')}`
  if (shown.length > 0)
    return `Policy kept, with ${count(shown.length, `${fresh.trimStart()} remark`.trim(), 's')}`
  return baseline === undefined ? 'Policy kept' : 'Policy kept: nothing new'
}

function basis({ report, findings, policySource, product }: PolicyOutputInput): string {
  const name = product.version === undefined ? product.name : `${product.name} ${product.version}`
  return `${code(name)} against ${code(policySource)}: ${count(report.rules, 'rule', 's')}, ${count(report.subjects.component, 'component', 's')}, ${count(report.subjects.finding, 'finding', 's')}; data as of ${findings.asOf.slice(0, 10)}.`
}

function table(shown: readonly PolicyResult[], input: PolicyOutputInput): readonly string[] {
  if (shown.length === 0) return []
  const rows = shown.slice(0, mostRows).map((result) => row(result, input))
  const left = shown.length - rows.length
  return [
    '| | Rule | What | Why | Do |',
    '|---|---|---|---|---|',
    ...rows,
    ...(left > 0 ? ['', `… and ${count(left, 'more', '')}.`] : []),
    '',
  ]
}

function row(result: PolicyResult, input: PolicyOutputInput): string {
  const word = result.verdict === 'unknown' ? 'unknown' : result.level
  const finding = findingOf(result, input.findings)
  const what = finding === undefined ? code(result.subject) : `${code(finding.purl)} ${code(finding.group)}`
  return `| ${word} | ${code(result.rule)} | ${what} | ${plain(result.message)}. ${plain(result.because)} | ${todo(result, finding)} |`
}

function todo(result: PolicyResult, finding: Finding | undefined): string {
  const fix = finding?.fix.nearest === undefined ? '' : `Fixed in ${code(finding.fix.nearest)}. `
  return `${fix}${plain(result.hint ?? '')}`.trim()
}

function older(number: number, { baseline }: PolicyOutputInput): readonly string[] {
  if (baseline === undefined) return []
  const gone = baseline.gone === 0 ? '' : ` ${count(baseline.gone, 'finding', 's')} of the baseline are gone.`
  return [`${count(number, 'earlier remark', 's')} not shown.${gone}`, '']
}

function exceptions({ report }: PolicyOutputInput): readonly string[] {
  const lifted = report.results.filter(({ verdict: word }) => word === 'excepted')
  const idle = report.idleExceptions.map(
    ({ exception, why }) =>
      `- The exception of ${code(exception.rule)} for ${code(exception.purl ?? exception.vulnerability ?? 'the product')} is ${why === 'expired' ? `past its day (${exception.until})` : 'used by nothing'}.`,
  )
  if (lifted.length === 0 && idle.length === 0) return []
  return [
    '<details><summary>Exceptions</summary>',
    '',
    ...lifted.map(
      (result) => `- ${code(result.rule)} for ${code(result.subject)}: ${plain(exceptionText(result))}`,
    ),
    ...idle,
    '',
    '</details>',
  ]
}

function plain(text: string): string {
  return escapeMarkdown(harmless(text))
}

/** A code span that its content cannot end. */
function code(text: string): string {
  return `\`${harmless(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``
}

function harmless(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '')
    .trim()
    .slice(0, 300)
}

function count(number: number, noun: string, plural: string): string {
  return `${number} ${noun}${number === 1 ? '' : plural}`
}
