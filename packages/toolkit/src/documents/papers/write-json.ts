/** A paper as JSON: the model itself, with the result of the gate beside it. */
import { checkPaper } from './gate.ts'
import type { Paper } from './model.ts'

/** Ends with a line break; member order is the model's, so the same paper gives the same bytes. */
export function writePaperJson(paper: Paper): string {
  const check = checkPaper(paper)
  return `${JSON.stringify({ schema: 'occtet.paper/1', paper, check }, null, 1)}\n`
}
