/** Time stamps of a package: each over one signed state of the log (RFC 3161). */
import { imprintOfCheckpoint, verifyTimestamp } from '../../timestamps/index.ts'
import { parsePath } from '../layout.ts'
import type { Check, PackageFiles, TimeBound } from '../model.ts'
import { type Fault, failed, open, passed } from './checks.ts'
import type { LogState } from './history.ts'

export interface StampedState {
  readonly name: string
  readonly check: Check
  /** Of the state, where the stamp was verified up to an authority that the reader trusts. */
  readonly size?: bigint
  readonly bound?: TimeBound
}

/** `anchors`: DER certificates that the reader brought along. Without them no stamp counts, and none spoils the package for that. */
export async function checkTimestamps(
  files: PackageFiles,
  states: readonly LogState[],
  anchors: readonly Uint8Array[],
): Promise<readonly StampedState[]> {
  const results: StampedState[] = []
  for (const [path, tsr] of files) {
    const place = parsePath(path)
    if (place?.kind !== 'timestamp') continue
    const name = path.slice('timestamps/'.length)
    const state = states.find(({ checkpoint }) => checkpoint.size === place.size)
    results.push(state === undefined ? stateless(name) : await checkOne({ name, tsr, state }, anchors))
  }
  return results
}

/** Nobody can tell what it stamps, so it does not count; a state that was taken out of the package is found as a missing file. */
function stateless(name: string): StampedState {
  const fault = { code: 'STATE_MISSING', message: 'the package holds no such state of the log' }
  return { name, check: open('time-stamp', fault, { name }) }
}

interface Question {
  readonly name: string
  readonly tsr: Uint8Array
  readonly state: LogState
}

async function checkOne(
  { name, tsr, state }: Question,
  anchors: readonly Uint8Array[],
): Promise<StampedState> {
  const { size, note } = state.checkpoint
  try {
    const imprint = await imprintOfCheckpoint(formatUnsigned(note.text))
    if (!imprint.ok) return refused(name, imprint.error)
    const stamp = await verifyTimestamp(tsr, { imprint: imprint.value.imprint, trustAnchors: anchors })
    if (!stamp.ok) {
      const values = { name, size: String(size) }
      return stamp.error.code === 'TIMESTAMP_UNTRUSTED'
        ? { name, check: open('time-stamp', stamp.error, values) }
        : refused(name, stamp.error)
    }
    const { genTime, tsaName, serial } = stamp.value
    const time = new Date(genTime).toISOString()
    const check = passed('time-stamp', { name, size: String(size), time, by: tsaName, serial })
    return { name, check, size, bound: { time, source: 'time-stamp', by: tsaName, isCompared: true } }
  } catch (cause) {
    return { name, check: open('time-stamp', { code: 'CHECK_THREW', message: String(cause) }, { name }) }
  }
}

/** `imprintOfCheckpoint` reads notes, and needs a line of signature, whose content it does not look at. */
function formatUnsigned(text: string): string {
  return `${text}\n\u2014 none AAAAAAA=\n`
}

function refused(name: string, fault: Fault): StampedState {
  return { name, check: failed('time-stamp', fault, { name }) }
}
