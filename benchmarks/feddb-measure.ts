/** What the benchmarks of the store have in common: the bundled thread, medians and spread. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Entry of the parsing threads as one file, written into `work`. */
export async function bundleWorker(work: string): Promise<URL> {
  const outfile = join(work, 'import-worker.mjs')
  const entry = fileURLToPath(
    new URL('../packages/toolkit/src/adapters/feddb/import-worker.ts', import.meta.url),
  )
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  return new URL(`file://${outfile}`)
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** `5056 (4824 to 5381, 3 rounds)`. */
export function formatSpread(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => Math.round(value))
  return `${Math.round(median(values))} (${low} to ${high}, ${values.length} rounds)`
}
