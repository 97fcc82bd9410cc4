/** One shape for every version scheme; one file each in `schemes/`, one registry, one contract test. */
import { err, ok, type Result } from '../base/index.ts'

export interface VersionError {
  readonly code: 'VERSION_UNPARSABLE' | 'SCHEME_UNKNOWN' | 'VERS_INVALID' | 'RANGE_INVALID'
  readonly message: string
}

export type Order = -1 | 0 | 1

/**
 * V is the parsed form; it is opaque to everybody but the scheme's own file. Parsed versions of two schemes
 * must never meet: whoever holds one also knows its scheme.
 */
export interface VersionScheme<V = unknown> {
  /** The id used by VERS (`npm`, `pypi`, `maven`, `golang`, `gem`, `deb`, …) as in the published vectors. */
  readonly id: string
  /** Other names of the same scheme: purl types, ecosystem names, older ids; all in lower case. */
  readonly synonyms: readonly string[]
  /** Untrusted text in, parsed version out; never throws; linear in the length of the text. */
  parse(text: string): Result<V, VersionError>
  /**
   * Like `parse`, but takes in what only the ecosystem's older tools could order. Enough to compare two versions;
   * never enough to trust as a bound of a range, where a misread version would hide a vulnerability.
   */
  parseLegacy(text: string): Result<V, VersionError>
  /** Whether VERS takes this very spelling for canonical. */
  isCanonical(text: string): boolean
  /** A total order over parsed versions. Method syntax, so that schemes of different V fit one registry. */
  compare(a: V, b: V): Order
}

export interface SchemeDefinition<V> {
  readonly id: string
  readonly synonyms: readonly string[]
  /** Undefined when the text is no version of this scheme. */
  readonly read: (text: string) => V | undefined
  readonly readLegacy?: (text: string) => V | undefined
  /** Left out where every spelling is canonical. */
  readonly isCanonical?: (text: string) => boolean
  readonly compare: (a: V, b: V) => Order
}

/** Characters of one version. Real ones stay below 150; the bound keeps every later step cheap on hostile input. */
export const maxVersionLength = 1024

/** Gives each scheme the same length limit and the same words for "not a version". */
export function defineScheme<V>(definition: SchemeDefinition<V>): VersionScheme<V> {
  const { id, synonyms, read, readLegacy, isCanonical, compare } = definition
  function attempt(text: string, reader: (text: string) => V | undefined): Result<V, VersionError> {
    const value = text.length > maxVersionLength ? undefined : reader(text)
    return value === undefined ? err(unparsable(id, text)) : ok(value)
  }
  return {
    id,
    synonyms,
    parse: (text) => attempt(text, read),
    parseLegacy: (text) => attempt(text, readLegacy ?? read),
    isCanonical: isCanonical ?? (() => true),
    compare,
  }
}

function unparsable(id: string, text: string): VersionError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text
  return {
    code: 'VERSION_UNPARSABLE',
    message: `expected a version of scheme ${id}, found ${JSON.stringify(shown)}`,
  }
}
