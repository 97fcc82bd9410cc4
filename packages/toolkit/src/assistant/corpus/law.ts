/** The law as it is searched: cut into terms, and learned from, when the program was made. */
import { unpackData } from '../../base/index.ts'
import { law } from '../generated/law.ts'
import { ranker } from '../generated/ranker.ts'
import type { PreparedEntries } from '../search/prepare.ts'
import { readPrepared } from './prepared-file.ts'
import { readRanker } from './ranker-file.ts'

let prepared: PreparedEntries | undefined

/** Unpacked once in a process. */
export function lawCorpus(): PreparedEntries {
  prepared ??= { ...readPrepared(unpackData(law)), ranker: readRanker(unpackData(ranker)) }
  return prepared
}
