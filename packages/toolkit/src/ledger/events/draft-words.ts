/** What makers of drafts share: text that an event may hold, and who acted. */
import type { EventDraft } from './model.ts'

/** Composed, whole characters, at most `max` letters; what is cut off is said by three dots. Empty becomes a dash. */
export function fitText(text: string, max: number): string {
  const whole = text.replaceAll(/\p{Surrogate}/gu, '\uFFFD').normalize('NFC')
  if (whole.length <= max) return whole === '' ? '–' : whole
  return `${whole.slice(0, max - 1).replace(/\p{Surrogate}$/u, '')}…`
}

/** A person as the actor of an event. */
export function personActor(name: string): EventDraft['actor'] {
  return { kind: 'user', who: { name: fitText(name, 256) } }
}
