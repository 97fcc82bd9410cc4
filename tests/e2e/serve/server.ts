/** The real `occtet serve`, as its own process with its own folder, on a port that the system chose. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { cliFolder, projectRoot, scratch } from '../../cli.ts'

export interface Server {
  /** Without a slash at the end. */
  readonly url: string
  /** Milliseconds since 1970, just before the process began. */
  readonly began: number
  readonly stderr: () => string
  /** SIGTERM, and the code with which it ends. */
  readonly stop: () => Promise<number | null>
  /** SIGKILL. */
  readonly kill: () => Promise<void>
}

export interface Place {
  /** OCCTET_HOME; a fresh folder where absent. */
  readonly home?: string
  readonly env?: Readonly<Record<string, string>>
  /** Called as soon as the process is there, long before it answers. */
  readonly onSpawn?: (kill: () => Promise<void>) => void
  /** In a process group of its own, which `kill` strikes as a whole; it outlives a test run that is broken off. */
  readonly isGroup?: boolean
}

/** Throws when the process ends without telling its address. */
export async function startServer(args: readonly string[] = [], place: Place = {}): Promise<Server> {
  const began = Date.now()
  const child = spawn(
    process.execPath,
    [`${cliFolder}occtet.mjs`, 'serve', '--port', '0', '--offline', ...args],
    {
      cwd: projectRoot,
      env: { PATH: process.env['PATH'], OCCTET_HOME: place.home ?? scratch('serve'), ...place.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: place.isGroup === true,
    },
  )
  const killAll = async (): Promise<void> => kill(child, place.isGroup === true)
  place.onSpawn?.(killAll)
  let stderr = ''
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  const url = await firstLine(child, () => stderr)
  return { url, began, stderr: () => stderr, stop: async () => stop(child), kill: killAll }
}

async function firstLine(child: ChildProcess, stderr: () => string): Promise<string> {
  if (child.stdout === null) throw new Error('no standard output')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error(`no address: ${stderr()}`)
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const ended = once(child, 'exit') as Promise<[number | null]>
  child.kill('SIGTERM')
  return (await ended)[0]
}

async function kill(child: ChildProcess, isGroup: boolean): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  process.kill(isGroup ? -child.pid : child.pid, 'SIGKILL')
  await ended
}
