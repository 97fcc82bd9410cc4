/** The lines of a streamed answer as soon as each is whole, with limits on what a model may send. */
import { ModelFailure, type ModelEnd, type ModelPiece } from './port.ts'

export type ModelLine = { readonly kind: 'line'; readonly line: string } | ModelEnd

/** Characters of one answer; beyond it a model talks without end. */
const longestAnswer = 20_000

/** Throws ModelFailure `MODEL_TOO_LONG`; an answer that ends without an end was cut off (`length`). */
export async function* toLines(pieces: AsyncIterable<ModelPiece>): AsyncGenerator<ModelLine> {
  let rest = ''
  let received = 0
  let end: ModelEnd = { kind: 'end', reason: 'length' }
  for await (const piece of pieces) {
    if (piece.kind === 'end') {
      end = piece
      break
    }
    received += piece.text.length
    if (received > longestAnswer) {
      throw new ModelFailure(
        'MODEL_TOO_LONG',
        `the model sent more than ${longestAnswer} characters; the answer was stopped there`,
      )
    }
    const lines = (rest + piece.text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield { kind: 'line', line }
  }
  if (rest.trim() !== '') yield { kind: 'line', line: rest }
  yield end
}
