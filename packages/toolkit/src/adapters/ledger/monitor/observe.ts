/** Checkpoints of one log from everywhere it is known; each one is opened with the policy's keys, or told as a failure. */
import {
  formatNote,
  isCosigner,
  openCheckpoint,
  type Policy,
  type VerifiedCheckpoint,
  type Verifier,
  type VerifierKey,
} from '../../../translog/index.ts'
import { LedgerError } from '../errors.ts'
import { originHash } from '../witness/state-files.ts'
import { toPolicyVerifier } from '../witness/verifiers.ts'
import type { Observed } from './model.ts'
import type { LogSource } from './source.ts'

export interface Sighting {
  readonly kind: Observed['kind'] | 'memory'
  readonly from: string
  /** With the lines of known keys alone. */
  readonly note: string
  readonly checkpoint: VerifiedCheckpoint
}

export interface Missed {
  readonly kind: Observed['kind']
  readonly from: string
  readonly message: string
}

export interface Watched {
  readonly origin: string
  /** Keys of the log and of all witnesses. */
  readonly verifiers: readonly Verifier[]
  readonly log: LogSource
  readonly mirrors: readonly LogSource[]
  /** Witnesses with an address, as sources of their own. */
  readonly witnesses: readonly { readonly name: string; readonly source: LogSource }[]
  readonly seen: readonly { readonly from: string; readonly note: string }[]
}

export interface Observations {
  readonly sightings: readonly Sighting[]
  readonly missed: readonly Missed[]
}

/** A post-quantum line takes 3.3 kB. */
const MAX_CHECKPOINT_BYTES = 128 * 1024

/** Throws POLICY_UNFIT where the policy lists no such log. */
export function verifiersOf({ logs, witnesses }: Policy, origin: string): readonly Verifier[] {
  const keys = logs.map(({ key }) => key).filter(({ name }) => name === origin)
  if (keys.length === 0) throw new LedgerError('POLICY_UNFIT', `the policy lists no log ${origin}`)
  return [...keys, ...witnesses.map(({ key }) => key)].map(toPolicyVerifier)
}

/** All at once; whoever does not answer is missed, and keeps nobody else from being heard. */
export async function observe(watched: Watched): Promise<Observations> {
  const { origin, log, mirrors, witnesses, seen } = watched
  const page = `${originHash(origin)}/checkpoint`
  const answers = await Promise.all([
    ask(watched, { kind: 'log', from: log.address, source: log, path: 'checkpoint' }),
    // Beside the published one, for the log's own monitors; mostly there is none.
    ask(watched, { kind: 'pending', from: log.address, source: log, path: 'checkpoint.pending' }),
    ...mirrors.map((source) =>
      ask(watched, { kind: 'mirror', from: source.address, source, path: 'checkpoint' }),
    ),
    ...witnesses.map(({ name, source }) => ask(watched, { kind: 'witness', from: name, source, path: page })),
  ])
  const handed = seen.map(({ from, note }) => open(watched, { kind: 'seen', from }, note))
  const all = [...answers.filter((answer) => answer !== undefined), ...handed]
  return {
    sightings: all.filter((answer) => 'checkpoint' in answer),
    missed: all.filter((answer) => 'message' in answer),
  }
}

interface Asking {
  readonly kind: Observed['kind']
  readonly from: string
  readonly source: LogSource
  readonly path: string
}

async function ask(
  watched: Watched,
  { kind, from, source, path }: Asking,
): Promise<Sighting | Missed | undefined> {
  const found = await source.read(path, MAX_CHECKPOINT_BYTES)
  if (found.ok) return open(watched, { kind, from }, Buffer.from(found.value).toString())
  if (kind === 'pending') return undefined
  return { kind, from, message: found.error.message }
}

/** Also of notes from the memory. */
export function open(
  { origin, verifiers }: Pick<Watched, 'origin' | 'verifiers'>,
  { kind, from }: { readonly kind: Observed['kind']; readonly from: string },
  note: string,
): Sighting | Missed {
  const checkpoint = openCheckpoint(note, origin, verifiers)
  return checkpoint.ok
    ? { kind, from, note: toKnownLines(checkpoint.value), checkpoint: checkpoint.value }
    : { kind, from, message: `its checkpoint is not one of ${origin}: ${checkpoint.error.message}` }
}

/** What is remembered of it: a hundred lines of strangers are nobody's business. */
function toKnownLines({ note: { text, signatures, verified } }: VerifiedCheckpoint): string {
  const known = verified.flatMap(({ key }) => {
    const line = signatures.find(({ name, keyId }) => name === key.name && keyId === key.id)
    return line === undefined ? [] : [line]
  })
  const note = formatNote({ text, signatures: known })
  if (!note.ok) throw new Error(`verified lines make no note: ${note.error.message}`)
  return note.value
}

/** Keys of witnesses whose lines verified, with their times in seconds since 1970. */
export function cosignaturesOf({
  note,
}: VerifiedCheckpoint): readonly { readonly key: VerifierKey; readonly time: number }[] {
  return note.verified.flatMap((line) =>
    line.kind === 'cosignature' && isCosigner(line.key)
      ? [{ key: line.key, time: Number(line.timestamp) }]
      : [],
  )
}
