/** Signs at the end of a text that a lock file was cut off. */
import { addIssue, type Draft } from './package.ts'

/** For tools that end every line: a last line that was not finished may have lost its rest, and what followed. */
export function noteOpenEnd(draft: Draft, text: string): void {
  if (text === '' || text.endsWith('\n')) return
  noteCutOff(draft, text, 'the last line has no line end')
}

/** `sign` says what is missing. The issue stands on the last line. */
export function noteCutOff(draft: Draft, text: string, sign: string): void {
  addIssue(draft, {
    code: 'SYNTAX_INVALID',
    line: lastLine(text),
    message: `${sign}: the file seems to be cut off`,
    hint: 'write the lock file anew, or restore it from version control',
  })
}

function lastLine(text: string): number {
  let lines = text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return Math.max(lines, 1)
}
