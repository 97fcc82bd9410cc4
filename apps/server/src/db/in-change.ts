/** Whether the code that runs was started by a change: what writes past it there would wait for itself for ever. */
import { AsyncLocalStorage } from 'node:async_hooks'

const changes = new AsyncLocalStorage<{ isOpen: boolean }>()

export function isInChange(): boolean {
  return changes.getStore()?.isOpen === true
}

/** Work that outlives the change (a timer, a forgotten promise) is no longer inside it. */
export async function runInChange<T>(work: () => Promise<T>): Promise<T> {
  const mark = { isOpen: true }
  try {
    return await changes.run(mark, work)
  } finally {
    mark.isOpen = false
  }
}
