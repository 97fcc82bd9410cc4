/** The commands of `occtet case`: reporting under Art. 14. */
import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { jsonOption, type Run } from './options.ts'

const loadLog = async () => import('../commands/case-log.ts')
const loadStatus = async () => import('../commands/case-status.ts')
const loadPapers = async () => import('../commands/case-papers.ts')

export function addCase(program: Command, context: Context, run: Run): void {
  const parent = program
    .command('case')
    .summary('reporting under Art. 14: clocks, log, reports ready to copy')
  addOpening(parent, context, run)
  addLog(parent, context, run)
  addProgress(parent, context, run)
  addLooking(parent, context, run)
  addPapers(parent, context, run)
}

const productOption = (): Option =>
  new Option('--product <folder>', 'folder with .occtet/product.yaml (default: this one, else all products)')
const languageOption = (): Option =>
  new Option('--lang <language>', 'language of the texts').choices(['en', 'de']).default('en')
const zoneOption = (): Option =>
  new Option('--zone <zone>', 'show times in this zone too, such as Europe/Berlin')

const roleOption = (): Option =>
  new Option('--role <role>', 'in which role you report').choices(['manufacturer', 'steward'])
const tierOption = (): Option =>
  new Option(
    '--tier <tier>',
    'support as a steward: 1 not technical, 2 infrastructure, 3 engineering',
  ).choices(['1', '2', '3'])

/** Options of every command that shows a case. */
function showing(command: Command): Command {
  return command
    .addOption(productOption())
    .addOption(languageOption())
    .addOption(zoneOption())
    .addOption(jsonOption())
}

/** Options of every command that writes an entry. */
function writing(command: Command): Command {
  return showing(command)
    .option('--at <time>', 'when it happened, with zone, such as 2026-11-20T10:30:00+01:00 (default: now)')
    .option('--by <name>', 'who records it (default: OCCTET_BY, else the user name)')
}

function addOpening(parent: Command, context: Context, run: Run): void {
  const kinds = [
    ['open', false, 'open a case: a vulnerability that may be exploited (aev), or an incident (inc)'],
    ['drill', true, 'open a drill: all papers are marked, and it lies apart from real cases'],
  ] as const
  for (const [name, drill, summary] of kinds) {
    writing(parent.command(name))
      .summary(summary)
      .addArgument(new Argument('<kind>', 'aev or inc').choices(['aev', 'inc']))
      .requiredOption('--title <text>', 'what it is about, in a few words')
      .option('--signal <text>', 'how you heard of it; --at says when')
      .addOption(roleOption())
      .addOption(tierOption())
      .action(async (kind: string, options: Options) =>
        run(async () =>
          (await import('../commands/case-open.ts')).runCaseOpen(context, { kind, drill }, options),
        ),
      )
  }
}

const events = [
  'subject',
  'signal',
  'assessment-start',
  'assessment-end',
  'aware',
  'interim-request',
  'users-informed',
  'withdraw',
  'reopen',
  'note',
]

function addLog(parent: Command, context: Context, run: Run): void {
  writing(parent.command('log'))
    .summary('write an entry, or show all; entries are never edited')
    .argument('<case>', 'id of the case')
    .addArgument(
      new Argument('[event]', 'what happened; subject: take role and facts of the product anew').choices(
        events,
      ),
    )
    .argument('[text]', 'in your words')
    .option('--set <field=value>', 'what is known by now, for the reports (repeatable)', addTo)
    .option('--from <file>', 'the same from a YAML file of fields and texts')
    .option('--decided-by <name>', 'who decided (aware)')
    .option('--reason <text>', 'why')
    .option('--entry <number>', 'entry that was wrong (withdraw)')
    .addOption(roleOption())
    .addOption(tierOption())
    .option('--due <time>', 'until when the CSIRT wants it (interim-request)')
    .action(async (...values: readonly unknown[]) => {
      const [id = '', event, text] = values.map((value) => (typeof value === 'string' ? value : undefined))
      const words = { ...(event === undefined ? {} : { event }), ...(text === undefined ? {} : { text }) }
      await run(async () => (await loadLog()).runCaseLog(context, { id, ...words }, optionsOf(values)))
    })
}

/** Values hold commas, so they are not split as those of other options are. */
function addTo(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value]
}

/** Commander hands over arguments, then options and the command itself. */
function optionsOf(values: readonly unknown[]): Options {
  return values.at(-2) as Options
}

const stages = ['early-warning', 'notification', 'final-report', 'interim']

function addProgress(parent: Command, context: Context, run: Run): void {
  writing(parent.command('stage'))
    .summary('record that a report was sent')
    .argument('<case>', 'id of the case')
    .addArgument(new Argument('<stage>', 'which report').choices(stages))
    .option('--reference <text>', 'number that the platform gave it')
    .option('--already-provided <reason>', 'not sent: its content was provided earlier, and where')
    .action(async (id: string, stage: string, options: Options) =>
      run(async () => (await loadLog()).runCaseStage(context, { id, stage }, options)),
    )
  writing(parent.command('measure'))
    .summary('record that a measure is available: it starts the 14 days')
    .argument('<case>', 'id of the case')
    .addArgument(
      new Argument('<kind>', 'corrective: an update; mitigating: a workaround').choices([
        'corrective',
        'mitigating',
      ]),
    )
    .argument('<text>', 'what it is and where users find it')
    .action(async (...values: readonly unknown[]) => {
      const [id = '', measure = '', text = ''] = values.filter((value) => typeof value === 'string')
      await run(async () =>
        (await loadLog()).runCaseMeasure(context, { id, measure, text }, optionsOf(values)),
      )
    })
  writing(parent.command('close'))
    .summary('close a case, or decide not to report it')
    .argument('<case>', 'id of the case')
    .requiredOption('--reason <text>', 'why')
    .option('--not-reportable <ground>', 'decide not to report, on this ground; `?` lists them')
    .option('--decided-by <name>', 'who decided')
    .action(async (id: string, options: Options) =>
      run(async () => (await loadLog()).runCaseClose(context, id, options)),
    )
}

const failOption = (): Option =>
  new Option('--fail-on <gate>', 'exit 1 on: overdue').argParser((gate: string) => {
    if (gate !== 'overdue') throw new InvalidArgumentError('expected overdue.')
    return [gate]
  })

function addLooking(parent: Command, context: Context, run: Run): void {
  showing(parent.command('status'))
    .summary('which clock runs, how long, and what to do next')
    .argument('[case]', 'id of the case (default: all)')
    .option('--drills', 'of the drills')
    .addOption(failOption())
    .action(async (id: string | undefined, options: Options) =>
      run(async () => (await loadStatus()).runCaseStatus(context, id, options)),
    )
  showing(parent.command('list'))
    .summary('all cases, or all drills')
    .option('--drills', 'the drills instead')
    .addOption(failOption())
    .action(async (options: Options) => run(async () => (await loadStatus()).runCaseList(context, options)))
}

function addPapers(parent: Command, context: Context, run: Run): void {
  showing(parent.command('package'))
    .summary('a report, field by field, to copy into the platform; says what is missing')
    .argument('<case>', 'id of the case')
    .addArgument(new Argument('[stage]', 'which report (default: the next)').choices(stages))
    .option('--out <folder>', 'write it there too, as text and JSON')
    .action(async (id: string, stage: string | undefined, options: Options) =>
      run(async () =>
        (await loadPapers()).runCasePackage(
          context,
          { id, ...(stage === undefined ? {} : { stage }) },
          options,
        ),
      ),
    )
  writing(parent.command('notify'))
    .summary('drafts for users: a notice and a CSAF advisory')
    .argument('<case>', 'id of the case')
    .option('--out <folder>', 'write them there too')
    .option('--sent <text>', 'record that users were informed, and how')
    .action(async (id: string, options: Options) =>
      run(async () => (await loadPapers()).runCaseNotify(context, id, options)),
    )
}
