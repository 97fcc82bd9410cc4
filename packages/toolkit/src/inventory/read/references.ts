/** Dependencies that lead nowhere: the sign by which a cut or wrongly merged lock file gives itself away. */
import type { IssueLevel } from '../../base/index.ts'
import { addIssue, type Draft } from './package.ts'

/** What one entry of a lock file depends on. */
export interface Wishes {
  readonly from: string
  /** 1-based. */
  readonly line: number
  /** Without what the format may leave out of the file: optional, peer and platform packages. */
  readonly wants: readonly string[]
}

export interface Listing {
  readonly isListed: (want: string) => boolean
  /** `warning` by default; `note` where somebody outside the file may meet the wish. */
  readonly level?: IssueLevel
}

/** For callers that leave out of `wants` what is listed. */
export const nothingListed: Listing = { isListed: () => false }

/** At most this many are told one by one. */
const toldReferences = 20

/** One issue REFERENCE_MISSING for each wish that no entry of the file meets; the rest as a count. */
export function noteDangling(
  draft: Draft,
  entries: Iterable<Wishes>,
  { isListed, level = 'warning' }: Listing,
): void {
  let found = 0
  let last = 1
  for (const { from, line, wants } of entries) {
    for (const want of wants) {
      if (isListed(want)) continue
      found++
      last = line
      if (found > toldReferences) continue
      const message = `${from.slice(0, 200)} depends on ${want.slice(0, 200)}, which the file does not list`
      addIssue(draft, { code: 'REFERENCE_MISSING', level, line, message, hint: 'write the lock file anew' })
    }
  }
  if (found <= toldReferences) return
  const message = `${found - toldReferences} more dependencies lead to packages that the file does not list`
  addIssue(draft, { code: 'REFERENCE_MISSING', level, line: last, message })
}
