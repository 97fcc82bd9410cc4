/** The commands of `occtet cra` that say where a product stands: status, plan, compare. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { collect, dbOption, jsonOption, maxAgeOption, offlineOption, type Run } from './options.ts'

const load = async () => import('../commands/cra-status.ts')

export function addStanding(cra: Command, context: Context, run: Run): void {
  standing(cra.command('status'))
    .summary('level, readiness, evidence, the 22 requirements and the next five steps')
    .option('--quick', 'score the quick scan only')
    .option('--enisa', 'list the 25 items of the ENISA self-check')
    .option('--own <item=rating>', 'your own rating of an item, such as 4.3=2 (repeatable)', collect)
    .option('--save <label>', 'keep it for comparison: baseline, follow-up or final')
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runStatus(context, dir, options)),
    )
  standing(cra.command('plan'))
    .summary('what to do, ranked, with effort and owner')
    .option('--assign <action=name>', 'who does it, such as ACT-21=NAME@2026-12-01 (repeatable)', collect)
    .option('--all', 'every action')
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runPlan(context, dir, options)),
    )
  standing(cra.command('compare'))
    .summary('what moved between two assessments')
    .option('--from <label>', 'label or time of a saved one (default: the first baseline)')
    .option('--to <label>', 'label or time of a saved one (default: now)')
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runCompare(context, dir, options)),
    )
}

/** Argument and options of every command here. */
export function standing(command: Command): Command {
  return command
    .argument('[dir]', 'source tree of the product', '.')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(new Option('--lang <language>', 'language of the answer').choices(['en', 'de']).default('en'))
    .addOption(jsonOption())
    .addOption(offlineOption())
}
