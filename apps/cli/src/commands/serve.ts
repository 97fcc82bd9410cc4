/** `occtet serve`: the server and its web application, on this machine or for a team. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  createLog,
  type ServerSettings,
  type StartedServer,
  startServer,
  StoreError,
  VaultError,
} from '@occtet/server/app'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { flagOption, type Options } from '../options.ts'
import { settingsOf } from '../server-settings.ts'
import { stopSignal } from '../stop-signal.ts'
import { readVerifierPage } from '../verifier-page.ts'

/** Runs until SIGINT or SIGTERM. The address is the first line on standard output. */
export async function runServe(context: Context, options: Options): Promise<ExitCode> {
  const settings = settingsOf(context, options)
  const log = createLog(flagOption(options, 'verbose') || settings.mode === 'team' ? 'info' : 'error')
  const server = await startServer({
    settings,
    webDir: webFolder(),
    verifierPage: readVerifierPage(),
    log,
  }).catch((cause: unknown) => {
    throw startFailure(settings, cause)
  })
  tell(context, server, options)
  await stopSignal()
  context.say('Stopping: requests and jobs under way end first.\n')
  await server.stop()
  return exitCodes.done
}

/** Beside the bundle when built. */
function webFolder(): string {
  const places = ['./web/', '../web/'].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find((place) => existsSync(place)) ?? places[0] ?? ''
}

function tell(context: Context, server: StartedServer, options: Options): void {
  const { url, mode, setUpCode, handover } = server
  if (!server.hasWeb) {
    context.say('The web application is not built: only the API answers. Run "npm run build" first.\n')
  }
  context.out(flagOption(options, 'json') ? `${JSON.stringify({ url, mode })}\n` : `${url}\n`)
  if (setUpCode !== undefined) {
    context.say(
      `No account yet. Open ${url}/set-up and enter this code (valid for a day, once):\n  ${setUpCode}\n`,
    )
  }
  if (handover !== undefined) {
    context.say(
      `Sign in without a password (once, within ten minutes):\n  ${url}/sign-in#handover=${handover}\n`,
    )
  }
  context.say('Stop with Ctrl+C.\n')
}

function startFailure(settings: ServerSettings, cause: unknown): unknown {
  if (cause instanceof StoreError || cause instanceof VaultError) {
    return new CommandFailure({ exitCode: exitCodes.disk, code: cause.code, message: cause.message })
  }
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (!['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'].includes(code)) return cause
  const place = `${settings.host}:${settings.port}`
  return new CommandFailure({
    exitCode: exitCodes.network,
    code: 'ADDRESS_TAKEN',
    message: `cannot listen on ${place} (${code})`,
    hint: 'Another program may use it. Choose another: --port 0 lets the system choose',
  })
}
