/** The commands of `occtet licenses`. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { dbOption, jsonOption, maxAgeOption, type Run, strictOption } from './options.ts'

const load = async () => import('../commands/licenses.ts')

export function addLicenses(program: Command, context: Context, run: Run): void {
  const licenses = program.command('licenses').summary('licenses of the components, notices, conclusions')
  addLooking(licenses, context, run)
  licenses
    .command('check')
    .summary('the license rules of the policy; exit 1 where one that must hold does not')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--policy <file>', 'another policy than .occtet/policy.yaml, or the default one')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (dir: string, options: Options) =>
      run(async () =>
        (await import('../commands/policy.ts')).runPolicyCheck(context, dir, { ...options, only: 'license' }),
      ),
    )
  licenses
    .command('conclude')
    .summary('write down which license holds, after looking')
    .argument('<purl>', 'the component, with its version')
    .argument('<expression>', 'SPDX expression')
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--source <text>', 'what it rests on: a file, an address, a letter')
    .option('--by <name>', 'who concludes (default: OCCTET_BY)')
    .addOption(new Option('--product <folder>', 'source tree of the product').default('.'))
    .action(async (purl: string, expression: string, options: Options) =>
      run(async () => (await load()).runLicensesConclude(context, { purl, expression }, options)),
    )
}

function addLooking(licenses: Command, context: Context, run: Run): void {
  licenses
    .command('list', { isDefault: true })
    .summary('declared, detected and concluded licenses; unknown ones and contradictions first')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--all', 'every component')
    .option('--production', 'leave development dependencies out')
    .addOption(jsonOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runLicensesList(context, dir, options)),
    )
  licenses
    .command('notice')
    .summary('the notice file that goes with the product')
    .argument('[dir]', 'source tree of the product', '.')
    .addOption(new Option('--format <format>', 'form of the file').choices(['text', 'html']).default('text'))
    .option('--out <file>', 'write it there')
    .option('--production', 'leave development dependencies out')
    .addOption(strictOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runLicensesNotice(context, dir, options)),
    )
}
