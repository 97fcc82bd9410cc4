/** Whether the assistant's panel is open, and what is on screen: a store of its own, so that any page can tell and any button open it. */
import { useEffect, useSyncExternalStore } from 'react'

/** The thing that a page shows and a question may mean. A document is no thing of the server's: only its name is used. */
export interface OnScreen {
  readonly kind: 'question' | 'finding' | 'requirement' | 'document'
  /** As the server knows it; of a finding its key. */
  readonly id: string
  readonly name: string
  readonly product: string
  /** A version; undefined: the current one. */
  readonly release: string | undefined
}

/** 0: closed. */
let openings = 0
/** The last one that was mounted speaks. */
let shown: readonly OnScreen[] = []
const listeners = new Set<() => void>()

/** Where it is open already, the question field takes the focus again. */
export function openAsk(): void {
  openings++
  tell()
}

export function closeAsk(): void {
  openings = 0
  tell()
}

/** How often it was asked for since it was closed; 0: it is closed. */
export function useAskOpenings(): number {
  return useSyncExternalStore(onChange, () => openings)
}

export function useShownThing(): OnScreen | undefined {
  return useSyncExternalStore(onChange, () => shown.at(-1))
}

/** Tells what the page shows, as long as it does. */
export function useOnScreen({ kind, id, name, product, release }: OnScreen): void {
  useEffect(() => {
    const thing = { kind, id, name, product, release }
    setShown([...shown, thing])
    return () => setShown(shown.filter((one) => one !== thing))
  }, [kind, id, name, product, release])
}

function setShown(next: readonly OnScreen[]): void {
  shown = next
  tell()
}

function tell(): void {
  for (const listener of listeners) listener()
}

function onChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
