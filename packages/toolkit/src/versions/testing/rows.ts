/** Rows of this module's test data: one case a line, `#` starts a comment line. */
import { readFileSync } from 'node:fs'

export function readRows(file: string): readonly string[] {
  const text = readFileSync(new URL(`../testdata/${file}`, import.meta.url), 'utf8')
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}
