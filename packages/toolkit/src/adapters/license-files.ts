/** The conclusions about licenses of a product, in its tree. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { err, ok, type Result } from '../base/index.ts'
import { type Conclusion, formatConclusions, parseConclusions } from '../licenses/index.ts'
import { placeDurably, withCaseLock } from './cases-files.ts'
import type { Announce } from './outbox/model.ts'
import { readTreeText } from './text-file.ts'

export function conclusionsPath(dir: string): string {
  return join(dir, '.occtet', 'licenses.yaml')
}

/** None yet is no problem; the error says which file, which line, what is wrong. */
export function readConclusions(dir: string): Result<readonly Conclusion[], string> {
  const path = conclusionsPath(dir)
  const source = readTreeText(path, 4 * 1024 * 1024)
  if (source === undefined) return ok([])
  if (!source.ok) return err(source.error.message)
  const parsed = parseConclusions(source.value)
  if (parsed.ok) return parsed
  const { line, field, message } = parsed.error
  return err(`${path}:${line}: ${field === '' ? '' : `${field}: `}${message}`)
}

/**
 * Lays one over those that are there; durable when it returns, and of two at once none is lost. `lockFolder`: outside
 * the tree. Throws CaseStoreError.
 */
export async function addConclusion(
  { dir, lockFolder }: { readonly dir: string; readonly lockFolder: string },
  conclusion: Conclusion,
  announce?: Announce<Conclusion>,
): Promise<Result<string, string>> {
  return withCaseLock(lockFolder, (assertHeld) => {
    const before = readConclusions(dir)
    if (!before.ok) return before
    const path = conclusionsPath(dir)
    mkdirSync(dirname(path), { recursive: true })
    assertHeld()
    const announcement = announce?.(conclusion, undefined)
    placeDurably(path, formatConclusions([...before.value, conclusion]), { mode: 0o644, announcement })
    return ok(path)
  })
}
