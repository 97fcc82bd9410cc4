/** The commands of `occtet sbom`. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import {
  collect,
  dbOption,
  jsonOption,
  maxAgeOption,
  offlineOption,
  type Run,
  strictOption,
} from './options.ts'

/** Spelled out here, so that help needs none of the toolkit; a test compares them with it. */
export const syntaxes = ['cyclonedx-json', 'cyclonedx-xml', 'spdx-json', 'spdx-tag-value', 'spdx3-json']
export const standards = ['bsi-2.1', 'bsi-2.0', 'ntia-2021', 'cisa-2026', 'cra']

const versionOption = (): Option =>
  new Option('--spec-version <version>', 'of the format (default: the newest)')
const outOption = (): Option => new Option('-o, --out <file>', 'write it there instead of to standard output')

export function addSbom(program: Command, context: Context, run: Run): void {
  const sbom = program.command('sbom').summary('SBOMs: validate, convert, score, compare, merge, repair')
  addValidate(sbom, context, run)
  addConvert(sbom, context, run)
  addScore(sbom, context, run)
  addDiff(sbom, context, run)
  addMerge(sbom, context, run)
  addEnrich(sbom, context, run)
}

function addValidate(sbom: Command, context: Context, run: Run): void {
  sbom
    .command('validate')
    .summary('check SBOM files against the official schemas')
    .argument('<file...>', 'CycloneDX or SPDX, of any format')
    .addOption(jsonOption())
    .action(async (files: readonly string[], options: Options) =>
      run(async () => (await import('../commands/sbom.ts')).runValidate(context, files, options)),
    )
}

function addConvert(sbom: Command, context: Context, run: Run): void {
  sbom
    .command('convert')
    .summary('write it in another format, and say what does not fit into it')
    .argument('<file>', 'CycloneDX or SPDX, of any format')
    .addOption(new Option('--to <syntax>', 'format to write').choices(syntaxes).makeOptionMandatory())
    .addOption(versionOption())
    .addOption(outOption())
    .addOption(new Option('--strict', 'exit 4 when anything was lost'))
    .addOption(jsonOption())
    .action(async (file: string, options: Options) =>
      run(async () => (await import('../commands/sbom-convert.ts')).runConvert(context, file, options)),
    )
}

function addScore(sbom: Command, context: Context, run: Run): void {
  sbom
    .command('score')
    .summary('what of the CRA, BSI TR-03183-2, NTIA and CISA it meets, and how to mend the rest')
    .argument('<file>', 'an SBOM; or a tree or lock file, whose SBOM is rated')
    .option(`--standard <id>`, `only this one: ${standards.join(', ')} (repeatable)`, collect)
    .option('--from <dir>', 'the tree of the product: are all its direct dependencies in the SBOM?')
    .option('--all', 'name every component that misses something')
    .addOption(jsonOption())
    .action(async (file: string, options: Options) =>
      run(async () => (await import('../commands/sbom-score.ts')).runScore(context, file, options)),
    )
}

function addDiff(sbom: Command, context: Context, run: Run): void {
  sbom
    .command('diff')
    .summary('what was added, removed and changed, and what became vulnerable or no longer is')
    .argument('<before>', 'an SBOM of any format, a tree or a lock file')
    .argument('<after>', 'the same of a later release')
    .addOption(
      new Option('--format <format>', 'what to print').choices(['text', 'markdown', 'json']).default('text'),
    )
    .option('--no-vulnerabilities', 'compare components only')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(strictOption())
    .addOption(jsonOption())
    .action(async (before: string, after: string, options: Options) =>
      run(async () => (await import('../commands/sbom-diff.ts')).runDiff(context, [before, after], options)),
    )
}

function addMerge(sbom: Command, context: Context, run: Run): void {
  sbom
    .command('merge')
    .summary('several SBOMs as the one of a product made of them')
    .argument('<file...>', 'SBOMs of any format, trees or lock files')
    .requiredOption('--name <name>', 'the product')
    .option('--product-version <version>', 'its version')
    .option('--flat', 'leave the products of the parts out; their components belong to the new one')
    .addOption(new Option('--to <syntax>', 'format to write').choices(syntaxes).default('cyclonedx-json'))
    .addOption(versionOption())
    .addOption(outOption())
    .addOption(new Option('--strict', 'exit 4 when the parts contradict each other or anything was lost'))
    .addOption(jsonOption())
    .action(async (files: readonly string[], options: Options) =>
      run(async () => (await import('../commands/sbom-merge.ts')).runMerge(context, files, options)),
    )
}

function addEnrich(sbom: Command, context: Context, run: Run): void {
  sbom
    .command('enrich')
    .summary('fill in what is missing, each value with its source, and say what nobody knows')
    .argument('<file>', 'an SBOM of any format')
    .option('--from <dir>', 'the tree of the product: hashes, licenses and dependencies from its lock files')
    .option(
      '--registries',
      'ask the package registries that your own client settings name (npm, pip, cargo, …)',
    )
    .option('--feddb', 'home pages and repositories, where the advisories about a package agree on them')
    .addOption(dbOption())
    .addOption(new Option('--to <syntax>', 'format to write (default: that of the file)').choices(syntaxes))
    .addOption(versionOption())
    .addOption(outOption())
    .addOption(offlineOption())
    .addOption(new Option('--strict', 'exit 4 when anything is still missing'))
    .addOption(jsonOption())
    .action(async (file: string, options: Options) =>
      run(async () => (await import('../commands/sbom-enrich.ts')).runEnrich(context, file, options)),
    )
}
