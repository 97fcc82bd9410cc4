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

/** Texts that are remembered of one scheme; beyond that all are forgotten. */
const MAX_REMEMBERED = 50_000
const listed = new WeakMap<VersionScheme, Map<string, ParsedVersion | undefined>>()

/** Undefined for what is no version. Remembered: hundreds of claims about one package list the same versions. */
export function parseListed(scheme: VersionScheme, text: string): ParsedVersion | undefined {
  const known = listed.get(scheme) ?? new Map<string, ParsedVersion | undefined>()
  listed.set(scheme, known)
  if (known.has(text)) return known.get(text)
  if (known.size >= MAX_REMEMBERED) known.clear()
  const parsed = parseVersion(scheme, text)
  const version = parsed.ok ? parsed.value : undefined
  known.set(text, version)
  return version
}
