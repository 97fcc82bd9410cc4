/** `occtet policy init|check|test|explain`: rules as data, what they say of a tree, and why. */
import { guardStore } from '../guard-store.ts'
import {
  createPolicyFile,
  type LoadedPolicy,
  loadPolicyCases,
  policyCasesPath,
  policyPath,
} from '@occtet/toolkit/adapters'
import {
  openResults,
  type PolicyOutputInput,
  writePolicyJunit,
  writePolicyMarkdown,
  writePolicySarif,
} from '@occtet/toolkit/documents'
import {
  judgeRule,
  type Policy,
  type PolicyReport,
  type PolicyResult,
  runPolicyCases,
  sayValue,
  untriedRules,
} from '@occtet/toolkit/policy'
import type { Context } from '../context.ts'
import { contradictionsOf } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { type FindingDesk, openFindingDesk } from '../finding-desk.ts'
import { formatExplanation, formatPolicyReport, formatPolicyTests } from '../format-policy.ts'
import { openLicenses } from '../license-desk.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import {
  openPolicy,
  type PolicyBaseline,
  type PolicyRun,
  readPolicyBaseline,
  runPolicy,
  toPolicySubjects,
} from '../policy-run.ts'
import { requireFolder } from '../require-folder.ts'
import { toolVersion } from '../tool-version.ts'
import { writeWhole } from '../write-whole.ts'
import { productIdOf } from '../case-product.ts'
import { settingEvents } from '../record/cra-events.ts'
import { openRecorder } from '../record/recorder.ts'

export async function runPolicyInit(context: Context, dir: string): Promise<ExitCode> {
  requireFolder(dir)
  const path = policyPath(dir)
  const product = productIdOf(dir)
  const isCreated = await openRecorder(context, { dir, id: product }).change((note) =>
    guardStore(() =>
      createPolicyFile(dir, (text) => note(settingEvents(product ?? dir, 'policy.yaml', text))),
    ),
  )
  if (!isCreated) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'POLICY_EXISTS',
      message: `${path} exists already and was left as it is`,
    })
  }
  context.say(`written: ${path}\nTry it: occtet policy check ${dir}\n`)
  return exitCodes.done
}

export async function runPolicyCheck(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const loaded = onlyCategory(openPolicy(dir, textOption(options, 'policy')), textOption(options, 'only'))
  const baselinePath = textOption(options, 'baseline')
  const baseline = baselinePath === undefined ? undefined : readPolicyBaseline(baselinePath)
  const desk = await openFindingDesk(context, dir, options)
  const run = runPolicy({
    desk,
    loaded,
    licenseOf: openLicenses(desk).knowledgeOf,
    now: context.now(),
    ...(baseline === undefined ? {} : { baseline }),
  })
  const text = format(context, { run, desk, baseline, options })
  const out = textOption(options, 'output')
  if (out === undefined) context.out(text)
  else writeWhole(out, text)
  const failed = failingRules(run.report, { desk, baseline })
  for (const text of [...desk.stored.broken, ...contradictionsOf(desk.decisions)])
    context.say(`${plain(text)}\n`)
  if (failed.length > 0) context.say(`POLICY NOT KEPT: ${failed.join(', ')}\n`)
  return failed.length > 0 ? exitCodes.gateFailed : exitCodes.done
}

/** `occtet licenses check` is a policy check of one category. */
function onlyCategory(loaded: LoadedPolicy, category: string | undefined): LoadedPolicy {
  if (category === undefined) return loaded
  const rules = loaded.policy.rules.filter((rule) => rule.category === category)
  const exceptions = loaded.policy.exceptions.filter(({ rule }) => rules.some(({ id }) => id === rule))
  return { ...loaded, policy: { ...loaded.policy, rules, exceptions } }
}

interface Shown {
  readonly run: PolicyRun
  readonly desk: FindingDesk
  readonly baseline: PolicyBaseline | undefined
  readonly options: Options
}

function format(context: Context, { run, desk, baseline, options }: Shown): string {
  const { loaded, report } = run
  const wanted = flagOption(options, 'json') ? 'json' : textOption(options, 'format')
  if (wanted === 'json') return `${JSON.stringify(toPolicyValue(report, loaded.path), null, 1)}\n`
  const isNew = newTest(desk, baseline)
  const input: PolicyOutputInput = {
    product: desk.subject,
    report,
    findings: desk.findings,
    inventory: desk.inventory,
    policySource: loaded.path ?? 'the default policy',
    toolVersion,
    generatedAt: context.now(),
    ...(isNew === undefined ? {} : { baseline: { isNew, gone: countGone(desk, baseline) } }),
  }
  if (wanted === 'sarif') return writePolicySarif(input, loaded.policy.rules)
  if (wanted === 'junit') return writePolicyJunit(input, loaded.policy.rules)
  if (wanted === 'markdown') return writePolicyMarkdown(input)
  return formatPolicyReport(input, { columns: context.columns, isNew })
}

/** With a baseline only what is new breaks the gate; rules about the product always do. */
function failingRules(
  report: PolicyReport,
  { desk, baseline }: { readonly desk: FindingDesk; readonly baseline: PolicyBaseline | undefined },
): readonly string[] {
  const isNew = newTest(desk, baseline)
  if (isNew === undefined) return report.failed
  const fresh = new Set(
    openResults(report)
      .filter(isNew)
      .map(({ rule }) => rule),
  )
  return report.failed.filter((rule) => fresh.has(rule))
}

function newTest(
  desk: FindingDesk,
  baseline: PolicyBaseline | undefined,
): ((result: PolicyResult) => boolean) | undefined {
  if (baseline === undefined) return undefined
  const aliases = new Map(desk.findings.findings.map((finding) => [finding.key, finding]))
  return (result) => {
    const finding = aliases.get(result.subject)
    if (finding !== undefined)
      return finding.aliases.every((id) => !baseline.findings.has(`${finding.purl}#${id}`))
    return result.about === 'product' || !baseline.components.has(result.subject)
  }
}

/** Findings of the baseline that no finding of now shares an id with. */
function countGone(desk: FindingDesk, baseline: PolicyBaseline | undefined): number {
  if (baseline === undefined) return 0
  const now = new Set(
    desk.findings.findings.flatMap(({ purl, aliases }) => aliases.map((id) => `${purl}#${id}`)),
  )
  return baseline.groups.filter((keys) => keys.every((key) => !now.has(key))).length
}

function toPolicyValue(report: PolicyReport, path: string | undefined): object {
  return {
    schema: 'urn:occtet:schema:policy-report:1',
    policy: { name: report.policy, ...(path === undefined ? {} : { path }) },
    rules: report.rules,
    subjects: report.subjects,
    failed: report.failed,
    results: report.results.map(({ trace: _trace, exception, ...result }) => ({
      ...result,
      ...(exception === undefined ? {} : { exception: withoutLine(exception) }),
    })),
    idleExceptions: report.idleExceptions.map(({ exception, why }) => ({
      why,
      exception: withoutLine(exception),
    })),
  }
}

function withoutLine<T extends { readonly line: number }>({ line: _line, ...rest }: T): Omit<T, 'line'> {
  return rest
}

/** Exit 1 when a case came out otherwise than expected. Without a tree: nothing is scanned. */
export async function runPolicyTest(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const { policy, path } = openPolicy(dir, textOption(options, 'policy'))
  const file = textOption(options, 'cases') ?? policyCasesPath(path ?? policyPath(dir))
  const cases = loadPolicyCases(file, policy)
  if (!cases.ok) throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, ...cases.error })
  if (cases.value === undefined) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'POLICY_TESTS_MISSING',
      message: `${file} does not exist: there is nothing to test the policy with`,
      hint: 'docs/guide/policy.md shows how such a file looks.',
    })
  }
  const results = runPolicyCases(policy, cases.value)
  const untried = untriedRules(policy, cases.value)
  const wrong = results.filter(({ expected, found }) => expected !== found)
  const value = { schema: 'urn:occtet:schema:policy-test:1', file, passed: results.length - wrong.length }
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify({ ...value, failed: wrong, untried }, null, 1)}\n`
      : formatPolicyTests({ file, results, untried }),
  )
  return wrong.length > 0 ? exitCodes.gateFailed : exitCodes.done
}

/** Every rule on one subject: a purl, the key of a finding, an id of a vulnerability, or the product. */
export async function runPolicyExplain(
  context: Context,
  { dir, subject }: { readonly dir: string; readonly subject: string },
  options: Options,
): Promise<ExitCode> {
  const loaded = openPolicy(dir, textOption(options, 'policy'))
  const desk = await openFindingDesk(context, dir, options)
  const subjects = toPolicySubjects({
    desk,
    loaded,
    licenseOf: openLicenses(desk).knowledgeOf,
    now: context.now(),
  }).filter(
    (one) =>
      one.subject === subject ||
      one.facts['purl'] === subject ||
      (Array.isArray(one.facts['vulnerability']) && one.facts['vulnerability'].includes(subject)),
  )
  if (subjects.length === 0) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'SUBJECT_UNKNOWN',
      message: `${subject} is no component, finding or vulnerability of ${dir}, and not its name (${desk.subject.name})`,
    })
  }
  const rows = subjects.map((one) => ({ subject: one, rules: rulesFor(loaded.policy, one) }))
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify({ schema: 'urn:occtet:schema:policy-explain:1', subjects: rows.map(toExplainValue) }, null, 1)}\n`
      : formatExplanation(rows),
  )
  return exitCodes.done
}

type Subject = ReturnType<typeof toPolicySubjects>[number]

function rulesFor(policy: Policy, subject: Subject) {
  return policy.rules
    .filter(({ about }) => about === subject.about)
    .map((rule) => ({ rule, result: judgeRule({ ...rule, onUnknown: 'breach' }, subject) }))
}

function toExplainValue({
  subject,
  rules,
}: {
  readonly subject: Subject
  readonly rules: ReturnType<typeof rulesFor>
}) {
  return {
    about: subject.about,
    subject: subject.subject,
    facts: Object.fromEntries(
      Object.entries(subject.facts).map(([name, value]) => [
        name,
        typeof value === 'object' && 'kind' in value ? sayValue(value) : value,
      ]),
    ),
    rules: rules.map(({ rule, result }) => ({
      rule: rule.id,
      verdict: result?.verdict ?? 'kept',
      ...(result === undefined ? {} : { message: result.message }),
      because: rule.because,
    })),
  }
}
