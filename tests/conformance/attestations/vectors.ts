/** The shared vectors of this folder. */
import { readFileSync } from 'node:fs'
import { sharedPath } from '../../shared.ts'

export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(sharedPath(`vectors/ledger/${name}.json`), 'utf8')) as T
}
