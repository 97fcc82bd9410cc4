/** What JSON of an event may hold, so that its canonical bytes are the same everywhere (RFC 7493, narrowed; RFC 8785). */

/** Levels of arrays and objects below the value itself. */
const MAX_DEPTH = 16
const PLAIN = /^[\u0020-\u007e]*$/
const HALF_PAIR = /\p{Surrogate}/u

/**
 * Why a value is no I-JSON of ours, beginning with the path of the member; undefined if it is. Whole numbers within
 * ±(2^53−1), no negative zero, strings in NFC without half surrogate pairs, plain objects without absent members.
 */
export function findValueFault(value: unknown, path: string): string | undefined {
  return isPlain(value, 0) ? undefined : findFault(value, path, 0)
}

/** Surely nothing wrong, as with nearly every value: told without a path for each member. Else `findFault` decides. */
function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'boolean') return true
  if (typeof value === 'string') return PLAIN.test(value)
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0)
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return false
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    for (let at = 0; at < items.length; at++) if (!isPlain(items[at], depth + 1)) return false
    return true
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  const members = value as Readonly<Record<string, unknown>>
  return Object.keys(members).every((name) => PLAIN.test(name) && isPlain(members[name], depth + 1))
}

function findFault(value: unknown, path: string, depth: number): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined
  if (typeof value === 'string') return findTextFault(value, path)
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && !Object.is(value, -0)
      ? undefined
      : `${path}: expected a whole number within ±(2^53−1), found ${value}`
  }
  if (typeof value !== 'object') return `${path}: expected JSON, found ${typeof value}`
  if (depth >= MAX_DEPTH) return `${path}: nested deeper than ${MAX_DEPTH} levels`
  return Array.isArray(value)
    ? findItemFault(value, path, depth)
    : findMemberFault(value as Readonly<Record<string, unknown>>, path, depth)
}

function findItemFault(items: readonly unknown[], path: string, depth: number): string | undefined {
  for (const [at, item] of items.entries()) {
    const fault = findFault(item, `${path}[${at}]`, depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}

function findMemberFault(
  members: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(members)
  if (prototype !== Object.prototype && prototype !== null) return `${path}: expected a plain object`
  for (const [name, member] of Object.entries(members)) {
    const fault =
      findTextFault(name, `${path}: a member's name`) ??
      findFault(member, path === '' ? name : `${path}.${name}`, depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}

function findTextFault(text: string, path: string): string | undefined {
  if (PLAIN.test(text)) return undefined
  if (HALF_PAIR.test(text)) return `${path}: half of a surrogate pair`
  return text.normalize('NFC') === text ? undefined : `${path}: expected text in the normal form NFC`
}
