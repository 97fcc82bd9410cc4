/** Changes of bytes, lines, numbers, base64 and JSON that any format may meet. */
import { fragments, numbers } from './fragments.ts'
import { type Mutation, pickFrom, type Random } from './target.ts'

export const MAX_INPUT_BYTES = 256 * 1024

const byteMutations: readonly Mutation[] = [
  (input, random) => withBytes(input, (copy) => void (copy[at(copy, random)] = Math.floor(random() * 256))),
  (input, random) =>
    withBytes(input, (copy) => {
      const place = at(copy, random)
      copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random() * 8))
    }),
  (input, random) =>
    withBytes(input, (copy) => {
      const place = at(copy, random)
      copy[place] = (copy[place] ?? 0) + (random() < 0.5 ? 1 : -1)
    }),
  (input, random) => input.slice(0, at(input, random)),
  (input, random) => input.slice(at(input, random)),
  (input, random) => splice(input, { from: at(input, random), remove: 1 + Math.floor(random() * 8) }),
  (input, random) => {
    const from = at(input, random)
    return splice(input, { from, remove: 0, insert: input.slice(from, from + 1 + Math.floor(random() * 40)) })
  },
  (input, random) =>
    splice(input, {
      from: at(input, random),
      remove: random() < 0.5 ? 0 : 1,
      insert: Buffer.from(pickFrom(fragments, random)),
    }),
  (input, random) => {
    const length = random() < 0.05 ? 40_000 : Math.floor(random() * 300)
    const insert = Buffer.alloc(length, pickFrom(fragments, random))
    return splice(input, { from: at(input, random), remove: 0, insert })
  },
]

const lineMutations: readonly Mutation[] = [
  (input, random) => editLines(input, (lines) => void lines.splice(at(lines, random), 1)),
  (input, random) =>
    editLines(input, (lines) => {
      const place = at(lines, random)
      lines.splice(place, 0, ...lines.slice(place, place + 1 + Math.floor(random() * 3)))
    }),
  (input, random) =>
    editLines(input, (lines) => {
      const [a, b] = [at(lines, random), at(lines, random)]
      const kept = lines[a] ?? ''
      lines[a] = lines[b] ?? ''
      lines[b] = kept
    }),
  (input, random) =>
    editLines(input, (lines) => void lines.splice(at(lines, random), 0, pickFrom(fragments, random))),
  (input, random) =>
    editLines(input, (lines) => {
      const place = at(lines, random)
      const count = random() < 0.1 ? 300 : Math.floor(random() * 110)
      lines.splice(place, 0, ...Array.from({ length: count }, () => lines[place] ?? ''))
    }),
]

/** Numbers and base64 within a text, at one place. */
const tokenMutations: readonly Mutation[] = [
  (input, random) => replaceOne(input, /\d+/g, random, () => pickFrom(numbers, random)),
  (input, random) => replaceOne(input, /\d+/g, random, (digits) => String(BigInt(digits.slice(0, 30)) + 1n)),
  (input, random) => replaceOne(input, /[A-Za-z0-9+/]{6,}={0,2}/g, random, (text) => respell(text, random)),
  (input, random) => replaceOne(input, /[a-z]+/g, random, (word) => word.toUpperCase()),
  (input, random) => replaceOne(input, / /g, random, () => pickFrom(['  ', '\t', '', '\u00a0'], random)),
]

const jsonMutations: readonly Mutation[] = [
  (input, random) => editJson(input, (value) => JSON.stringify(changeValue(value, random))),
  (input, random) =>
    editJson(input, (value) => JSON.stringify(value, undefined, 1 + Math.floor(random() * 3))),
  (input) => editJson(input, (value) => JSON.stringify(reverseMembers(value))),
  (input, random) =>
    editJson(input, (value) => `${'['.repeat(Math.floor(random() * 400))}${JSON.stringify(value)}`),
]

const families = [byteMutations, byteMutations, lineMutations, tokenMutations, jsonMutations]

/** One to four changes, of the target's own and of these. */
export function mutate(input: Uint8Array, own: readonly Mutation[], random: Random): Uint8Array {
  let mutant = input
  for (let turns = 1 + Math.floor(random() ** 2 * 4); turns > 0; turns--) {
    const family = own.length > 0 && random() < 0.4 ? own : pickFrom(families, random)
    mutant = pickFrom(family, random)(mutant, random)
  }
  return mutant.length > MAX_INPUT_BYTES ? mutant.slice(0, MAX_INPUT_BYTES) : mutant
}

/** The head of one input and the tail of another. */
export function cross(a: Uint8Array, b: Uint8Array, random: Random): Uint8Array {
  return Buffer.concat([a.slice(0, at(a, random)), b.slice(at(b, random))])
}

function at(items: { readonly length: number }, random: Random): number {
  return Math.floor(random() * items.length)
}

function withBytes(input: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array {
  const copy = Uint8Array.from(input)
  if (copy.length > 0) change(copy)
  return copy
}

interface Splice {
  readonly from: number
  readonly remove: number
  readonly insert?: Uint8Array
}

function splice(input: Uint8Array, { from, remove, insert = new Uint8Array() }: Splice): Uint8Array {
  return Buffer.concat([input.slice(0, from), insert, input.slice(from + remove)])
}

function editLines(input: Uint8Array, edit: (lines: string[]) => void): Uint8Array {
  const lines = Buffer.from(input).toString('latin1').split('\n')
  edit(lines)
  return Buffer.from(lines.join('\n'), 'latin1')
}

function replaceOne(
  input: Uint8Array,
  pattern: RegExp,
  random: Random,
  replace: (found: string) => string,
): Uint8Array {
  const text = Buffer.from(input).toString('latin1')
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return input
  const match = pickFrom(found, random)
  const { index } = match
  return Buffer.concat([
    Buffer.from(text.slice(0, index), 'latin1'),
    Buffer.from(replace(match[0])),
    Buffer.from(text.slice(index + match[0].length), 'latin1'),
  ])
}

/** Another text for the same or nearly the same bytes: padding, unused bits, the other alphabet, another length. */
function respell(text: string, random: Random): string {
  const bytes = Buffer.from(text, 'base64')
  const longer = Buffer.concat([bytes, Buffer.from([Math.floor(random() * 256)])])
  return pickFrom(
    [
      text.replace(/=+$/, ''),
      `${text}=`,
      text.replace(/[A-Za-z](=*)$/, 'B$1'),
      bytes.toString('base64url'),
      longer.toString('base64'),
      bytes.subarray(1).toString('base64'),
    ],
    random,
  )
}

function editJson(input: Uint8Array, edit: (value: unknown) => string): Uint8Array {
  const text = Buffer.from(input).toString('utf8')
  try {
    return Buffer.from(edit(JSON.parse(text)))
  } catch {
    // No JSON, or not any more: another kind of change has to do.
    return input
  }
}

const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  1.5,
  1e21,
  2 ** 53,
  '',
  '\ud800',
  [],
  {},
  [[]],
]

/** One place of the value changed, dropped, doubled or added to. */
function changeValue(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random() < 0.8) {
    const items: readonly unknown[] = value
    const place = at(items, random)
    const choice = random()
    if (choice < 0.2) return items.toSpliced(place, 1)
    if (choice < 0.4) return [...items.slice(0, place), items[place], ...items.slice(place)]
    return items.with(place, changeValue(items[place], random))
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random() < 0.8) {
    const members: readonly (readonly [string, unknown])[] = Object.entries(value)
    const [key = 'a', member] = members[at(members, random)] ?? []
    const choice = random()
    if (choice < 0.15) return Object.fromEntries(members.filter(([name]) => name !== key))
    if (choice < 0.3) return { ...value, [pickFrom(fragments, random)]: member }
    return { ...value, [key]: changeValue(member, random) }
  }
  return pickFrom(values, random)
}

function reverseMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseMembers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reverseMembers(member)]),
  )
}
