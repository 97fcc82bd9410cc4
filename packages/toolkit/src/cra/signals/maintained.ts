/** SIG-REPO-MAINTAINED: is the project worked on. */
import { daysBetween } from '../evidence-days.ts'
import { placeInForge } from '../forge-part.ts'
import type { History } from '../history.ts'
import { releasesOf } from '../releases.ts'
import { reasonWithout, type Signal, type SignalInput, toSignalResult } from '../signal.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-MAINTAINED'

export const maintained: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const { history, asOf, forge } = input
    const nothing = { commits_90d: null, last_release: releasesOf(input).list[0]?.at.slice(0, 10) ?? null }
    if (forge?.repository.isRead === true && forge.repository.value.isArchived === true) {
      const statement = say`The forge says that the repository is archived: nothing is worked on any more.`
      return toSignalResult(id, {
        state: 'contrary',
        statement,
        facts: nothing,
        evidence: [placeInForge(forge.repository.place)],
      })
    }
    if (history === undefined || asOf === undefined) {
      const reason = reasonWithout(input, history === undefined ? 'history' : 'asOf')
      const statement = say`Whether the project is worked on is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts: nothing, reason })
    }
    return describe(history, asOf, nothing.last_release)
  },
}

function describe(history: History, asOf: string, lastRelease: string | null): ReturnType<Signal['collect']> {
  const quarter = countSince(history, asOf, 90)
  const year = countSince(history, asOf, 365)
  const facts = { commits_90d: quarter, last_release: lastRelease }
  const { at, commit } = history.head
  const evidence = [{ path: 'git:HEAD', line: 1, in: 'history', changedAt: at, commit } as const]
  const released = lastRelease === null ? '' : say`; the newest release found is of ${lastRelease}`
  const commits = count(quarter, 'commit')
  const sentence = history.isShallow
    ? say`At least ${commits} in the last 90 days and ${year} in the last 365${released}.`
    : say`${commits} in the last 90 days and ${year} in the last 365${released}.`
  if (quarter > 0) return toSignalResult(id, { state: 'present', statement: sentence, facts, evidence })
  if (year > 0)
    return toSignalResult(id, { state: 'present', statement: sentence, facts, evidence, strength: 'weak' })
  // The clone may be old: what was done since is not in it.
  const text = say`The newest commit of this copy is of ${at.slice(0, 10)}, more than a year ago.`
  return toSignalResult(id, { state: 'absent', statement: text, facts, evidence })
}

/** Commits dated after the day asked about do not count: a clock was wrong, or the day lies in the past. */
function countSince(history: SignalInput['history'] & object, asOf: string, days: number): number {
  return history.commits.filter(({ at }) => {
    const age = daysBetween(at, asOf)
    return age !== undefined && age >= 0 && age < days
  }).length
}
