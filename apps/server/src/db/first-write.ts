/** What has to be written together with the first change of a request: both are there, or neither. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely } from 'kysely'
import type { Tables } from './tables/index.ts'

export interface FirstWrite {
  /** Within the transaction of the change, before anything else. What it throws undoes the change. */
  readonly write: (tx: Kysely<Tables>) => Promise<void>
  /** The change was committed, and this with it. */
  isDone: boolean
  /** Work that outlives the request is no longer inside it. */
  isOpen: boolean
}

const requests = new AsyncLocalStorage<FirstWrite>()

/** Runs `work`; `isDone` of `first` says afterwards whether anything was changed. */
export async function withFirstWrite<T>(first: FirstWrite, work: () => Promise<T>): Promise<T> {
  try {
    return await requests.run(first, work)
  } finally {
    first.isOpen = false
  }
}

/** For the change that runs now; undefined where there is none to write, or it was written by a change before. */
export function pendingFirstWrite(): FirstWrite | undefined {
  const first = requests.getStore()
  return first?.isOpen === true && !first.isDone ? first : undefined
}
