/** Whose data a personal field is: by that, which keys it lies under. */
import type { Disclosure, EventValue } from '../../../ledger/index.ts'

/** The month, UTC: payloads of no case lie under its key. */
export function periodOf(now: number): string {
  return new Date(now).toISOString().slice(0, 7)
}

/**
 * For each field the people whose key it needs. A field that names somebody is theirs; one that is bare text may name
 * somebody and is theirs and the actor's; others are the actor's. Losing any of the keys makes it unreadable.
 */
export function personsOf(disclosures: readonly Disclosure[]): readonly (readonly string[])[] {
  const actor = disclosures.find(({ name }) => name === 'actor')
  const self = actor === undefined ? '' : (nameIn(actor.value) ?? '')
  return disclosures.map(({ value }) => {
    const named = nameIn(value)
    if (named !== undefined) return [named]
    return typeof value === 'string' && toPerson(value) !== self ? [self, toPerson(value)] : [self]
  })
}

/** How a person is known: the address, else the name; without regard to case and outer white space. */
export function toPerson(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}

function nameIn(value: EventValue): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { email, name } = value as Readonly<Record<string, EventValue>>
  const text = typeof email === 'string' && email !== '' ? email : name
  return typeof text === 'string' && text !== '' ? toPerson(text) : undefined
}
