/** The one shape of all tests of section 6 of the CSAF specification. */
import type { CsafVersion } from './csaf-version.ts'
import type { CsafView } from './view.ts'

export type CsafTestGroup = 'mandatory' | 'optional' | 'recommended' | 'informative'

/** One place that does not meet a test, or why the test could not say anything. */
export type CsafFlaw = { readonly path: string; readonly message: string } | { readonly skipped: string }

export interface CsafTest {
  /** Number of its section: `6.1.27.4`. */
  readonly id: string
  /** As the specification heads the section. */
  readonly title: string
  readonly versions: readonly CsafVersion[]
  /** Untrusted document in; never throws but for a spent budget; nothing when the test is passed. */
  readonly run: (view: CsafView) => Iterable<CsafFlaw>
}

/** Number and heading of a section. */
export type Heading = readonly [id: string, title: string]

export const both: readonly CsafVersion[] = ['2.0', '2.1']
export const only20: readonly CsafVersion[] = ['2.0']
export const only21: readonly CsafVersion[] = ['2.1']

/** Section 6.2 is headed "Optional Tests" in 2.0 and "Recommended Tests" in 2.1. */
export function groupOf(id: string, version: CsafVersion): CsafTestGroup {
  if (id.startsWith('6.1.')) return 'mandatory'
  if (id.startsWith('6.3.')) return 'informative'
  return version === '2.0' ? 'optional' : 'recommended'
}
