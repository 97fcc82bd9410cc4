/** A policy run as JUnit XML (the form that CI servers read): one suite a rule, one case a subject. */
import type { PolicyResult } from '../../policy/index.ts'
import type { PolicyOutputInput } from './input.ts'

/**
 * A rule that is kept by all its subjects is one passing case. Breaches of level `fail` are failures, unknowns that break
 * the gate are errors, everything else is a passing case with a line of output, exceptions are skipped cases.
 */
export function writePolicyJunit(
  input: PolicyOutputInput,
  rules: readonly { readonly id: string; readonly because: string }[],
): string {
  const suites = rules.map((rule) => toSuite(rule, input))
  const sum = (name: 'failures' | 'errors' | 'skipped' | 'tests'): number =>
    suites.reduce((total, suite) => total + suite[name], 0)
  const head = `<testsuites name=${quote(`occtet policy: ${input.report.policy}`)} tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}" skipped="${sum('skipped')}">`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`
}

interface Suite {
  readonly xml: string
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly skipped: number
}

function toSuite(rule: { readonly id: string; readonly because: string }, input: PolicyOutputInput): Suite {
  const results = input.report.results.filter((result) => result.rule === rule.id)
  const cases = results.map((result) => toCase(result, input))
  const kept = `  <testcase classname=${quote(rule.id)} name="kept"/>\n`
  const count = (kind: string): number => cases.filter((one) => one.kind === kind).length
  const [failures, errors, skipped] = [count('failure'), count('error'), count('skipped')]
  const tests = Math.max(1, cases.length)
  const xml = ` <testsuite name=${quote(rule.id)} tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" timestamp=${quote(input.generatedAt.replace(/Z$/, ''))}>
${cases.length === 0 ? kept : cases.map(({ xml: text }) => text).join('')} </testsuite>\n`
  return { xml, tests, failures, errors, skipped }
}

function toCase(
  result: PolicyResult,
  input: PolicyOutputInput,
): { readonly kind: string; readonly xml: string } {
  const kind = kindOf(result, input)
  const message = result.verdict === 'excepted' ? exceptionText(result) : result.message
  const body = [result.because, result.hint ?? ''].filter((line) => line !== '').join('\n')
  const inner =
    kind === 'skipped'
      ? `   <skipped message=${quote(message)}/>\n`
      : kind === 'passed'
        ? `   <system-out>${escape(`${result.level}: ${message}\n${body}`)}</system-out>\n`
        : `   <${kind} message=${quote(message)} type=${quote(result.category)}>${escape(body)}</${kind}>\n`
  return {
    kind,
    xml: `  <testcase classname=${quote(result.rule)} name=${quote(result.subject)}>\n${inner}  </testcase>\n`,
  }
}

function kindOf(result: PolicyResult, { report }: PolicyOutputInput): string {
  if (result.verdict === 'excepted') return 'skipped'
  if (result.level !== 'fail' || !report.failed.includes(result.rule)) return 'passed'
  return result.verdict === 'breach' ? 'failure' : 'error'
}

export function exceptionText({ exception }: PolicyResult): string {
  return exception === undefined
    ? ''
    : `excepted until ${exception.until} by ${exception.by}: ${exception.reason}`
}

function quote(text: string): string {
  return `"${escape(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`
}

/** XML 1.0 forbids most control characters even as references: they are named. */
function escape(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\uFFFE\uFFFF]/gu, (character) =>
      character === '\n' || character === '\t' ? character : nameOf(character),
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return `[U+${code.padStart(4, '0')}]`
}
