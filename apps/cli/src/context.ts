/** What a command may touch of its surroundings: streams, clock and settings, passed in so that tests can fake them. */
import { once } from 'node:events'
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { plain, plainLines, quoteTreacherous } from './layout.ts'

export interface Context {
  /** Data goes here. */
  readonly out: (text: string) => void
  /** Waits until a slow reader has taken what was written. */
  readonly drain: () => Promise<void>
  /** Talk goes here: file names and words of others among it, so control characters are shown by name. */
  readonly say: (text: string) => void
  /** The line of progress on a terminal, over the last one; empty takes it away. The line itself is harmless. */
  readonly redraw: (line: string) => void
  readonly stdin: AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isInteractive: boolean
  readonly hasColour: boolean
  /** `--offline` was given, to whichever command: nothing of it may use the network. */
  readonly isOffline: boolean
  /** Columns of the terminal; 80 where unknown. */
  readonly columns: number
  /** RFC 3339, UTC, whole seconds; from SOURCE_DATE_EPOCH when set. */
  readonly now: () => string
}

export function processContext(): Context {
  const { env, stdout, stderr, stdin } = process
  const isTty = stdout.isTTY && stderr.isTTY
  stdout.on('error', endQuietly)
  return {
    out: (text) => void stdout.write(stdout.isTTY ? quoteTreacherous(text) : text),
    drain: () => drained(stdout),
    say: (text) => void stderr.write(plainLines(text)),
    redraw: (line) => void stderr.write(`\r\u001b[2K${plain(line)}`),
    stdin,
    env,
    isInteractive: isTty && stdin.isTTY && env['CI'] === undefined,
    isOffline: process.argv.includes('--offline'),
    hasColour: isTty && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    columns: stdout.columns ?? 80,
    now: () => timestamp(env['SOURCE_DATE_EPOCH']),
  }
}

/** A reader that has seen enough (`occtet … | head`) is no fault of ours. */
function endQuietly(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'EPIPE') throw cause
  process.exitCode = 0
}

async function drained(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableNeedDrain) await once(stream, 'drain')
}

function timestamp(epoch: string | undefined): string {
  const date = epoch !== undefined && /^\d{1,11}$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date()
  return `${date.toISOString().slice(0, 19)}Z`
}

/** Folder of the FedDB: --db, else $OCCTET_HOME/feddb, else the platform's cache folder. */
export function feddbFolder(context: Context, chosen: string | undefined): string {
  if (chosen !== undefined) return chosen
  const home = context.env['OCCTET_HOME']
  return home === undefined || home === ''
    ? join(cacheFolder(context), 'occtet', 'feddb')
    : join(home, 'feddb')
}

/** Folder of what registries answered: $OCCTET_HOME/cache, else the platform's cache folder. */
export function registryCacheFolder(context: Context): string {
  const home = context.env['OCCTET_HOME']
  return home === undefined || home === '' ? join(cacheFolder(context), 'occtet') : join(home, 'cache')
}

/** Folder of keys and settings: $OCCTET_HOME/config, else the platform's place for them. */
export function configFolder(context: Context): string {
  const { env } = context
  const home = env['OCCTET_HOME']
  if (home !== undefined && home !== '') return join(home, 'config')
  if (platform() === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'occtet')
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'occtet')
  const xdg = env['XDG_CONFIG_HOME']
  return join(xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.config'), 'occtet')
}

/** Folder of what never leaves this machine: $OCCTET_HOME/private, else beside the settings. */
export function privateFolder(context: Context): string {
  const home = context.env['OCCTET_HOME']
  return join(home === undefined || home === '' ? configFolder(context) : home, 'private')
}

/** Folder of the server's database, ledgers and keys: $OCCTET_HOME/server, else beside the settings. */
export function serverFolder(context: Context): string {
  const home = context.env['OCCTET_HOME']
  return join(home === undefined || home === '' ? configFolder(context) : home, 'server')
}

function cacheFolder(context: Context): string {
  const { env } = context
  if (platform() === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches')
  const xdg = env['XDG_CACHE_HOME']
  return xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.cache')
}
