/** Asks the program for `--json` and holds its answer against the contract: what is typed here was checked. */
import { expect } from 'vitest'
import type * as z from 'zod/mini'
import { type SchemaName, schemas } from '../packages/contract/src/index.ts'
import { occtet, type RunOptions } from './cli.ts'

export type Answer<N extends SchemaName> = z.output<(typeof schemas)[N]>

export interface AskOptions extends RunOptions {
  /** Exit code that is expected. */
  readonly code?: number
}

export function ask<N extends SchemaName>(
  name: N,
  args: readonly string[],
  { code = 0, ...options }: AskOptions = {},
): Answer<N> {
  const ran = occtet([...args, '--json'], options)
  expect([args, ran.code, ran.stderr]).toEqual([args, code, expect.anything()])
  return readAnswer(name, ran.stdout)
}

/** Throws with each member that the contract does not know or misses. */
export function readAnswer<N extends SchemaName>(name: N, text: string): Answer<N> {
  const read = schemas[name].safeParse(JSON.parse(text))
  if (read.success) return read.data as Answer<N>
  throw new Error(`no ${name}: ${JSON.stringify(read.error.issues, null, 1)}`)
}
