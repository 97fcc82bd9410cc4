/** What a log reads from a witness's answer (C2SP tlog-witness). The witness is not trusted: only a cosignature that verifies counts. */
import { decodeStrictUtf8 } from '../bytes.ts'
import { parseDecimal } from '../decimal.ts'
import { type NoteSignature, parseNote } from '../note.ts'
import { openNote, type Verifier } from '../open-note.ts'

export interface RawReply {
  readonly status: number
  readonly body: Uint8Array
}

export type WitnessReply =
  /** `lines` verified over this text; `time`: seconds since 1970, as claimed. */
  | { readonly kind: 'cosigned'; readonly lines: readonly NoteSignature[]; readonly time: bigint }
  /** 409: the witness says that it has cosigned this size. A claim, no more. */
  | { readonly kind: 'conflict'; readonly size: bigint }
  /** 422, or 409 without a size: it holds another tree of this log, or says so. Do not try again; look into it. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }

/** More lines than any witness has keys. */
const MAX_LINES = 32
/** Letters of a witness's own words that are passed on. */
const MAX_WORDS = 200

/** `text`: of the checkpoint that was submitted; `verifiers`: all keys of this witness. */
export function readWitnessReply(
  text: string,
  verifiers: readonly Verifier[],
  { status, body }: RawReply,
): WitnessReply {
  const said = decodeStrictUtf8(body)
  if (status === 200) return readCosignatures(text, verifiers, said)
  if (status === 409) {
    const size = parseDecimal((said ?? '').replace(/\n$/, ''))
    return size === undefined
      ? { kind: 'refused', message: `409 without a size: ${quote(said)}` }
      : { kind: 'conflict', size }
  }
  const message = `${status}: ${quote(said)}`
  return { kind: status === 422 ? 'refused' : 'failed', message }
}

function readCosignatures(
  text: string,
  verifiers: readonly Verifier[],
  said: string | undefined,
): WitnessReply {
  const lines = (said ?? '').split('\n')
  if (lines.length > MAX_LINES) return { kind: 'failed', message: `200 with more than ${MAX_LINES} lines` }
  const read = lines.flatMap((line) => readLine(`${text}\n${line}\n`, verifiers) ?? [])
  const wrong = read.find((line) => 'wrong' in line)
  if (wrong !== undefined) return { kind: 'failed', message: `200 with ${wrong.wrong}` }
  const good = read.filter((line) => 'line' in line)
  const [first] = good
  return first === undefined
    ? { kind: 'failed', message: '200 without a cosignature of this witness' }
    : { kind: 'cosigned', lines: good.map(({ line }) => line), time: first.time }
}

/** Undefined for a line of an unknown key, or of no form that we know: such lines are ignored. */
function readLine(
  note: string,
  verifiers: readonly Verifier[],
): { readonly line: NoteSignature; readonly time: bigint } | { readonly wrong: string } | undefined {
  const parsed = parseNote(note)
  const [line] = parsed.ok ? parsed.value.signatures : []
  if (line === undefined || !isKnown(verifiers, line)) return undefined
  const opened = openNote(note, verifiers)
  const [verified] = opened.ok ? opened.value.verified : []
  if (verified?.kind !== 'cosignature') return { wrong: 'a wrong cosignature' }
  return verified.timestamp === 0n
    ? { wrong: 'a cosignature without a time' }
    : { line, time: verified.timestamp }
}

function isKnown(verifiers: readonly Verifier[], { name, keyId }: NoteSignature): boolean {
  return verifiers.some(({ key }) => key.name === name && key.id === keyId)
}

/** Bounded, and without control characters: it ends on somebody's screen. */
function quote(said: string | undefined): string {
  const words = (said ?? 'no text')
    .slice(0, MAX_WORDS)
    .replace(/[^ -~]+/g, ' ')
    .trim()
  return words === '' ? 'no text' : words
}
