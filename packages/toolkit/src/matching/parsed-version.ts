/** A version together with the scheme that read it, so that comparing two needs nothing else. */
import { ok, type Result } from '../base/index.ts'
import type { Order, VersionError, VersionScheme } from '../versions/index.ts'

export interface ParsedVersion {
  readonly scheme: VersionScheme
  /** As it was written. */
  readonly text: string
  readonly value: unknown
}

export function parseVersion(scheme: VersionScheme, text: string): Result<ParsedVersion, VersionError> {
  const parsed = scheme.parse(text)
  return parsed.ok ? ok({ scheme, text, value: parsed.value }) : parsed
}

/** Both must be of one scheme. */
export function compareParsed(a: ParsedVersion, b: ParsedVersion): Order {
  return a.scheme.compare(a.value, b.value)
}
