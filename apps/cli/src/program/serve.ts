/** `occtet serve`: options only. */
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

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new InvalidArgumentError('expected a port from 0 to 65535.')
}
