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

/** All rows of one id. Trusted: written by formatSignalRow, vouched for by the segment's digest. Throws on text that is no JSON. */
export function parseSignalRows(text: string, source: string): readonly Signal[] {
  // `as`: the format is ours.
  const rows = JSON.parse(text) as readonly Omit<Signal, 'source'>[]
  return rows.map((row) => ({ ...row, source }) as Signal)
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
