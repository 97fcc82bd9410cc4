/** The commands of `occtet cra` that keep records: risk assessment, due diligence, anonymous figures. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { standing } from './cra-standing.ts'
import {
  dbOption,
  jsonOption,
  maxAgeOption,
  offlineOption,
  type Run,
  strictOption,
  wholeNumber,
} from './options.ts'

export function addRecords(cra: Command, context: Context, run: Run): void {
  addRisk(cra.command('risk').summary('the risk assessment (Art. 13(2)-(4))'), context, run)
  addDiligence(
    cra.command('diligence').summary('due diligence on components (Art. 13(5), (6))'),
    context,
    run,
  )
  addBenchmark(cra.command('benchmark').summary('anonymous figures; nothing is ever sent'), context, run)
}

function addRisk(risk: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/cra-risk.ts')
  standing(risk.command('start'))
    .summary('write risk.yaml with the threats and requirements to decide; never overwrites')
    .option('--full', 'the full set of threats (default for important and critical products)')
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runRiskStart(context, dir, options)),
    )
  standing(risk.command('check'))
    .summary('threats, the 22 requirements and every gap')
    .addOption(strictOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runRiskCheck(context, dir, options)),
    )
}

function addDiligence(diligence: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/cra-diligence.ts')
  standing(diligence.command('list'))
    .summary('components that deserve a look, why, and what was decided')
    .option('--all', 'every component that deserves a look')
    .addOption(strictOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runDiligenceList(context, dir, options)),
    )
  const decisions = ['accepted', 'accepted-with-measures', 'replace']
  named(diligence.command('decide').argument('<package>', 'purl, or name of one component'))
    .summary('note a decision, with version and the advisories that are open now')
    .addOption(
      new Option('--decision <decision>', 'what was decided').choices(decisions).makeOptionMandatory(),
    )
    .requiredOption('--why <text>', 'why it was chosen or is kept', filled)
    .option('--check <text>', 'what was looked at (repeatable)', gather)
    .option('--measure <text>', 'what makes up for it (repeatable)', gather)
    .option('--support-ends <text>', 'until when its maker supports it, as the maker states it', filled)
    .option('--maintainer <text>', 'who keeps it', filled)
    .option('--fallback <text>', 'what to do if they stop', filled)
    .action(async (name: string, options: Options) =>
      run(async () => (await load()).runDiligenceDecide(context, name, options)),
    )
  addReport(diligence, context, run)
}

function addReport(diligence: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/cra-diligence.ts')
  named(
    diligence
      .command('report')
      .argument('<package>', 'purl, or name of one component')
      .argument('<vulnerability>', 'its id, or a name of your own', filled),
  )
    .summary('note a vulnerability found in a component, and its report to the maker')
    .option('--found <day>', 'when it was found; needed once')
    .option('--to <text>', 'who was told', filled)
    .option('--at <day>', 'when (default: today)')
    .option('--url <address>', 'where the report can be read')
    .addOption(
      new Option('--not-reported <reason>', 'why no report was needed').choices([
        'maintainer-knows',
        'no-maintainer',
      ]),
    )
    .option('--fix-url <address>', 'fix that was shared with the maker')
    .option('--fix-at <day>', 'when (default: today)')
    .action(async (name: string, vulnerability: string, options: Options) =>
      run(async () => (await load()).runDiligenceReport(context, { named: name, vulnerability }, options)),
    )
}

function addBenchmark(benchmark: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/cra-benchmark.ts')
  benchmark
    .command('export')
    .summary('show the anonymous record of a saved assessment, and write it where you agree')
    .argument('[dir]', 'source tree of the product', '.')
    .requiredOption('--from <label>', 'label or time of a saved assessment')
    .option('--out <file>', 'write it there; needs --agree')
    .option('--agree', 'I have read the record and want it in a file')
    .addOption(languageOption())
    .addOption(jsonOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runBenchmarkExport(context, dir, options)),
    )
  benchmark
    .command('merge')
    .summary('groups of records, none smaller than k')
    .argument('<files...>', 'records as written by export')
    .option('--k <number>', 'smallest group that is shown', groupSize, 5)
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(strictOption())
    .action(async (files: readonly string[], options: Options) =>
      run(async () => (await load()).runBenchmarkMerge(context, files, options)),
    )
}

/** Commands that note something: who does it, and about which product. */
function named(command: Command): Command {
  return command
    .option('--dir <folder>', 'source tree of the product', '.')
    .requiredOption('--by <name>', 'who decides or reports', filled)
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(offlineOption())
}

const languageOption = (): Option =>
  new Option('--lang <language>', 'language of the answer').choices(['en', 'de']).default('en')

/** Sentences hold commas, so nothing is split. */
function gather(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), filled(value)]
}

function filled(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('expected a text.')
  return value.trim()
}

/** A group of one or two names its members to each other. */
function groupSize(text: string): number {
  const size = wholeNumber(text)
  if (size < 3) throw new InvalidArgumentError('expected 3 or more.')
  return size
}
