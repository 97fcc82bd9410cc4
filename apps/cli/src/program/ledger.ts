/** The commands of `occtet ledger`: what was recorded, proofs of it, and who watches over the log. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { collect, jsonOption, type Run, wholeNumber } from './options.ts'

export function addLedger(program: Command, context: Context, run: Run): void {
  const parent = program
    .command('ledger')
    .summary('a tamper-evident log of what was done: record, prove, verify, witness')
  addWriting(parent, context, run)
  addErasing(parent, context, run)
  addReading(parent, context, run)
  addProving(parent, context, run)
  addExport(parent, context, run)
  addKeys(parent, context, run)
  addWatching(parent, context, run)
  addWitness(parent, context, run)
}

const originOption = (): Option =>
  new Option('--origin <origin>', 'which ledger (default: the one of this folder, else the only one here)')
const productOption = (): Option =>
  new Option('--product <folder>', 'folder of a product that has a ledger (default: this one)')
const languageOption = (): Option =>
  new Option('--lang <language>', 'language of the sentences').choices(['en', 'de']).default('en')

/** Options of every command that needs one ledger. */
function of(command: Command): Command {
  return command.addOption(originOption()).addOption(productOption()).addOption(jsonOption())
}

function addWriting(parent: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/ledger-write.ts')
  parent
    .command('init')
    .summary('make the ledger of your organisation, or tie a product to it')
    .argument('[dir]', 'the product', '.')
    .requiredOption('--origin <origin>', 'name of the log for ever, such as example.org/log/acme')
    .option('--organisation <name>', 'name of the organisation, for everybody to read (default: the origin)')
    .addOption(jsonOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runInit(context, dir, options)),
    )
  of(parent.command('append'))
    .summary('record an event by hand; most are recorded by the commands that make the change')
    .requiredOption('--type <type>', 'such as advisory.published; `occtet ledger types` lists them')
    .requiredOption('--data <json>', 'the event’s data as JSON, or @FILE')
    .option('--subject <file>', 'a file that it is about, by its digest (repeatable)', keep)
    .option('--by <name>', 'who did it (default: OCCTET_BY)')
    .option('--id <id>', 'ULID of the event: a repeated append records nothing new')
    .option('--case <id>', 'Art. 14 case: its events lie under a key of their own')
    .option('--legal <provision>', 'such as CRA:14(2)(a) (repeatable)', keep)
    .action(async (options: Options) => run(async () => (await load()).runAppend(context, options)))
}

function addErasing(parent: Command, context: Context, run: Run): void {
  of(parent.command('erase'))
    .summary('erase what an event says of a person, or all of it; its fingerprint stays')
    .argument('[index]', 'number of the event')
    .option('--person <name>', 'everything that names this person, as it was recorded')
    .option('--case <id>', 'everything of an Art. 14 case')
    .addOption(
      new Option(
        '--depth <depth>',
        'disclosures: names only; payload: all content; key: for good, in backups too',
      )
        .choices(['disclosures', 'payload', 'key'])
        .default('disclosures'),
    )
    .requiredOption('--reason <text>', 'why')
    .addOption(
      new Option('--ground-kind <kind>', 'legal ground')
        .choices(['data-subject-request', 'retention-ended', 'court-order', 'legal-obligation', 'other'])
        .default('data-subject-request'),
    )
    .option('--ground <text>', 'the decision or provision; opens what Art. 13(13) keeps')
    .option('--by <name>', 'who erases (default: OCCTET_BY)')
    .action(async (index: string | undefined, options: Options) =>
      run(async () => (await import('../commands/ledger-write.ts')).runErase(context, index, options)),
    )
}

function addReading(parent: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/ledger-read.ts')
  of(parent.command('list'))
    .summary('what was recorded, newest first, as sentences')
    .option('--type <type>', 'only this type, or a group such as case.', keep)
    .option('--about <product>', 'only of this product id')
    .option('--since <time>', 'only from this time on')
    .addOption(new Option('--limit <number>', 'how many').default(50).argParser(wholeNumber))
    .addOption(languageOption())
    .action(async (options: Options) => run(async () => (await load()).runList(context, options)))
  of(parent.command('show'))
    .summary('one event in full: who, what, when, and how it is proven')
    .argument('<index>', 'number of the event')
    .addOption(languageOption())
    .action(async (index: string, options: Options) =>
      run(async () => (await load()).runShow(context, index, options)),
    )
  parent
    .command('types')
    .summary('all types of events and what each holds')
    .addOption(languageOption())
    .addOption(jsonOption())
    .action(async (options: Options) => run(async () => (await load()).runTypes(context, options)))
  of(parent.command('checkpoint'))
    .summary('the newest signed state of the log: give it to others, they can hold you to it')
    .option('--write', 'into .occtet/ledger.yaml of the product')
    .action(async (options: Options) => run(async () => (await load()).runCheckpoint(context, options)))
  of(parent.command('fsck'))
    .summary('recompute everything; exit 0 only when all of it holds')
    .action(async (options: Options) => run(async () => (await load()).runFsck(context, options)))
}

function addProving(parent: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/ledger-prove.ts')
  of(parent.command('prove'))
    .summary('a proof of one event for somebody else, to be checked offline')
    .argument('<index>', 'number of the event')
    .option(
      '--without <name>',
      'keep back this personal field (repeatable); `all` keeps back every one',
      keep,
    )
    .option('--out <folder>', 'write INDEX.event.json and INDEX.tlog-proof there')
    .action(async (index: string, options: Options) =>
      run(async () => (await load()).runProve(context, index, options)),
    )
  parent
    .command('verify')
    .summary('check offline: an evidence package, all of it; or one proof, that its entry is in the log')
    .argument('<file>', '.tlog-proof or evidence package .zip')
    .option('--key <key>', 'the log’s verifier key, received another way (repeatable)', keep)
    .option('--policy <file>', 'which logs and witnesses you trust (tlog-policy)')
    .option('--anchors <file>', 'certificates of time stamp authorities that you trust (PEM)')
    .option('--event <file>', 'the event of a .tlog-proof (default: the .event.json beside it)')
    .option('--artefact <file>', 'a file in your hands that the package should speak of (repeatable)', keep)
    .addOption(languageOption())
    .addOption(jsonOption())
    .action(async (file: string, options: Options) =>
      run(async () => (await import('../commands/ledger-verify.ts')).runVerify(context, file, options)),
    )
}

function addExport(parent: Command, context: Context, run: Run): void {
  of(parent.command('export'))
    .summary('an evidence package: events, proofs, keys, and a page that checks them without network')
    .requiredOption('--out <file>', 'the .zip to write')
    .option(
      '--index <numbers>',
      'which events, comma-separated or 3-17 (default: all of the product)',
      collect,
    )
    .option('--about <product>', 'events of this product id')
    .option('--case <id>', 'events of this Art. 14 case')
    .option('--type <type>', 'only this type, or a group such as vuln. (repeatable)', keep)
    .option('--artefact <file>', 'put this file in too (repeatable)', keep)
    .option('--attestation <file>', 'put this attestation in too (repeatable)', keep)
    .option('--policy <file>', 'which logs and witnesses count (tlog-policy); default: of this ledger')
    .option('--without <name>', 'keep back this personal field (repeatable); default: all', keep)
    .option('--with-personal', 'with personal fields')
    .addOption(languageOption())
    .action(async (options: Options) =>
      run(async () => (await import('../commands/ledger-package.ts')).runExport(context, options)),
    )
}

function addKeys(parent: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/ledger-keys.ts')
  const keys = parent.command('keys').summary('keys of the organisation, as its log tells them')
  of(keys.command('list'))
    .summary('all keys: since when, until when, revoked or not')
    .action(async (options: Options) => run(async () => (await load()).runKeys(context, options)))
  of(keys.command('rotate'))
    .summary('a new key for signing events; what the old one signed stays valid')
    .option('--reason <text>', 'why')
    .option('--by <name>', 'who (default: OCCTET_BY)')
    .action(async (options: Options) => run(async () => (await load()).runRotate(context, options)))
  of(keys.command('revoke'))
    .summary('a key is in other hands, or lost: say so in the log')
    .argument('<keyid>', 'its id, or the beginning of it')
    .requiredOption('--reason <text>', 'why')
    .option('--compromised-since <time>', 'from when on nothing signed with it is to be believed')
    .option('--by <name>', 'who (default: OCCTET_BY)')
    .action(async (id: string, options: Options) =>
      run(async () => (await load()).runRevoke(context, id, options)),
    )
}

function addWatching(parent: Command, context: Context, run: Run): void {
  const load = async () => import('../commands/ledger-watch.ts')
  of(parent.command('policy'))
    .summary('who has to witness this log before it is published; with a file: set it')
    .argument('[file]', 'tlog-policy: log, witness, group and quorum lines')
    .action(async (file: string | undefined, options: Options) =>
      run(async () => (await load()).runPolicy(context, file, options)),
    )
  of(parent.command('monitor'))
    .summary('one look at your log from outside: forks, rollbacks, stale heads, unknown leaves')
    .option('--policy <file>', 'logs and witnesses with addresses (tlog-policy); default: of this ledger')
    .option('--mirror <folder>', 'a copy of the log to compare (repeatable)', keep)
    .addOption(
      new Option('--stale-after <hours>', 'age from which a head is stale')
        .default(26)
        .argParser(wholeNumber),
    )
    .option('--offline', 'only what lies on this machine')
    .action(async (options: Options) => run(async () => (await load()).runMonitor(context, options)))
  of(parent.command('stamp'))
    .summary('a time stamp of the newest checkpoint, from a time stamp authority (RFC 3161)')
    .requiredOption('--tsa <address>', 'where to ask')
    .requiredOption('--anchors <file>', 'certificates that you trust (PEM)')
    .action(async (options: Options) => run(async () => (await load()).runStamp(context, options)))
}

function addWitness(parent: Command, context: Context, run: Run): void {
  const loadWitness = async () => import('../commands/ledger-witness.ts')
  const witness = parent
    .command('witness')
    .summary('witness other logs, so that nobody can show two histories')
  witness
    .command('init')
    .summary('make the key of a witness')
    .requiredOption('--config <file>', 'whose logs it witnesses (JSON)')
    .addOption(jsonOption())
    .action(async (options: Options) =>
      run(async () => (await loadWitness()).runWitnessInit(context, options)),
    )
  witness
    .command('serve')
    .summary('run a witness on this machine')
    .requiredOption('--config <file>', 'whose logs it witnesses (JSON)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .addOption(new Option('--port <port>', 'port').default(8077).argParser(wholeNumber))
    .action(async (options: Options) =>
      run(async () => (await loadWitness()).runWitnessServe(context, options)),
    )
  witness
    .command('status')
    .summary('which logs it knows, at which size')
    .requiredOption('--config <file>', 'its configuration')
    .addOption(jsonOption())
    .action(async (options: Options) =>
      run(async () => (await loadWitness()).runWitnessStatus(context, options)),
    )
  witness
    .command('clear')
    .summary('witness a log again after a fork was looked into')
    .argument('<origin>', 'the log')
    .requiredOption('--config <file>', 'its configuration')
    .action(async (origin: string, options: Options) =>
      run(async () => (await loadWitness()).runWitnessClear(context, origin, options)),
    )
}

/** Values hold commas, so they are not split as those of other options are. */
function keep(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value]
}
