/** Messages that come and go at the foot of the page; one list for the whole application. */
import { useSyncExternalStore } from 'react'

export interface ToastDraft {
  readonly text: string
  /** `stop`: something was refused; it stays until it is closed. */
  readonly tone?: 'plain' | 'stop'
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Until `closeToast`. Default: ten seconds. */
  readonly stays?: boolean
}

export interface Toast extends ToastDraft {
  readonly id: number
}

let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()
const mostToasts = 4
const shownForMs = 10_000

/** The id, for `closeToast`. */
export function showToast(draft: ToastDraft): number {
  const id = ++last
  replace([...toasts, { ...draft, id }].slice(-mostToasts))
  if (draft.stays !== true && draft.tone !== 'stop') setTimeout(() => closeToast(id), shownForMs)
  return id
}

export function closeToast(id: number): void {
  replace(toasts.filter((toast) => toast.id !== id))
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(listen, () => toasts)
}

function replace(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
