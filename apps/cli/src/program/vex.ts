/** The commands of `occtet vex`: statements out and in. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { collect, dbOption, jsonOption, maxAgeOption, type Run } from './options.ts'

const loadImport = async () => import('../commands/vex-import.ts')

const formatOption = (): Option =>
  new Option('--format <format>', 'format of the document')
    .choices(['openvex', 'cyclonedx', 'csaf', 'spdx'])
    .default('openvex')
const versionOption = (): Option => new Option('--format-version <version>', 'such as 1.7 or 2.1')
const authorOption = (): Option => new Option('--author <name>', 'who speaks (default: the manufacturer)')

export function addVex(program: Command, context: Context, run: Run): void {
  const vex = program.command('vex').summary('VEX documents: OpenVEX, CycloneDX, CSAF, SPDX')
  addExport(vex, context, run)
  addImport(vex, context, run)
  addWork(vex, context, run)
}

function addExport(vex: Command, context: Context, run: Run): void {
  vex
    .command('export')
    .summary('what decisions in force state, for customers and other tools')
    .argument('[dir]', 'source tree of the product', '.')
    .addOption(formatOption())
    .addOption(versionOption())
    .option('--out <file>', 'write it there; a document that is there is continued with the next version')
    .addOption(
      new Option('--open <status>', 'what to say of findings that nobody decided (default: nothing)').choices(
        ['under_investigation', 'affected'],
      ),
    )
    .option(
      '--fixed <decision>',
      'decision whose finding this release no longer has: state it as fixed (repeatable)',
      collect,
    )
    .addOption(authorOption())
    .option('--role <role>', 'role of the author')
    .option(
      '--namespace <address>',
      'address of the publisher (CSAF; default: the website of the manufacturer)',
    )
    .option(
      '--id <id>',
      'id of the document (default: that of the version before, else made from its content)',
    )
    .addOption(
      new Option('--tlp <label>', 'who may read it (CSAF)')
        .choices(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'])
        .default('CLEAR'),
    )
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await import('../commands/vex-export.ts')).runVexExport(context, dir, options)),
    )
}

function addImport(vex: Command, context: Context, run: Run): void {
  vex
    .command('import')
    .summary('take in statements; a decision of ours is never overridden')
    .argument('<file...>', 'OpenVEX, CycloneDX, CSAF or SPDX 3 documents')
    .addOption(new Option('--product <folder>', 'source tree of the product').default('.'))
    .addOption(
      new Option('--trust <level>', 'own: becomes decisions; supplier, other: feeds proposals')
        .choices(['own', 'supplier', 'other'])
        .default('other'),
    )
    .option('--by <name>', 'who imports (default: OCCTET_BY)')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (files: readonly string[], options: Options) =>
      run(async () => (await loadImport()).runVexImport(context, files, options)),
    )
}

function addWork(vex: Command, context: Context, run: Run): void {
  vex
    .command('merge')
    .summary('several documents as one list; what authors dispute is shown and left out')
    .argument('<file...>', 'documents')
    .option('--out <file>', 'write the merged document there')
    .addOption(formatOption())
    .addOption(versionOption())
    .addOption(authorOption())
    .addOption(jsonOption())
    .action(async (files: readonly string[], options: Options) =>
      run(async () => (await loadImport()).runVexMerge(context, files, options)),
    )
  vex
    .command('validate')
    .summary('read documents; CSAF against its schema and all tests of its version')
    .argument('<file...>', 'documents')
    .addOption(jsonOption())
    .action(async (files: readonly string[], options: Options) =>
      run(async () => (await loadImport()).runVexValidate(context, files, options)),
    )
}
