/** Claims as lines that a test can compare. */
import type { ReadRecord } from './contract.ts'

/** `Debian:12 curl introduced=0 fixed=1.2`, `?` for a range that is not stated; ranges after each other, then versions. */
export function claimLines(record: ReadRecord | undefined): readonly string[] {
  return (record?.claims ?? []).map(({ ecosystem, name, ranges, versions }) =>
    [
      ecosystem,
      name,
      ...ranges.map((range) => {
        if (range.type === 'VERS') return range.vers
        if (range.type === 'NATIVE') return range.notation === 'unstated' ? '?' : range.ranges.join(' || ')
        const events = range.events.flatMap((event) => Object.entries(event))
        return events.map(([key, value]) => `${key}=${String(value)}`).join(' ')
      }),
      ...versions.map((version) => `=${version}`),
    ].join(' '),
  )
}

/** The record of this id. */
export function recordOf(records: readonly (ReadRecord | undefined)[], id: string): ReadRecord | undefined {
  return records.find((record) => record?.id === id)
}
