/** The findings of an earlier run, for the gate on new ones. */
import { readFileSync } from 'node:fs'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** Keys of an earlier findings.json: purl and every id of the group, because merged ids change (design 10.3). */
export function readBaseline(path: string | undefined): ReadonlySet<string> {
  if (path === undefined) return new Set()
  const findings = parseBaseline(path)
  const keys = new Set<string>()
  for (const finding of findings) for (const id of finding.aliases) keys.add(`${finding.purl}#${id}`)
  return keys
}

function parseBaseline(path: string): readonly { purl: string; aliases: readonly string[] }[] {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as { findings?: unknown }
    if (Array.isArray(value.findings) && value.findings.every(isFindingLike)) return value.findings
  } catch (cause) {
    throw unreadableBaseline(path, cause instanceof Error ? cause.message : String(cause))
  }
  throw unreadableBaseline(path, 'it has no list of findings')
}

function isFindingLike(value: unknown): value is { purl: string; aliases: readonly string[] } {
  if (typeof value !== 'object' || value === null) return false
  return (
    'purl' in value && typeof value.purl === 'string' && 'aliases' in value && Array.isArray(value.aliases)
  )
}

function unreadableBaseline(path: string, reason: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'BASELINE_UNREADABLE',
    message: `the baseline ${path} cannot be read: ${reason}`,
    hint: 'Give the findings.json of an earlier `occtet check`.',
  })
}
