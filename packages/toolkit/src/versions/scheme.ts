/** One shape for every version scheme; one file each, one registry (index.ts), one contract test. */
import type { Result } from '../base/index.ts'

export interface VersionError {
  readonly code: 'VERSION_UNPARSABLE' | 'SCHEME_UNKNOWN' | 'VERS_INVALID' | 'RANGE_INVALID'
  readonly message: string
}

export type Order = -1 | 0 | 1

/** V is the parsed form; it is opaque to everybody but the scheme's own file. */
export interface VersionScheme<V = unknown> {
  /** The id used by VERS (`npm`, `pypi`, `maven`, `golang`, `gem`, `deb`, …) as in the published vectors. */
  readonly id: string
  /** Synonyms that also name it. */
  readonly synonyms: readonly string[]
  /** Untrusted text in, parsed version out; never throws; linear in the length of the text. */
  readonly parse: (text: string) => Result<V, VersionError>
  /** A total order over parsed versions. */
  readonly compare: (a: V, b: V) => Order
}
