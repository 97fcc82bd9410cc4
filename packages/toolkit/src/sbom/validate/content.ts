/** What a specification demands and its schema cannot see. */
import type { JsonPath } from '../../base/index.ts'

export interface ContentProblem {
  /** Into the document. */
  readonly path: JsonPath
  readonly message: string
}
