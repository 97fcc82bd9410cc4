/** The commands of `occtet triage`: from findings to decisions. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { dbOption, jsonOption, maxAgeOption, type Run, strictOption, wholeNumber } from './options.ts'

const loadQueue = async () => import('../commands/triage.ts')
const loadDecide = async () => import('../commands/triage-decide.ts')

export function addTriage(program: Command, context: Context, run: Run): void {
  const triage = program.command('triage').summary('the queue of findings, decisions, upgrades')
  addQueue(triage, context, run)
  addLooking(triage, context, run)
  addDeciding(triage, context, run)
  addSteps(triage, context, run)
  addRecheck(triage, context, run)
}

/** Options of every command that reads the tree. */
function looking(command: Command): Command {
  return command
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .option('--no-reachability', 'do not look into the sources for imports')
    .addOption(jsonOption())
}

const productOption = (): Option =>
  new Option('--product <folder>', 'source tree of the product').default('.')
const byOption = (): Option => new Option('--by <name>', 'who decides (default: OCCTET_BY)')

function addQueue(triage: Command, context: Context, run: Run): void {
  looking(triage.command('list', { isDefault: true }))
    .summary('what to decide, first things first, each with its reason')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--all', 'decided ones too')
    .addOption(
      new Option('--limit <number>', 'findings shown of each group').default(10).argParser(wholeNumber),
    )
    .action(async (dir: string, options: Options) =>
      run(async () => (await loadQueue()).runTriageList(context, dir, options)),
    )
  looking(triage.command('plan'))
    .summary('the fewest upgrades that clear the most, and what stays')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--catalog <file>', 'versions that exist and what they ask for')
    .option('--tasks', 'as a task list in Markdown')
    .addOption(new Option('--lang <language>', 'language of the plan').choices(['en', 'de']).default('en'))
    .action(async (dir: string, options: Options) =>
      run(async () => (await import('../commands/triage-plan.ts')).runTriagePlan(context, dir, options)),
    )
}

function addLooking(triage: Command, context: Context, run: Run): void {
  looking(triage.command('show'))
    .summary('everything known of one finding: ranges, sources, attacks, imports, decisions')
    .argument('<finding>', 'id of the vulnerability, purl, or key of the finding')
    .argument('[dir]', 'source tree of the product', '.')
    .action(async (finding: string, dir: string, options: Options) =>
      run(async () => (await loadQueue()).runTriageShow(context, { name: finding, dir }, options)),
    )
  looking(triage.command('suggest'))
    .summary('what could be decided, by evidence, and how sure that is; nothing is decided')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--all', 'findings with a decision too')
    .action(async (dir: string, options: Options) =>
      run(async () =>
        (await import('../commands/triage-suggest.ts')).runTriageSuggest(context, dir, options),
      ),
    )
  looking(triage.command('decisions'))
    .summary('all decisions, where each stands and what it speaks for')
    .argument('[dir]', 'source tree of the product', '.')
    .action(async (dir: string, options: Options) =>
      run(async () => (await loadQueue()).runTriageDecisions(context, dir, options)),
    )
  looking(triage.command('expire'))
    .summary('decisions that are past their day or soon will be, went stale, or match nothing any more')
    .argument('[dir]', 'source tree of the product', '.')
    .addOption(new Option('--within <days>', 'how soon').default(14).argParser(wholeNumber))
    .action(async (dir: string, options: Options) =>
      run(async () => (await loadQueue()).runTriageExpire(context, dir, options)),
    )
}

export const statuses = ['not_affected', 'affected', 'fixed', 'under_investigation']
export const justifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
]
const analyses = [
  'code_not_present',
  'code_not_reachable',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
  'protected_by_mitigating_control',
]
const responses = ['update', 'workaround_available', 'rollback', 'will_not_fix', 'can_not_fix']
const scopes = ['finding', 'release-range', 'component', 'product', 'organisation']

function addDeciding(triage: Command, context: Context, run: Run): void {
  const decide = looking(triage.command('decide'))
    .summary('decide one finding, or several alike; written as files for review')
    .argument('<finding...>', 'id of the vulnerability, purl, or key of the finding')
    .addOption(productOption())
    .addOption(new Option('--status <status>', 'what holds').choices(statuses).makeOptionMandatory())
    .addOption(new Option('--justification <word>', 'why it is not affected').choices(justifications))
    .addOption(new Option('--analysis <word>', "the same in CycloneDX's finer words").choices(analyses))
    .option('--impact <text>', 'why it is not affected, for users')
    .option('--action <text>', 'what users should do, or what you do (affected)')
    .addOption(new Option('--response <word>', 'how you respond (repeatable)').argParser(addResponse))
    .option('--deadline <day>', 'by when the action or the investigation is done, such as 2026-12-01')
    .requiredOption('--reason <text>', 'why, for your colleagues')
  decide
    .addOption(new Option('--scope <scope>', 'how far it holds').choices(scopes).default('component'))
    .option('--releases <vers>', 'releases of the product, with --scope release-range')
    .option('--versions <vers>', 'versions of the component (default: those that the same ranges cover)')
    .option('--until <day>', 'last day, or next-release (default: 90 days, or as the policy says)')
    .option('--every', 'where a name fits several findings: decide each of them')
    .option('--proposal <kind>', 'kind of the proposal that you accept')
    .option('--private', 'keep it on this machine: it is not for the public')
    .option('--embargo-until <day>', 'private, and not exported before this day')
    .option('--dry-run', 'show what it would touch, and write nothing')
    .addOption(byOption())
    .action(async (findings: readonly string[], options: Options) =>
      run(async () => (await loadDecide()).runTriageDecide(context, findings, options)),
    )
}

function addResponse(value: string, earlier: readonly string[] | undefined): readonly string[] {
  if (!responses.includes(value))
    throw new InvalidArgumentError(`Allowed choices are ${responses.join(', ')}.`)
  return [...(earlier ?? []), value]
}

const steps = [
  ['confirm', 'confirm as the second person, after looking at the evidence', false],
  ['reject', 'do not confirm; the finding stays open', true],
  ['revoke', 'take a decision back; the file keeps its history', true],
  ['note', 'add a remark', true],
] as const

function addSteps(triage: Command, context: Context, run: Run): void {
  for (const [kind, summary, needsReason] of steps) {
    const command = looking(triage.command(kind))
      .summary(summary)
      .argument('<decision>', 'id of the decision, which is the name of its file')
      .addOption(productOption())
      .addOption(byOption())
    if (needsReason) command.requiredOption('--reason <text>', 'why')
    else command.option('--reason <text>', 'why')
    command.action(async (id: string, options: Options) =>
      run(async () => (await loadDecide()).runTriageStep(context, { id, kind }, options)),
    )
  }
}

function addRecheck(triage: Command, context: Context, run: Run): void {
  triage
    .command('recheck')
    .summary('what an update of the data changed for products that were checked before')
    .argument('[dir...]', 'source trees of products (default: all that were checked)')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(strictOption())
    .addOption(jsonOption())
    .action(async (dirs: readonly string[], options: Options) =>
      run(async () =>
        (await import('../commands/triage-recheck.ts')).runTriageRecheck(context, dirs, options),
      ),
    )
}
