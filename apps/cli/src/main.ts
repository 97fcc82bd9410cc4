/** The command line: names and options of every command; each command's code is loaded when it runs. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type Context, processContext } from './context.ts'
import { type ExitCode, exitCodeMeanings, exitCodes } from './exit-codes.ts'
import { toExit } from './failure.ts'
import type { Options } from './options.ts'
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

type Run = (work: () => Promise<ExitCode>) => Promise<void>

function buildProgram(context: Context, run: Run): Command {
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
  addInventory(program, context, run)
  addScan(program, context, run)
  addSbom(program, context, run)
  addDb(program, context, run)
  addPurl(program, context, run)
  addVersion(program, context, run)
  return program
}

function helpOfExitCodes(): string {
  const rows = Object.entries(exitCodeMeanings).map(([code, meaning]) => `  ${code.padEnd(4)}${meaning}`)
  return `\nExit codes:\n${rows.join('\n')}\n`
}

const dbOption = (): Option =>
  new Option('--db <folder>', 'folder of the FedDB (default: $OCCTET_HOME/feddb, else the cache folder)')
const maxAgeOption = (): Option =>
  new Option('--max-age <days>', 'days after which a source no longer proves absence')
    .default(30)
    .argParser(wholeNumber)
const jsonOption = (): Option => new Option('--json', 'one JSON value on standard output')
const strictOption = (): Option => new Option('--strict', 'exit 4 when data is missing, stale or partial')
const offlineOption = (): Option => new Option('--offline', 'never use the network')

function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('expected a whole number.')
  return Number(text)
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), ...value.split(',')]
}

function addCheck(program: Command, context: Context, run: Run): void {
  const command = program
    .command('check')
    .summary('the main job: inventory, SBOM, findings, CRA evidence, report')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--out <folder>', 'where the report goes', 'occtet-report')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addOption(strictOption())
    .addOption(offlineOption())
    .option('--download', 'fetch the public OSV data for the ecosystems of the product without asking')
    .option('--mirror <url>', 'base address of the OSV data')
    .option('--fail-on <gate>', 'exit 1 on: critical, high, medium, unknown, new (repeatable)', collect)
    .option('--baseline <file>', 'findings.json of an earlier run, for --fail-on new')
    .option('--production', 'leave development dependencies out of the findings')
    .addOption(new Option('--lang <language>', 'language of the report').choices(['en', 'de']).default('en'))
  command.action(async (dir: string, options: Options) =>
    run(async () => (await import('./commands/check.ts')).runCheck(context, dir, options)),
  )
}

function addInventory(program: Command, context: Context, run: Run): void {
  const formats = ['cyclonedx-json', 'spdx-json', 'purls', 'json']
  program
    .command('inventory')
    .summary('the components of a tree or of one lock file')
    .argument('[path]', 'folder or file', '.')
    .addOption(new Option('--format <format>', 'what to print').choices(formats).default('purls'))
    .option('--json', 'the same as --format json')
    .option('--first-party', 'list the product itself and its workspace members too')
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
    .argument('[path]', 'folder, lock file or SBOM', '.')
    .addOption(
      new Option('--format <format>', 'what to print').choices(['table', 'json', 'sarif']).default('table'),
    )
    .option('--json', 'the same as --format json')
    .option('--production', 'drop development dependencies')
    .option('--fail-on <gate>', 'exit 1 on: critical, high, medium, unknown (repeatable)', collect)
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(strictOption())
    .action(async (path: string, options: Options) =>
      run(async () => (await import('./commands/scan.ts')).runScan(context, path, options)),
    )
}

function addSbom(program: Command, context: Context, run: Run): void {
  const sbom = program.command('sbom').summary('work on SBOM files')
  sbom
    .command('validate')
    .summary('check SBOM files against the official schemas')
    .argument('<file...>', 'CycloneDX or SPDX, JSON')
    .addOption(jsonOption())
    .action(async (files: readonly string[], options: Options) =>
      run(async () => (await import('./commands/sbom.ts')).runValidate(context, files, options)),
    )
}

function addDb(program: Command, context: Context, run: Run): void {
  const db = program.command('db').summary('FedDB: advisories on this machine')
  addDbFilling(db, context, run)
  addDbPublish(db, context, run)
  addDbExport(db, context, run)
  addDbReview(db, context, run)
  addDbAsking(db, context, run)
  addDbExplaining(db, context, run)
  addDbServe(db, context, run)
}

const loadDb = async () => import('./commands/db.ts')

function addDbFilling(db: Command, context: Context, run: Run): void {
  db.command('import')
    .summary('take in advisories: OSV, GHSA, NVD, CVE, KEV, EPSS, CSAF and more')
    .argument('<source...>', 'a file, an archive (.zip, .tar.gz), or a folder; what it holds is recognised')
    .option('--name <name>', 'name of the source (default: from the path)')
    .option('--format <id>', 'form of the files, where it is not recognised; `?` lists them')
    .option('--as-of <date>', 'how fresh the data is (default: time of the file)')
    .option('--partial', 'the source does not know everything: its silence means nothing')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (sources: readonly string[], options: Options) =>
      run(async () => (await loadDb()).runImport(context, sources, options)),
    )
  db.command('sync')
    .summary('follow another node, or fetch the public OSV data')
    .argument('[address]', 'web address or folder of a node, or base address of the OSV data')
    .option('--ecosystem <name>', 'OSV data of this ecosystem, such as npm or PyPI (repeatable)', collect)
    .option('--key <key>', 'key that you trust for the node, as its owner told you (repeatable)', collect)
    .option('--until <date>', 'trust the key until then')
    .option('--type <type>', 'fetch only this purl type, such as npm (repeatable)', collect)
    .addOption(dbOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (url: string | undefined, options: Options) =>
      run(async () => (await loadDb()).runSync(context, url, options)),
    )
}

function addDbPublish(db: Command, context: Context, run: Run): void {
  db.command('publish')
    .summary('sign the snapshot, so that others can follow this node')
    .option('--origin <name>', 'name of this node, such as example.org/feddb; makes a key the first time')
    .option('--key <file>', 'file of the signing key (repeatable while keys change)', collect)
    .option('--to <folder>', 'copy what followers need there: a web server, a mirror, a stick')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (options: Options) =>
      run(async () => (await import('./commands/db-exchange.ts')).runPublish(context, options)),
    )
}

const loadReview = async () => import('./commands/db-review.ts')

function addDbExport(db: Command, context: Context, run: Run): void {
  db.command('export')
    .summary('write what is loaded in a form that others read')
    .argument('<folder>', 'new or empty folder')
    .addOption(
      new Option('--layout <layout>', 'AboutCode federation, or OSV archives')
        .choices(['aboutcode', 'osv'])
        .makeOptionMandatory(),
    )
    .option('--config <file>', 'configuration of a federation (YAML); aboutcode only')
    .option('--type <type>', 'purl type, such as npm (repeatable)', collect)
    .option('--source <name>', 'name of a source (repeatable)', collect)
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (folder: string, options: Options) =>
      run(async () => (await import('./commands/db-export.ts')).runExport(context, folder, options)),
    )
}

function addDbReview(db: Command, context: Context, run: Run): void {
  const review = db.command('review').summary('signed statements about advisories, and votes on them')
  signing(review.command('add'))
    .summary('report, correct, dispute, remediate or withdraw')
    .argument('<kind>', 'report, correct, dispute, remediate or withdraw')
    .option('--purl <purl>', 'the package')
    .option('--record <id>', 'the record that it is about; of a report, its own id')
    .option('--source <name>', 'whose record, where several have the id')
    .option('--vers <range>', 'affected versions (report, correct), such as vers:npm/<1.5.0')
    .option('--fixed <version>', 'a version that has the fix (remediate; repeatable)', collect)
    .option('--embargo', 'never hand it out, until released')
    .action(async (kind: string, options: Options) =>
      run(async () => (await loadReview()).runReviewAdd(context, kind, options)),
    )
  for (const vote of ['approve', 'reject'] as const) {
    signing(review.command(vote))
      .summary(`${vote} a statement; your last vote counts`)
      .argument('<statement>', 'its id, or the first eight digits')
      .action(async (statement: string, options: Options) =>
        run(async () => (await loadReview()).runReviewVote(context, vote, { statement, options })),
      )
  }
  addDbReviewReading(review, context, run)
}

function addDbReviewReading(review: Command, context: Context, run: Run): void {
  review
    .command('list')
    .summary('statements by trusted reviewers, and what became of them')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (options: Options) => run(async () => (await loadReview()).runReviewList(context, options)))
  review
    .command('trust')
    .summary('whose statements count here, and how many must agree')
    .argument('<key...>', 'keys of reviewers, as they told you')
    .option('--approvals <number>', 'how many must agree (default: 2)', Number)
    .addOption(jsonOption())
    .action(async (keys: readonly string[], options: Options) =>
      run(async () => (await loadReview()).runReviewTrust(context, keys, options)),
    )
  review
    .command('release')
    .summary('end the embargo of a statement')
    .argument('<statement>', 'its id')
    .addOption(dbOption())
    .action(async (statement: string, options: Options) =>
      run(async () => (await loadReview()).runReviewRelease(context, statement, options)),
    )
}

function signing(command: Command): Command {
  return command
    .option('--reason <text>', 'why, in your own words')
    .option('--key <file>', 'file of your signing key')
    .option('--as <name>', 'your name as a reviewer, such as ada.example; makes a key the first time')
    .addOption(dbOption())
    .addOption(jsonOption())
}

function addDbAsking(db: Command, context: Context, run: Run): void {
  db.command('status')
    .summary('what is loaded, and how old it is')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (options: Options) => run(async () => (await loadDb()).runStatus(context, options)))
  db.command('query')
    .summary('is this package affected?')
    .argument('<purl...>', 'package URLs with versions, or - for one per line')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (purls: readonly string[], options: Options) =>
      run(async () => (await loadDb()).runQuery(context, purls, options)),
    )
  db.command('verify')
    .summary('recompute every digest of the store')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (options: Options) => run(async () => (await loadDb()).runVerify(context, options)))
}

function addDbServe(db: Command, context: Context, run: Run): void {
  db.command('serve')
    .summary('answer over HTTP as OSV, VulnerableCode and PurlDB do; and let other nodes follow')
    .option('--port <number>', 'port; 0 lets the system choose', portNumber, 8030)
    .option('--host <address>', 'address to listen on; all but loopback is open to others', '127.0.0.1')
    .option('--quiet', 'tell nothing about requests')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (options: Options) =>
      run(async () => (await import('./commands/db-serve.ts')).runServe(context, options)),
    )
}

function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port > 65535) throw new InvalidArgumentError('expected a port from 0 to 65535.')
  return port
}

function addDbExplaining(db: Command, context: Context, run: Run): void {
  db.command('explain')
    .summary('what each source says of a package and a vulnerability, and which rule decided')
    .argument('<purl>', 'package URL, with a version as a rule')
    .argument('<id>', 'advisory id or alias')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (purl: string, id: string, options: Options) =>
      run(async () => (await import('./commands/db-explain.ts')).runExplain(context, { purl, id }, options)),
    )
  db.command('show')
    .summary('a vulnerability as its records describe it, with a source for every value')
    .argument('<id>', 'advisory id or alias')
    .option('--raw', 'the records as they came, unmerged')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (id: string, options: Options) =>
      run(async () => (await import('./commands/db-show.ts')).runShow(context, id, options)),
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
