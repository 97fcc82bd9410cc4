/**
 * A language model, as the assistant sees it: text in, text out. Nothing that it says can act; what it says is data.
 *
 * Trust: whoever runs the endpoint reads everything that is sent and decides everything that comes back. An adapter never
 * sends more than the request, never follows a redirect to another host, and never runs a tool that a model asks for.
 */
export interface LanguageModel {
  /** As its maker names it, for the log: `mistral-small-3.2`. */
  readonly name: string
  /** Host and port that a request goes to, shown to the person before anything is sent. */
  readonly host: string
  /** Pieces of text in order, then one end. Throws ModelFailure; stops when the signal aborts. */
  readonly complete: (request: ModelRequest, signal: AbortSignal) => AsyncIterable<ModelPiece>
}

export interface ModelRequest {
  readonly messages: readonly ModelMessage[]
  /** Tokens, at most, that may come back. */
  readonly maxTokens: number
}

export interface ModelMessage {
  readonly role: 'system' | 'user'
  readonly content: string
}

export type ModelPiece = { readonly kind: 'text'; readonly text: string } | ModelEnd

export interface ModelEnd {
  readonly kind: 'end'
  /** `length`: cut off; `tool`: the model asked for a tool, which it does not get; `filtered`: by the endpoint. */
  readonly reason: 'stop' | 'length' | 'tool' | 'filtered'
  /** Tokens by the endpoint's own count; absent where it does not count. */
  readonly usage?: { readonly sent: number; readonly received: number }
}

export type ModelFailureCode =
  | 'MODEL_UNREACHABLE'
  | 'MODEL_TIMEOUT'
  | 'MODEL_REFUSED'
  | 'MODEL_MALFORMED'
  | 'MODEL_TOO_LONG'

export class ModelFailure extends Error {
  override readonly name = 'ModelFailure'
  readonly code: ModelFailureCode

  constructor(code: ModelFailureCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
