/** A process of its own that is killed at a chosen moment. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Bundles a module text (absolute imports) into a script in the folder; returns its path. */
export async function buildChild(folder: string, contents: string): Promise<string> {
  const outfile = join(folder, 'child.mjs')
  await build({
    stdin: { contents, resolveDir: folder, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  return outfile
}

export interface ChildRun {
  readonly ms: number
  readonly wasKilled: boolean
}

/** Milliseconds until the end, and whether the kill (after `killAfter` milliseconds, if given) came first. Rejects when it fails by itself. */
export function runChild(
  script: string,
  args: readonly string[],
  killAfter: number | undefined,
): Promise<ChildRun> {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const running = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    running.stderr.on('data', (part: Buffer) => {
      said += part.toString('utf8')
    })
    const timer = killAfter === undefined ? undefined : setTimeout(() => running.kill('SIGKILL'), killAfter)
    running.on('error', reject)
    running.on('exit', (code, signal) => {
      clearTimeout(timer)
      if (signal === 'SIGKILL' || code === 0)
        resolve({ ms: performance.now() - start, wasKilled: signal === 'SIGKILL' })
      else reject(new Error(`the process ended with ${code}: ${said}`))
    })
  })
}
