/** For tests of ecosystems whose files have several names: reads a text under one of them. */
import type { Ecosystem } from '../ecosystem.ts'
import { readRows, type Rows } from './rows.ts'

export function rowsAs(
  ecosystem: Ecosystem,
  name: string,
  text: string,
  neighbours: Readonly<Record<string, string>> = {},
): Rows {
  return readRows({ ...ecosystem, files: [name] }, text, neighbours)
}
