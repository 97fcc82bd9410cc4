/** A request's body as JSON: bounded before it is parsed, and refused where two readers could understand it differently. */
import { err, limits, ok, type Result } from '@occtet/toolkit/base'

export interface BodyError {
  readonly status: 400 | 413 | 415 | 503
  readonly code:
    | 'BODY_TOO_LARGE'
    | 'BODY_NOT_UTF8'
    | 'BODY_NOT_JSON'
    | 'BODY_TOO_COMPLEX'
    | 'DUPLICATE_KEY'
    | 'ENCODING_UNSUPPORTED'
    | 'BODY_CUT'
    | 'BUSY'
  readonly message: string
}

/** Bytes of request bodies in memory, over all requests. */
export interface BodyBudget {
  readonly total: number
  held: number
}

/** Brackets, braces and commas in one body: enough for 10,000 questions, too few to fill the memory with small objects. */
const MAX_MARKS = 200_000

/** Untrusted: anything may come, slowly, in any size. Resolves to a value without `__proto__` surprises (JSON.parse makes own properties). */
export async function readJson(
  request: Request,
  limit: number,
  budget: BodyBudget,
): Promise<Result<unknown, BodyError>> {
  const bytes = await readBytes(request, limit, budget)
  return bytes.ok ? parseBytes(bytes.value) : bytes
}

/** Untrusted: the body as it came, at most `limit` bytes. */
export async function readBytes(
  request: Request,
  limit: number,
  budget: BodyBudget,
): Promise<Result<Uint8Array, BodyError>> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    const read = await readPieces(request, limit, (piece) => {
      size += piece.length
      budget.held += piece.length
      chunks.push(piece)
      return budget.held > budget.total ? busy : undefined
    })
    return read.ok ? ok(join(chunks, size)) : read
  } finally {
    budget.held -= size
  }
}

export const busy: BodyError = {
  status: 503,
  code: 'BUSY',
  message: 'other large requests are being read; try again',
}

/** Takes a piece of a body; an error ends the reading. Must not throw. */
export type TakePiece = (piece: Uint8Array) => Promise<BodyError | undefined> | BodyError | undefined

/** Untrusted: the body as it comes, at most `limit` bytes, which are counted in the answer. */
export async function readPieces(
  request: Request,
  limit: number,
  take: TakePiece,
): Promise<Result<number, BodyError>> {
  const refused = refuseEarly(request.headers, limit)
  if (refused !== undefined) return refused
  let size = 0
  const reader = request.body?.getReader()
  if (reader === undefined) return ok(0)
  const late = cancelWhenLate(reader, patienceFor(request.headers, limit))
  try {
    for (;;) {
      const read: { readonly done: boolean; readonly value?: Uint8Array | undefined } = await reader.read()
      const { value } = read
      if (late.isOver()) return cut
      if (value === undefined) return ok(size)
      size += value.length
      const wrong = await take(value)
      if (size > limit || wrong !== undefined) {
        await reader.cancel()
        return wrong === undefined || size > limit ? tooLarge(limit) : err(wrong)
      }
    }
  } catch {
    return cut
  } finally {
    late.end()
  }
}

const cut = fail(400, 'BODY_CUT', 'the body ended before it was complete, or came too slowly')

function cancelWhenLate(
  reader: { readonly cancel: () => Promise<void> },
  patience: number,
): { readonly isOver: () => boolean; readonly end: () => void } {
  let isOver = false
  const timer = setTimeout(() => {
    isOver = true
    void reader.cancel().catch(() => undefined)
  }, patience)
  return { isOver: () => isOver, end: () => clearTimeout(timer) }
}

/** Milliseconds for a body of the stated size: half a minute, and 10 kB a second beyond it. */
function patienceFor(headers: Headers, limit: number): number {
  const stated = Number(headers.get('content-length') ?? limit)
  return 30_000 + Math.min(limit, Number.isFinite(stated) ? stated : limit) / 10
}

/** What the headers alone say; a body that lies about its length is cut while it is read. */
function refuseEarly(headers: Headers, limit: number): Result<never, BodyError> | undefined {
  const encoding = headers.get('content-encoding')
  if (encoding !== null && encoding !== 'identity')
    return fail(415, 'ENCODING_UNSUPPORTED', 'send the body without content-encoding')
  return Number(headers.get('content-length') ?? 0) > limit ? tooLarge(limit) : undefined
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks
  if (only !== undefined && chunks.length === 1) return only
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function parseBytes(bytes: Uint8Array): Result<unknown, BodyError> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return fail(400, 'BODY_NOT_UTF8', 'the body is not UTF-8')
  }
  const fault = findFault(text)
  if (fault !== undefined) return err(fault)
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    return fail(400, 'BODY_NOT_JSON', 'the body is not JSON')
  }
}

/** What JSON.parse would accept, or choke on, in silence. One pass; JSON.parse stays the judge of syntax. */
function findFault(text: string): BodyError | undefined {
  const stack: Frame[] = []
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"') {
      const end = endOfString(text, at)
      if (!isNewKey(stack.at(-1), text.slice(at, end + 1))) {
        return { status: 400, code: 'DUPLICATE_KEY', message: 'a key occurs twice in one object' }
      }
      at = end
    } else if (structure.includes(char)) {
      step(stack, char)
      values++
    }
    if (stack.length > limits.nesting || values > MAX_MARKS) {
      const message = `expected at most ${limits.nesting} levels and ${MAX_MARKS} values`
      return { status: 400, code: 'BODY_TOO_COMPLEX', message }
    }
  }
  return undefined
}

const structure = '{}[],'

function step(stack: Frame[], char: string): void {
  if (char === '{') stack.push({ keys: new Set(), awaitsKey: true })
  else if (char === '[') stack.push({ keys: undefined, awaitsKey: false })
  else if (char !== ',') stack.pop()
  else {
    const frame = stack.at(-1)
    if (frame !== undefined) frame.awaitsKey = frame.keys !== undefined
  }
}

interface Frame {
  /** Undefined in an array. */
  readonly keys: Set<string> | undefined
  awaitsKey: boolean
}

/** Notes a key; `raw` with its quotes. */
function isNewKey(frame: Frame | undefined, raw: string): boolean {
  if (frame?.keys === undefined || !frame.awaitsKey) return true
  frame.awaitsKey = false
  const key = raw.includes('\\') ? unescape(raw) : raw
  if (frame.keys.has(key)) return false
  frame.keys.add(key)
  return true
}

function unescape(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw))
  } catch {
    return raw
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === '"') return at
  }
  return text.length
}

function tooLarge(limit: number): Result<never, BodyError> {
  return fail(413, 'BODY_TOO_LARGE', `expected at most ${limit} bytes`)
}

function fail(
  status: BodyError['status'],
  code: BodyError['code'],
  message: string,
): Result<never, BodyError> {
  return err({ status, code, message })
}
