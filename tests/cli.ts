/** Runs the bundled command line as a process of its own, the way a user does. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const cliFolder = fileURLToPath(new URL('../node_modules/.cache/occtet-cli/', import.meta.url))
export const projectRoot = fileURLToPath(new URL('..', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly timeout?: number
  /** Runs as this user, so that permissions count even where the tests run as root. */
  readonly uid?: number
}

/** OCCTET_HOME is an empty folder unless given, so that no test meets the FedDB of the machine. */
export function occtet(args: readonly string[], options: RunOptions = {}): Ran {
  const run = spawnSync(process.execPath, [`${cliFolder}occtet.mjs`, ...args], {
    cwd: options.cwd ?? projectRoot,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: options.timeout ?? 60_000,
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.input === undefined ? {} : { input: options.input }),
    env: {
      PATH: process.env['PATH'],
      OCCTET_HOME: scratch('home'),
      SOURCE_DATE_EPOCH: '1795305600',
      ...options.env,
    },
  })
  return { code: run.status, stdout: run.stdout, stderr: run.stderr }
}

/** A fresh folder that nobody else uses. */
export function scratch(name: string): string {
  return mkdtempSync(join(tmpdir(), `occtet-${name}-`))
}
