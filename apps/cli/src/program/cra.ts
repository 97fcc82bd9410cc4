/** The commands of `occtet cra`; each command's code is loaded when it runs. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { addRecords } from './cra-records.ts'
import { addStanding } from './cra-standing.ts'
import {
  collect,
  dbOption,
  jsonOption,
  maxAgeOption,
  offlineOption,
  type Run,
  strictOption,
} from './options.ts'

export function addCra(program: Command, context: Context, run: Run): void {
  const cra = program
    .command('cra')
    .summary('the Cyber Resilience Act: what applies, what is met, what is next')
  addClassify(cra, context, run)
  addEvidence(cra, context, run)
  addInit(cra, context, run)
  addAssess(cra, context, run)
  addStanding(cra, context, run)
  addCoverage(cra, context, run)
  addRecords(cra, context, run)
}

const languageOption = (): Option =>
  new Option('--lang <language>', 'language of the answer').choices(['en', 'de']).default('en')

function addClassify(cra: Command, context: Context, run: Run): void {
  cra
    .command('classify')
    .summary('scope, role, class, routes, duties and dates, with the reasons')
    .argument(
      '<facts>',
      'folder of the product (its answers), JSON file with facts, or - for one JSON object per line',
    )
    .option('--quick', 'of a folder: take as given what the quick scan does not ask')
    .option('--at <date>', 'the day for which the answer is given (default: today)')
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(strictOption())
    .addOption(offlineOption())
    .action(async (facts: string, options: Options) =>
      run(async () => (await import('../commands/cra-classify.ts')).runClassify(context, facts, options)),
    )
}

function addInit(cra: Command, context: Context, run: Run): void {
  cra
    .command('init')
    .summary('begin: write .occtet/product.yaml from what the tree says')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--name <name>', 'name of the product (default: from the tree)')
    .option('--id <id>', 'id of the product: letters, digits and - (default: from the name)')
    .addOption(jsonOption())
    .addOption(offlineOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await import('../commands/cra-init.ts')).runInit(context, dir, options)),
    )
}

function addAssess(cra: Command, context: Context, run: Run): void {
  cra
    .command('assess')
    .summary('answer the questions, with what the tree shows beside them')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--quick', 'the quick scan: some 16 questions')
    .option('--section <letter>', 'one section, A to J')
    .option('--answers <file>', 'take answers from a YAML or JSON file, or - for one JSON object per line')
    .option('--by <name>', 'who answers (default: OCCTET_BY)')
    .option('--blank', 'print the questions with their choices as a file to fill in')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(offlineOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await import('../commands/cra-assess.ts')).runAssess(context, dir, options)),
    )
}

function addEvidence(cra: Command, context: Context, run: Run): void {
  cra
    .command('evidence')
    .summary('what a machine can see of the requirements: state, strength, place and age')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--forge <folder>', 'exported answers of the hosting platform')
    .option('--forge-url <address>', 'fetch the answers of this project into that folder first')
    .addOption(
      new Option('--forge-kind <kind>', 'whose interface it is (default: from the address)').choices([
        'github',
        'gitlab',
      ]),
    )
    .option(
      '--page <kind=file>',
      'a saved web page: security-txt, declaration or product (repeatable)',
      collect,
    )
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(strictOption())
    .addOption(offlineOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await import('../commands/cra-evidence.ts')).runEvidence(context, dir, options)),
    )
}

function addCoverage(cra: Command, context: Context, run: Run): void {
  cra
    .command('coverage')
    .summary('what this version can find, ask and print for each essential requirement')
    .addOption(jsonOption())
    .addOption(offlineOption())
    .action(async (options: Options) =>
      run(async () => (await import('../commands/cra-coverage.ts')).runCoverage(context, options)),
    )
}
