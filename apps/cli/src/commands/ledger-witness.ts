/** `occtet ledger witness serve|init|status|clear`: this machine watches over the logs of others. */
import { clearWitnessFork, createWitness, readWitnessStatus, startWitness } from '@occtet/toolkit/adapters'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatWitness } from '../format-watch.ts'
import { flagOption, numberOption, type Options, textOption } from '../options.ts'
import { guardLedger } from '../record/guard-ledger.ts'
import { stopSignal } from '../stop-signal.ts'

const configOf = (options: Options): string => textOption(options, 'config') ?? ''

/** A new key, which cosigns nothing yet; others put its verifier key into their policies. */
export async function runWitnessInit(context: Context, options: Options): Promise<ExitCode> {
  const { verifierKey } = await guardLedger(async () => createWitness(configOf(options)))
  const value = { schema: 'urn:occtet:schema:ledger-witness-init:1', verifierKey }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : `${verifierKey}\n`)
  return exitCodes.done
}

/** Runs until SIGINT or SIGTERM. The address is the first line on standard output. */
export async function runWitnessServe(context: Context, options: Options): Promise<ExitCode> {
  const host = textOption(options, 'host') ?? '127.0.0.1'
  const witness = await guardLedger(async () =>
    startWitness({ configPath: configOf(options), host, port: numberOption(options, 'port') ?? 0 }),
  )
  context.out(`${witness.url}\n`)
  context.say(`witness ${witness.verifierKey}\n  for ${witness.origins.length} logs; stop it with Ctrl-C\n`)
  await stopSignal()
  await witness.stop()
  const failure = witness.stopped()
  if (failure === undefined) return exitCodes.done
  throw new CommandFailure({ exitCode: exitCodes.disk, code: failure.code, message: failure.message })
}

/** Exit 1 where a log was caught showing two histories. */
export async function runWitnessStatus(context: Context, options: Options): Promise<ExitCode> {
  const status = await guardLedger(() => readWitnessStatus(configOf(options)))
  const value = { schema: 'urn:occtet:schema:ledger-witness:1', ...status }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatWitness(status))
  return status.logs.some(({ state }) => state === 'forked') ? exitCodes.gateFailed : exitCodes.done
}

export async function runWitnessClear(context: Context, origin: string, options: Options): Promise<ExitCode> {
  const wasForked = await guardLedger(async () => clearWitnessFork(configOf(options), origin))
  if (!wasForked) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'NOT_FORKED',
      message: `no fork of ${origin} is known to this witness`,
    })
  }
  context.say(`${origin} is witnessed again; the evidence stays where it lies\n`)
  return exitCodes.done
}
