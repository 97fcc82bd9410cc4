/** `vulns/v0.2`: what one scanner found with one state of its data. An empty result says that this scanner found nothing, no more. */
import { instant, list, membersOf, object, readInstant, type ShapeFault, text } from '../shapes.ts'

export interface ScanPredicate {
  readonly scanner: {
    readonly uri: string
    readonly version?: string
    readonly db: {
      readonly uri?: string
      readonly version?: string
      /** RFC 3339: how new the data was. */
      readonly lastUpdate: string
    }
    readonly result: readonly ScanResult[]
  }
  readonly metadata: {
    readonly scanStartedOn: string
    readonly scanFinishedOn: string
    /** What the scan could not see, one object each; ours. Absent: the scanner states no gap. */
    readonly annotations?: readonly ScanGap[]
  }
}

export interface ScanResult {
  /** Of the vulnerability or advisory. */
  readonly id: string
  readonly severity?: readonly { readonly method: string; readonly score: string }[]
  readonly annotations?: readonly Readonly<Record<string, unknown>>[]
}

/** Something that the scan says nothing about. */
export interface ScanGap {
  readonly gap: 'SOURCE_STALE' | 'COMPONENTS_UNKNOWN' | 'FILES_UNREAD' | 'STARTER_DATA'
  /** Components, files or sources; absent where it cannot be counted. */
  readonly count?: number
  readonly detail: string
}

const shape = object({
  scanner: object(
    {
      uri: text,
      db: object({ lastUpdate: instant }, { uri: text, version: text }),
      result: list(
        object(
          { id: text },
          { severity: list(object({ method: text, score: text })), annotations: list(object({})) },
        ),
      ),
    },
    { version: text },
  ),
  metadata: object({ scanStartedOn: instant, scanFinishedOn: instant }, { annotations: list(object({})) }),
})

export function findScanFaults(value: unknown): readonly ShapeFault[] {
  const faults = shape(value, 'predicate')
  if (faults.length > 0) return faults
  const { scanStartedOn, scanFinishedOn } = (value as ScanPredicate).metadata
  return (readInstant(scanFinishedOn) ?? 0) >= (readInstant(scanStartedOn) ?? 0)
    ? []
    : [{ path: 'predicate.metadata.scanFinishedOn', expected: 'a time not before scanStartedOn' }]
}

/** What a scan says of its own gaps, in our form; annotations of other tools are theirs to explain. */
export function gapsOf({ metadata }: ScanPredicate): readonly string[] {
  return (metadata.annotations ?? []).flatMap((entry) => {
    const { gap, detail } = membersOf(entry)
    if (typeof gap !== 'string') return []
    return [typeof detail === 'string' ? detail : gap]
  })
}
