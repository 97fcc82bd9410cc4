/** A small store of made-up records for the tests of matching. */
import { type AdvisoryStore, createMemoryStore } from '../../advisories/index.ts'

export interface TestRecord {
  readonly id: string
  readonly aliases?: readonly string[]
  readonly [member: string]: unknown
}

export const testNow = Date.parse('2026-11-22T00:00:00Z')

/** One npm source that covers npm, of 20 November 2026 unless told otherwise. */
export function npmStore(
  records: readonly TestRecord[],
  options: { asOf?: string; covers?: readonly string[] } = {},
): AdvisoryStore {
  return storeOf('npm', records, options)
}

/** The same for any ecosystem. */
export function storeOf(
  ecosystem: string,
  records: readonly TestRecord[],
  options: { asOf?: string; covers?: readonly string[] } = {},
): AdvisoryStore {
  return createMemoryStore(
    [
      {
        name: 'test-feed',
        ecosystem,
        covers: options.covers ?? [ecosystem],
        asOf: options.asOf ?? '2026-11-20T00:00:00Z',
        records: records.map((record) => JSON.stringify({ modified: '2026-01-01T00:00:00Z', ...record })),
      },
    ],
    () => testNow,
  )
}

type Events = readonly Readonly<Record<string, string>>[]

/** One affected entry of an npm package. */
export function affects(name: string, events: Events, versions: readonly string[] = []): object {
  return {
    package: { ecosystem: 'npm', name },
    ...(events.length === 0 ? {} : { ranges: [{ type: 'SEMVER', events }] }),
    ...(versions.length === 0 ? {} : { versions }),
  }
}
