/** Policy runs, tests and explanations for a terminal. */
import { openResults, type PolicyOutputInput } from '@occtet/toolkit/documents'
import {
  type CaseResult,
  type Judged,
  type PolicyResult,
  type PolicyRule,
  sayValue,
  type untriedRules,
} from '@occtet/toolkit/policy'
import { fold, plain, shorten } from './layout.ts'

const most = 12

export function formatPolicyReport(
  input: PolicyOutputInput,
  {
    columns,
    isNew,
  }: { readonly columns: number; readonly isNew: ((result: PolicyResult) => boolean) | undefined },
): string {
  const width = Math.min(columns, 100)
  const all = openResults(input.report)
  const open = isNew === undefined ? all : all.filter(isNew)
  const byRule = new Map<string, PolicyResult[]>()
  for (const result of open) byRule.set(result.rule, [...(byRule.get(result.rule) ?? []), result])
  return [
    fold('', headline(input, open, isNew !== undefined), { indent: 0, width }),
    ...[...byRule.values()].flatMap((results) => ['\n', ...ruleLines(results, width)]),
    '\n',
    ...exceptionLines(input, width),
    fold('', basis(input), { indent: 0, width }),
  ].join('')
}

function headline({ report }: PolicyOutputInput, open: readonly PolicyResult[], isFresh: boolean): string {
  const failing = open.filter(({ level, rule }) => level === 'fail' && report.failed.includes(rule)).length
  const fresh = isFresh ? 'new ' : ''
  if (failing > 0)
    return `The policy is not kept: ${failing} ${fresh}${failing === 1 ? 'breach' : 'breaches'}.`
  if (open.length > 0)
    return `The policy is kept, with ${open.length} ${fresh}${open.length === 1 ? 'remark' : 'remarks'}.`
  return isFresh ? 'The policy is kept: nothing new.' : 'The policy is kept.'
}

function ruleLines(results: readonly PolicyResult[], width: number): readonly string[] {
  const [first] = results
  if (first === undefined) return []
  const { rule, level, because, hint } = first
  const shown = results.slice(0, most)
  return [
    fold('', `${rule} (${level}): ${plain(because)}`, { indent: 0, width }),
    ...shown.map(({ subject, verdict, message }) =>
      fold(
        '  ',
        `${verdict === 'unknown' ? 'unknown: ' : ''}${plain(subject.replace('#', ' '))}: ${plain(message)}`,
        {
          indent: 4,
          width,
        },
      ),
    ),
    results.length > shown.length ? `  … and ${results.length - shown.length} more; --json lists all\n` : '',
    hint === undefined ? '' : fold('  -> ', plain(hint), { indent: 5, width }),
  ]
}

function exceptionLines({ report }: PolicyOutputInput, width: number): readonly string[] {
  const lifted = report.results.filter(({ verdict }) => verdict === 'excepted')
  const lines = [
    ...lifted.map(({ rule, subject, exception }) =>
      exception === undefined
        ? ''
        : `Excepted until ${exception.until}: ${rule} for ${plain(subject)} (${plain(exception.reason)} ${plain(exception.by)})`,
    ),
    ...report.idleExceptions.map(({ exception, why }) =>
      why === 'expired'
        ? `Past its day (${exception.until}): the exception of ${exception.rule} in line ${exception.line}`
        : `Used by nothing: the exception of ${exception.rule} in line ${exception.line}`,
    ),
  ]
  return lines.length === 0 ? [] : [...lines.map((line) => fold('', line, { indent: 2, width })), '\n']
}

function basis({ report, findings, policySource }: PolicyOutputInput): string {
  const { component, finding } = report.subjects
  return `${report.rules} rules of ${plain(policySource)} on ${component} components and ${finding} findings; data as of ${findings.asOf.slice(0, 10)}.`
}

export function formatPolicyTests(run: {
  readonly file: string
  readonly results: readonly CaseResult[]
  readonly untried: ReturnType<typeof untriedRules>
}): string {
  const wrong = run.results.filter(({ expected, found }) => expected !== found)
  const lines = [
    ...wrong.map(
      ({ line, name, rule, expected, found }) =>
        `${run.file}:${line}: ${plain(name)}: ${rule} should be ${expected} and is ${found}\n`,
    ),
    `${run.results.length - wrong.length} of ${run.results.length} expectations hold.\n`,
  ]
  const never = run.untried.filter(({ lacks }) => lacks === 'breach').map(({ rule }) => rule)
  const always = run.untried.filter(({ lacks }) => lacks === 'pass').map(({ rule }) => rule)
  if (never.length > 0) lines.push(`No case expects a breach of: ${never.join(', ')}\n`)
  if (always.length > 0) lines.push(`No case expects to keep: ${always.join(', ')}\n`)
  return lines.join('')
}

export function formatExplanation(
  rows: readonly {
    readonly subject: Judged
    readonly rules: readonly { readonly rule: PolicyRule; readonly result: PolicyResult | undefined }[]
  }[],
): string {
  return rows
    .map(({ subject, rules }) => {
      const facts = Object.entries(subject.facts).map(
        ([name, value]) => `  ${name.padEnd(20)}${shorten(plain(sayValue(value)), 100)}\n`,
      )
      const verdicts = rules.map(({ rule, result }) => {
        const word = result?.verdict ?? 'kept'
        return `  ${word.padEnd(9)}${rule.id}${result === undefined ? '' : `: ${plain(result.message)}`}\n`
      })
      return `${subject.about} ${plain(subject.subject)}\n\nFacts\n${facts.join('')}\nRules\n${verdicts.join('')}`
    })
    .join('\n')
}
