/** What a witness keeps of a log, as a file. Trusted: whoever can change it can make the witness cosign two histories. */
import { err, formatCanonicalJson, ok, parseJson, type Result } from '../../base/index.ts'
import { parseDecimal } from '../decimal.ts'
import { openCheckpoint } from '../open-checkpoint.ts'
import type { Verifier } from '../open-note.ts'
import { formatSplitView, parseSplitView } from './split-view-file.ts'
import type { CosignedCheckpoint, Witness, WitnessState } from './witness.ts'

export interface WitnessStateError {
  readonly code: 'WITNESS_STATE_MALFORMED'
  readonly message: string
}

export interface WitnessKeys {
  readonly logs: Witness['logs']
  /** The witness's own keys, current and earlier ones. */
  readonly cosigners: readonly Verifier[]
}

const FORMAT = 'occtet-witness-state/v1'

export function formatWitnessState(state: WitnessState, verifierKeys: readonly string[]): string {
  const { cosigned, fork } = state
  const file = {
    format: FORMAT,
    ...(cosigned === undefined ? {} : { note: cosigned.note, time: String(cosigned.time) }),
    ...(fork === undefined ? {} : { fork: formatSplitView({ ...fork, verifierKeys }) }),
  }
  return `${formatCanonicalJson(file)}\n`
}

/** Refuses a note that the log did not sign, or this witness did not cosign at that time: the file is then not its own. */
export function parseWitnessState(
  text: string,
  origin: string,
  keys: WitnessKeys,
): Result<WitnessState, WitnessStateError> {
  const parsed = parseJson(text)
  const value = parsed.ok ? parsed.value.value : undefined
  const file = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  if (file['format'] !== FORMAT) return malformed(`JSON of format ${FORMAT}`)
  const { note, time, fork } = file
  const cosigned = note === undefined ? ok(undefined) : readCosigned(note, time, { origin, keys })
  if (!cosigned.ok) return cosigned
  if (fork === undefined) return ok({ cosigned: cosigned.value, fork })
  const evidence = parseSplitView(typeof fork === 'string' ? fork : '')
  return evidence.ok
    ? ok({ cosigned: cosigned.value, fork: evidence.value })
    : malformed(`evidence of a fork: ${evidence.error.message}`)
}

function readCosigned(
  note: unknown,
  time: unknown,
  { origin, keys }: { readonly origin: string; readonly keys: WitnessKeys },
): Result<CosignedCheckpoint, WitnessStateError> {
  const seconds = typeof time === 'string' ? parseDecimal(time) : undefined
  if (typeof note !== 'string' || seconds === undefined) return malformed('note and time as text')
  const checkpoint = openCheckpoint(note, origin, [...(keys.logs.get(origin) ?? []), ...keys.cosigners])
  if (!checkpoint.ok) return malformed(`a note of ${origin}: ${checkpoint.error.message}`)
  const isOwn = checkpoint.value.note.verified.some(
    (line) => line.kind === 'cosignature' && line.timestamp === seconds,
  )
  return isOwn
    ? ok({ checkpoint: checkpoint.value, note, time: seconds })
    : malformed(`a cosignature of this witness at ${seconds}`)
}

function malformed(expected: string): Result<never, WitnessStateError> {
  return err({ code: 'WITNESS_STATE_MALFORMED', message: `expected ${expected}` })
}
