/** The command line: names and options of every command; each command's code is loaded when it runs. */
import { Command, CommanderError, Option } from 'commander'
import { type Context, processContext } from './context.ts'
import { type ExitCode, exitCodeMeanings, exitCodes } from './exit-codes.ts'
import { toExit } from './failure.ts'
import type { Options } from './options.ts'
import { addAsk } from './program/ask.ts'
import { addAttest } from './program/attest.ts'
import { addCase } from './program/case.ts'
import { addCra } from './program/cra.ts'
import { addDb } from './program/db.ts'
import { addDocuments } from './program/documents.ts'
import { addLedger } from './program/ledger.ts'
import { addLicenses } from './program/licenses.ts'
import { addPolicy } from './program/policy.ts'
import {
  collect,
  dbOption,
  jsonOption,
  maxAgeOption,
  offlineOption,
  mavenRepositoryOption,
  platformOption,
  type Run,
  productOption,
  strictOption,
} from './program/options.ts'
import { addPropose } from './program/propose.ts'
import { addSbom, syntaxes } from './program/sbom.ts'
import { addServe, addServer } from './program/serve.ts'
import { addTriage } from './program/triage.ts'
import { addVex } from './program/vex.ts'
import { toolVersion } from './tool-version.ts'

/** Runs one command line (without program and script name) and returns its exit code; never throws. */
export async function main(args: readonly string[], context: Context = processContext()): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done
  const run: Run = async (work) => {
    exitCode = await work()
  }
  const program = buildProgram(context, run)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? exitCodes.done : exitCodes.usage
    return toExit(context, cause, args.includes('--json'))
  }
}

/** All commands with their arguments and options; nothing is run by building it. */
export function buildProgram(context: Context, run: Run): Command {
  const program = new Command('occtet')
    .description(
      'What a product is made of, what is known to be wrong with it, where it stands towards the CRA.',
    )
    .version(toolVersion, '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: context.out, writeErr: context.say })
    .showHelpAfterError('(occtet --help lists all commands)')
    .addHelpText('after', helpOfExitCodes())
  addCheck(program, context, run)
  addAsk(program, context, run)
  addPropose(program, context, run)
  addServe(program, context, run)
  addServer(program, context, run)
  addInventory(program, context, run)
  addScan(program, context, run)
  addTriage(program, context, run)
  addVex(program, context, run)
  addPolicy(program, context, run)
  addLicenses(program, context, run)
  addLedger(program, context, run)
  addAttest(program, context, run)
  addSbom(program, context, run)
  addCra(program, context, run)
  addDocuments(program, context, run)
  addDb(program, context, run)
  addCase(program, context, run)
  addPurl(program, context, run)
  addVersion(program, context, run)
  return program
}

function helpOfExitCodes(): string {
  const rows = Object.entries(exitCodeMeanings).map(([code, meaning]) => `  ${code.padEnd(4)}${meaning}`)
  return `\nExit codes:\n${rows.join('\n')}\n`
}

function addCheck(program: Command, context: Context, run: Run): void {
  const command = program
    .command('check')
    .summary('the main job: inventory, SBOM, findings, CRA evidence, report')
    .argument('[dir]', 'source tree of the product, an archive of it, or a container image', '.')
    .addOption(productOption())
    .option('--out <folder>', 'where the report goes', 'occtet-report')
    .addOption(platformOption())
    .addOption(mavenRepositoryOption())
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .option('--record', 'record it in the only ledger of this machine, although the product names none')
    .addOption(strictOption())
    .addOption(offlineOption())
    .option('--download', 'fetch the public OSV data for the ecosystems of the product without asking')
    .option('--mirror <url>', 'base address of the OSV data')
    .option(
      '--fail-on <gate>',
      'exit 1 on: kev, critical, high, medium, unknown, new, policy, license (repeatable)',
      collect,
    )
    .option('--baseline <file>', 'findings.json of an earlier run, for --fail-on new')
    .option('--push <url>', 'send inventory and evidence to a server; its token stands in OCCTET_TOKEN')
    .option('--production', 'leave development dependencies out of the findings')
    .option('--lifecycle <file>', 'own dates of support (default: .occtet/lifecycle.yaml)')
    .option('--no-reachability', 'do not look into the sources for imports')
    .addOption(new Option('--lang <language>', 'language of the report').choices(['en', 'de']).default('en'))
  command.action(async (dir: string, options: Options) =>
    run(async () => (await import('./commands/check.ts')).runCheck(context, dir, options)),
  )
}

function addInventory(program: Command, context: Context, run: Run): void {
  const formats = [...syntaxes, 'purls', 'json']
  program
    .command('inventory')
    .summary('the components of a tree or of one lock file')
    .argument('[path]', 'folder, file, archive or container image', '.')
    .addOption(platformOption())
    .addOption(mavenRepositoryOption())
    .addOption(new Option('--format <format>', 'what to print').choices(formats).default('purls'))
    .option('--json', 'the same as --format json')
    .option('--first-party', 'list the product itself and its workspace members too')
    .option(
      '--products',
      'list the products of the tree instead: workspace members, or folders with a product.yaml',
    )
    .addOption(productOption())
    .option('--production', 'drop development dependencies')
    .addOption(strictOption())
    .action(async (path: string, options: Options) =>
      run(async () => (await import('./commands/inventory.ts')).runInventory(context, path, options)),
    )
}

function addScan(program: Command, context: Context, run: Run): void {
  program
    .command('scan')
    .summary('findings of a tree, a lock file or an SBOM')
    .argument('[path]', 'folder, lock file, SBOM, archive or container image', '.')
    .addOption(platformOption())
    .addOption(mavenRepositoryOption())
    .addOption(
      new Option('--format <format>', 'what to print').choices(['table', 'json', 'sarif']).default('table'),
    )
    .option('--json', 'the same as --format json')
    .option('--production', 'drop development dependencies')
    .addOption(productOption())
    .option('--fail-on <gate>', 'exit 1 on: kev, critical, high, medium, unknown, new (repeatable)', collect)
    .option('--baseline <file>', 'findings.json of an earlier run, for --fail-on new')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(strictOption())
    .action(async (path: string, options: Options) =>
      run(async () => (await import('./commands/scan.ts')).runScan(context, path, options)),
    )
}

function addPurl(program: Command, context: Context, run: Run): void {
  const purl = program.command('purl').summary('package URLs')
  const load = async () => import('./commands/purl.ts')
  purl
    .command('parse')
    .summary('check a package URL and take it apart')
    .argument('<purl...>', 'package URLs, or - for one per line')
    .addOption(jsonOption())
    .action(async (inputs: readonly string[], options: Options) =>
      run(async () => (await load()).runParse(context, inputs, options)),
    )
  purl
    .command('locate')
    .summary('where the AboutCode federation keeps data about a package')
    .argument('<purl...>', 'package URLs, or - for one per line')
    .option('--kind <kind>', 'kind of data file', 'purls')
    .option('--config <file>', 'configuration of a federation (YAML)')
    .addOption(new Option('--generation <generation>', 'layout').choices(['a', 'b']).default('b'))
    .addOption(jsonOption())
    .action(async (inputs: readonly string[], options: Options) =>
      run(async () => (await load()).runLocate(context, inputs, options)),
    )
}

function addVersion(program: Command, context: Context, run: Run): void {
  const version = program.command('version').summary('version orders and ranges')
  const load = async () => import('./commands/version.ts')
  version
    .command('compare')
    .summary('-1, 0 or 1')
    .argument('<scheme>', 'version scheme, or - for questions as NDJSON')
    .argument('[a]')
    .argument('[b]')
    .addOption(jsonOption())
    .action(async (...values: readonly unknown[]) =>
      run(async () => (await load()).runCompare(context, texts(values))),
    )
  version
    .command('satisfies')
    .summary('is the version inside the VERS range?')
    .argument('<vers>', 'VERS range, or - for questions as NDJSON')
    .argument('[version]')
    .addOption(jsonOption())
    .action(async (...values: readonly unknown[]) =>
      run(async () => (await load()).runSatisfies(context, texts(values))),
    )
}

/** Commander hands over arguments, then options and the command itself. */
function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string')
}
