/** A signal as one row of an index segment: JSON in ASCII, without the source, which the layer knows. */
import { compareCodeUnits } from '../base/index.ts'
import type { Signal } from '../model/index.ts'

/** Members in one order, so that the same signal is the same text. */
export function formatSignalRow(signal: Signal): string {
  const members = Object.entries(signal)
    .filter(([key, value]) => key !== 'source' && value !== undefined)
    .sort(([a], [b]) => compareCodeUnits(a, b))
  return JSON.stringify(Object.fromEntries(members)).replace(/[\u007f-\uffff]/g, escapeUnit)
}

/** All rows of one id, each statement once. Trusted: written by formatSignalRow, vouched for by the segment's digest. Throws on text that is no JSON. */
export function parseSignalRows(text: string, source: string): readonly Signal[] {
  // `as`: the format is ours.
  const rows = JSON.parse(text) as readonly Omit<Signal, 'source'>[]
  return distinctSignals(rows.map((row) => ({ ...row, source }) as Signal))
}

/**
 * Of one source: a statement that came in two forms of the same record (KEV as JSON and as CSV) is one, under the first
 * digest. Copies of a review stay: they may carry different signatures.
 */
export function distinctSignals(signals: readonly Signal[]): readonly Signal[] {
  if (signals.length < 2) return signals
  const told = new Set<string>()
  return [...signals].sort(compareSignals).filter((signal) => {
    const said = formatSignalRow(signal.kind === 'review' ? signal : { ...signal, digest: '' })
    const isNew = !told.has(said)
    told.add(said)
    return isNew
  })
}

/** By kind, source, record, digest. */
export function compareSignals(a: Signal, b: Signal): number {
  return (
    compareCodeUnits(a.kind, b.kind) ||
    compareCodeUnits(a.source, b.source) ||
    compareCodeUnits(a.record, b.record) ||
    compareCodeUnits(a.digest, b.digest)
  )
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
