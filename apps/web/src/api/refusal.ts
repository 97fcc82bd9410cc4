/** Why a request came to nothing: the server's refusal, or that it did not answer at all. */

export interface WrongField {
  /** JSON pointer into the body or query. */
  readonly pointer: string
  readonly message: string
}

/** `status` 0: nobody answered, or nobody could read the answer. `code` is one of the contract, `OFFLINE` or `UNREADABLE`. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly fields: readonly WrongField[]

  constructor(code: string, status: number, more: { title?: string; fields?: readonly WrongField[] } = {}) {
    super(more.title ?? code)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.fields = more.fields ?? []
  }
}

/** Whether the same request may succeed a little later. */
export function isPassing(refusal: Refusal): boolean {
  return refusal.code === 'OFFLINE' || [429, 502, 503, 504].includes(refusal.status)
}

/** Anything thrown, as a refusal: what is none is our own fault. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal('OWN_FAULT', 0, { title: error instanceof Error ? error.message : String(error) })
}
