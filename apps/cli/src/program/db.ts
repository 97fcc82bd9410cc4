/** The commands of `occtet db`. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import {
  collect,
  dbOption,
  jsonOption,
  maxAgeOption,
  offlineOption,
  type Run,
  wholeNumber,
} from './options.ts'
import { addDbReview } from './review.ts'

export function addDb(program: Command, context: Context, run: Run): void {
  const db = program.command('db').summary('FedDB: advisories on this machine')
  addDbFilling(db, context, run)
  addDbPublish(db, context, run)
  addDbExport(db, context, run)
  addDbReview(db, context, run)
  addDbAsking(db, context, run)
  addDbExplaining(db, context, run)
  addDbServe(db, context, run)
}

const loadDb = async () => import('../commands/db.ts')

function addDbFilling(db: Command, context: Context, run: Run): void {
  db.command('import')
    .summary('take in advisories: OSV, GHSA, NVD, CVE, KEV, EPSS, CSAF and more')
    .argument(
      '<source...>',
      'a file, an archive (.zip, .tar.gz), a folder; or the provider-metadata.json of a CSAF provider, also on the web',
    )
    .option('--name <name>', 'name of the source (default: from the path)')
    .option('--format <id>', 'form of the files, where it is not recognised; `?` lists them')
    .option(
      '--as-of <date>',
      'how fresh the data is (default: time of the file; of a list of exploited flaws, its newest entry)',
    )
    .option('--partial', 'the source does not know everything: its silence means nothing')
    .option('--rebuild', 'write every layer anew, for a store that `db verify` finds damaged')
    .addOption(dbOption())
    .addOption(offlineOption())
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
      run(async () => (await import('../commands/db-exchange.ts')).runPublish(context, options)),
    )
}

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
      run(async () => (await import('../commands/db-export.ts')).runExport(context, folder, options)),
    )
}

function addDbAsking(db: Command, context: Context, run: Run): void {
  db.command('status')
    .summary('what is loaded, and how old it is')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (options: Options) =>
      run(async () => (await import('../commands/db-status.ts')).runStatus(context, options)),
    )
  db.command('query')
    .summary('is this package affected?')
    .argument('<purl...>', 'package URLs with versions, or - for one per line')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (purls: readonly string[], options: Options) =>
      run(async () => (await loadDb()).runQuery(context, purls, options)),
    )
  addDbChecking(db, context, run)
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
      run(async () => (await import('../commands/db-serve.ts')).runServe(context, options)),
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
      run(async () => (await import('../commands/db-explain.ts')).runExplain(context, { purl, id }, options)),
    )
  db.command('show')
    .summary('a vulnerability as its records describe it, with a source for every value')
    .argument('<id>', 'advisory id or alias')
    .option('--raw', 'the records as they came, unmerged')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (id: string, options: Options) =>
      run(async () => (await import('../commands/db-show.ts')).runShow(context, id, options)),
    )
}

function addDbChecking(db: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/db-verify.ts')
  db.command('verify')
    .summary('recompute every digest: of the store, of a published folder, of a proven answer')
    .argument('[folder]', 'a folder that another node published, such as a mirror or a stick')
    .option('--proof <file>', 'an answer that `db prove` has written')
    .option('--key <key>', 'key of the node (default: those of the nodes that are followed)', collect)
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (folder: string | undefined, options: Options) =>
      run(async () => (await load()).runVerify(context, folder, options)),
    )
  db.command('prove')
    .summary('what the published snapshot says about a package, as a file that others can check')
    .argument('<purl>', 'package URL')
    .option('--out <file>', 'where to write it (default: standard output)')
    .addOption(dbOption())
    .action(async (purl: string, options: Options) =>
      run(async () => (await load()).runProve(context, purl, options)),
    )
}
