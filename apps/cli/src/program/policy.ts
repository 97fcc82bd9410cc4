/** The commands of `occtet policy`: rules as data. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { dbOption, jsonOption, maxAgeOption, type Run } from './options.ts'

const load = async () => import('../commands/policy.ts')

const policyOption = (): Option =>
  new Option('--policy <file>', 'another policy than .occtet/policy.yaml, or the default one')

export function addPolicy(program: Command, context: Context, run: Run): void {
  const policy = program.command('policy').summary('rules of your own on findings, licenses, age and data')
  policy
    .command('init')
    .summary('write the default policy as a file of your own')
    .argument('[dir]', 'source tree of the product', '.')
    .action(async (dir: string) => run(async () => (await load()).runPolicyInit(context, dir)))
  policy
    .command('check')
    .summary('judge a tree; exit 1 where a rule that must hold does not')
    .argument('[dir]', 'source tree of the product', '.')
    .addOption(policyOption())
    .option('--baseline <file>', 'findings.json of an earlier check: only what is new counts')
    .addOption(
      new Option('--format <format>', 'what to print')
        .choices(['table', 'json', 'sarif', 'junit', 'markdown'])
        .default('table'),
    )
    .option('--output <file>', 'write it there instead')
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runPolicyCheck(context, dir, options)),
    )
  addTrying(policy, context, run)
}

function addTrying(policy: Command, context: Context, run: Run): void {
  policy
    .command('test')
    .summary('run the tests that stand beside the policy (.occtet/policy.test.yaml)')
    .argument('[dir]', 'source tree of the product', '.')
    .addOption(policyOption())
    .option('--cases <file>', 'another file of tests')
    .addOption(jsonOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runPolicyTest(context, dir, options)),
    )
  policy
    .command('explain')
    .summary('what every rule says of one component, finding or vulnerability, and from which facts')
    .argument('<subject>', 'purl, id of a vulnerability, key of a finding, or the name of the product')
    .argument('[dir]', 'source tree of the product', '.')
    .addOption(policyOption())
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .action(async (subject: string, dir: string, options: Options) =>
      run(async () => (await load()).runPolicyExplain(context, { dir, subject }, options)),
    )
}
