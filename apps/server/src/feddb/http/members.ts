/** The members of a JSON object as a map, so that no key means anything but itself. */

/** Undefined for everything else: lists, texts, numbers, null. */
export function toMembers(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map(Object.entries(value))
}
