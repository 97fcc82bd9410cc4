/** The commands of `occtet cra`; each command's code is loaded when it runs. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { jsonOption, offlineOption, type Run } from './options.ts'

export function addCra(program: Command, context: Context, run: Run): void {
  const cra = program
    .command('cra')
    .summary('the Cyber Resilience Act: what applies, what is met, what is next')
  addClassify(cra, context, run)
}

const languageOption = (): Option =>
  new Option('--lang <language>', 'language of the answer').choices(['en', 'de']).default('en')

function addClassify(cra: Command, context: Context, run: Run): void {
  cra
    .command('classify')
    .summary('scope, role, class, routes, duties and dates, with the reasons')
    .argument('<facts>', 'JSON file with facts about the product, or - for one JSON object per line')
    .option('--at <date>', 'the day for which the answer is given (default: today)')
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(offlineOption())
    .action(async (facts: string, options: Options) =>
      run(async () => (await import('../commands/cra-classify.ts')).runClassify(context, facts, options)),
    )
}
