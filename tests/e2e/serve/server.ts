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
}

/** Throws when the process ends without telling its address. */
export async function startServer(args: readonly string[] = []): Promise<Server> {
  const began = Date.now()
  const child = spawn(
    process.execPath,
    [`${cliFolder}occtet.mjs`, 'serve', '--port', '0', '--offline', ...args],
    {
      cwd: projectRoot,
      env: { PATH: process.env['PATH'], OCCTET_HOME: scratch('serve') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let stderr = ''
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  const url = await firstLine(child, () => stderr)
  return { url, began, stderr: () => stderr, stop: async () => stop(child) }
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
