/** What every source of advisories promises, whoever wrote it; each format's test runs this on its own samples. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReadContext, RecordFacts, SourceFile, SourceFormat, SourceRecord } from '../../source-format.ts'
import { listFormats, recogniseFormat } from '../registry.ts'
import { samples } from './samples.ts'

export const context: ReadContext = { source: 'test', digest: 'd', now: Date.UTC(2026, 10, 22) }

/** Pieces of other texts that have broken readers before. */
const poison = fc.constantFrom(
  '',
  '~',
  '[]',
  '{}',
  '__proto__: {id: x}\n',
  '"__proto__": {"id": 1},',
  '\u0000',
  '\uD800',
  '*a',
  '&a [*a, *a]',
  '!!binary x',
  '- ',
  ': ',
  '\t',
  '```',
  '0x10',
  '>= ',
  ' || ',
  '['.repeat(500),
  '9'.repeat(400),
)

/** The sample with one stretch cut out and something else put in. */
function damaged(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length })
  return fc
    .tuple(place, fc.nat({ max: 60 }), fc.oneof(poison, fc.string({ maxLength: 8, unit: 'binary' })))
    .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length))
}

/** `samples` has at least one file of the format; the tests of what it says are the format's own. */
export function testSourceContract(format: SourceFormat): void {
  const own = samples.filter(([id]) => id === format.id).map(([, file]) => file)

  test(`${format.id}: is in the registry, and knows its own samples and nobody else's`, () => {
    expect(listFormats().filter(({ id }) => id === format.id)).toEqual([format])
    expect(own.length).toBeGreaterThan(0)
    expect(own.filter((file) => !format.recognises(file))).toEqual([])
    const others = samples.filter(([id]) => id !== format.id).map(([, file]) => file)
    expect(others.filter((file) => format.recognises(file))).toEqual([])
    // Another format may know the words of this one (OSV does), but must not be asked first.
    expect(own.map((file) => recogniseFormat(file)?.id)).toEqual(own.map(() => format.id))
  })

  test(`${format.id}: keeps every record of its samples, and says the same twice`, () => {
    const records = own.flatMap((file) => readAll(format, file))
    expect(records.filter((record) => record === undefined)).toEqual([])
    expect(own.flatMap((file) => readAll(format, file))).toEqual(records)
    const said = records.flatMap((record) => [
      ...(record?.claims ?? []).map(() => 'claims'),
      ...(record?.signals ?? []).map(({ kind }) => kind),
    ])
    expect([...new Set(said)].sort()).toEqual([...format.yields].sort())
  })

  test(`${format.id}: throws on no text whatever`, () => {
    for (const file of own) {
      fc.assert(
        fc.property(
          fc.oneof({ weight: 9, arbitrary: damaged(file.text) }, fc.string({ unit: 'binary' })),
          (text) => {
            readAll(format, { path: file.path, text })
          },
        ),
        { numRuns: 150, seed: 3 },
      )
    }
  })
}

export interface ReadRecord extends Omit<SourceRecord, 'facts'> {
  readonly facts: RecordFacts
}

/** The records of a file with their facts worked out; undefined for each that was dropped. */
export function readAll(format: SourceFormat, file: SourceFile): readonly (ReadRecord | undefined)[] {
  const pieces = format.split === undefined ? [file] : Array.from(format.split(file))
  return pieces.map((piece) => {
    format.recognises(piece)
    const record = format.read(piece, context)
    if (!record.ok) return undefined
    const { facts, ...rest } = record.value
    return { ...rest, facts: facts() }
  })
}

/** The records of one sample of the format, by its place among them; with another path, or a text that was changed. */
export function readSample(
  format: SourceFormat,
  { at = 0, path, edit = (text) => text }: SampleOptions = {},
): readonly (ReadRecord | undefined)[] {
  const [, file] = samples.filter(([id]) => id === format.id)[at] ?? []
  if (file === undefined) throw new Error(`${format.id} has no sample ${at}`)
  return readAll(format, { path: path ?? file.path, text: edit(file.text) })
}

interface SampleOptions {
  readonly at?: number
  readonly path?: string
  readonly edit?: (text: string) => string
}
