/** What became of recorded files since: another one took the name, or it was taken back. Of records that hold alone. */
import type { LaterRecord, RecordContent, RecordResult } from '../model.ts'

interface Standing {
  readonly sha256: string
  readonly record: string
  readonly isWithdrawn: boolean
}

/** By fingerprint. A file that still stands under any of its names is not in it. */
export function findLater(records: readonly RecordResult[]): ReadonlyMap<string, LaterRecord> {
  const standing = new Map<string, Standing>()
  const namesOf = new Map<string, Set<string>>()
  for (const { state, content, index } of inOrder(records)) {
    if (state !== 'proven' || content === undefined) continue
    for (const { name, sha256 } of content.subjects) {
      const key = `${content.product ?? ''}/${name}`
      standing.set(key, { sha256, record: index, isWithdrawn: isWithdrawal(content) })
      namesOf.set(sha256, (namesOf.get(sha256) ?? new Set()).add(key))
    }
  }
  return new Map(
    [...namesOf].flatMap(([sha256, names]) => {
      const now = [...names].flatMap((name) => standing.get(name) ?? [])
      const last = now.at(-1)
      const stands = now.some((one) => one.sha256 === sha256 && !one.isWithdrawn)
      if (stands || last === undefined) return []
      const isWithdrawn = last.isWithdrawn && last.sha256 === sha256
      return [[sha256, { kind: isWithdrawn ? 'withdrawn' : 'replaced', record: last.record }] as const]
    }),
  )
}

function inOrder(records: readonly RecordResult[]): readonly RecordResult[] {
  return records.toSorted((a, b) => (BigInt(a.index) < BigInt(b.index) ? -1 : 1))
}

/** As the server records that a file was taken from a public page. */
function isWithdrawal({ type, data }: RecordContent): boolean {
  const { setting } = data
  return type === 'config.changed' && typeof setting === 'string' && setting.startsWith('withdrawn ')
}
