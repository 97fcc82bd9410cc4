/** `occtet serve` and `occtet server`: options only. */
import { type Command, InvalidArgumentError } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { jsonOption, type Run } from './options.ts'

export function addServe(program: Command, context: Context, run: Run): void {
  program
    .command('serve')
    .summary('the web application: triage, self-assessment, documents, clocks, ledger')
    .option('--port <number>', 'port; 0 lets the system choose (default: 7373)', portNumber)
    .option('--host <address>', 'address to listen on; all but loopback asks people to sign in')
    .option('--database <url>', 'postgres://… for a team (default: one file in the data folder)')
    .option('--data <folder>', 'where database, ledgers and keys are kept')
    .option('--public-url <url>', 'where people reach it, such as https://cra.example.org')
    .option('--config <file>', 'settings as YAML (default: server.yaml in the configuration folder)')
    .option('--accounts', 'ask people to sign in on this machine too')
    .option('--no-sample', 'without the sample product')
    .option('--offline', 'use no network: no mail, no webhooks, no downloads')
    .option('--verbose', 'tell every request and job on standard error, as JSON lines')
    .addOption(jsonOption())
    .action(async (options: Options) =>
      run(async () => (await import('../commands/serve.ts')).runServe(context, options)),
    )
}

export function addServer(program: Command, context: Context, run: Run): void {
  const server = program.command('server').summary('back up and restore what `occtet serve` keeps')
  const load = async () => import('../commands/server-backup.ts')
  placeOptions(server.command('backup'))
    .summary('everything into one file, while the server runs')
    .argument('<file>', 'where to write it; it holds keys and personal data')
    .option('--without-key', 'leave out the key of sealed secrets; keep it elsewhere')
    .addOption(jsonOption())
    .action(async (file: string, options: Options) =>
      run(async () => (await load()).runBackup(context, file, options)),
    )
  placeOptions(server.command('restore'))
    .summary('a backup into an empty folder, and an empty database')
    .argument('<file>', 'what `occtet server backup` has written')
    .addOption(jsonOption())
    .action(async (file: string, options: Options) =>
      run(async () => (await load()).runRestore(context, file, options)),
    )
  placeOptions(server.command('forget-secrets'))
    .summary('give up secrets whose key is lost, so that the server can start')
    .option('--yes', 'second factors, secrets of webhooks, private OpenPGP keys: yes')
    .addOption(jsonOption())
    .action(async (options: Options) => run(async () => (await load()).runForgetSecrets(context, options)))
}

function placeOptions(command: Command): Command {
  return command
    .option('--database <url>', 'postgres://… (default: one file in the data folder)')
    .option('--data <folder>', 'where database, ledgers and keys are kept')
    .option('--config <file>', 'settings as YAML (default: server.yaml in the configuration folder)')
}

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new InvalidArgumentError('expected a port from 0 to 65535.')
}
