/** What the records themselves say about content that was erased (`data.erased`), put beside the records that it is about. */
import type { RecordResult } from '../model.ts'
import type { CheckedRecord } from './records.ts'

interface Erasure {
  readonly by: string
  readonly ranges: readonly { readonly first: bigint; readonly last: bigint }[]
  readonly disclosures: ReadonlySet<string>
}

/** Only records whose checks passed are heard. */
export function markErased(checked: readonly CheckedRecord[]): readonly RecordResult[] {
  const erasures = checked.flatMap(({ result, event }) =>
    event?.type === 'data.erased' ? [toErasure(result.index, event.data)] : [],
  )
  return checked.map(({ result, event }) => {
    const index = BigInt(result.index)
    const isPartial = event !== undefined && (result.content?.withheld ?? 0) > 0
    const digests = event?.sd ?? []
    const erasure = erasures.find(
      ({ ranges, disclosures }) =>
        (result.kind === 'closed' && ranges.some(({ first, last }) => first <= index && index <= last)) ||
        (isPartial && digests.some((digest) => disclosures.has(digest))),
    )
    return erasure === undefined ? result : { ...result, erasedBy: erasure.by }
  })
}

function toErasure(by: string, data: Readonly<Record<string, unknown>>): Erasure {
  const { entries, disclosures } = data
  const ranges = (Array.isArray(entries) ? entries : []).flatMap((range: unknown) => {
    const { first, last } = membersOf(range)
    return isIndex(first) && isIndex(last) ? [{ first: BigInt(first), last: BigInt(last) }] : []
  })
  const texts = (Array.isArray(disclosures) ? disclosures : []).filter((text) => typeof text === 'string')
  return { by, ranges, disclosures: new Set(texts) }
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
