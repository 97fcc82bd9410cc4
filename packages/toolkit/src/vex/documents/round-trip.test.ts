/** needs.md section 4.2, "Round trip": export, import and export again is a fixed point, for each format and version. */
import '../../../../../tests/property-seed.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VexStatement } from '../model.ts'
import { type VexMeta, type VexTarget, vexTargets } from './meta.ts'
import { readVex } from './read-vex.ts'
import { meta, statements } from './testing/statements.ts'
import { writeVex } from './write-vex.ts'

function write(given: readonly VexStatement[], target: VexTarget, head: VexMeta = meta): string | undefined {
  const written = writeVex(given, head, target)
  return written.ok ? written.value.text : undefined
}

function read(text: string): readonly VexStatement[] {
  const opened = readVex(text, 'vex.json')
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value.document.statements
}

test.each(vexTargets)('$format $version: export, import, export gives the same bytes', (target) => {
  fc.assert(
    fc.property(statements, (given) => {
      const first = write(given, target)
      if (first === undefined) return
      expect(write(read(first), target)).toBe(first)
    }),
    { numRuns: 300 },
  )
})

test.each(vexTargets)('$format $version: the order of the input does not show', (target) => {
  fc.assert(
    fc.property(statements, (given) => {
      expect(write(given.toReversed(), target)).toBe(write(given, target))
    }),
  )
})

test.each(vexTargets)('$format $version: the head reads back', (target) => {
  const given: readonly VexStatement[] = [
    {
      vulnerability: { id: 'CVE-2026-10001', aliases: [] },
      products: [{ ids: ['cpe:2.3:a:example:gateway:3.1:*:*:*:*:*:*:*'], subcomponents: [] }],
      status: 'fixed',
      responses: [],
    },
  ]
  const text = write(given, target) ?? ''
  const opened = readVex(text, 'vex.json')
  expect(opened.ok && opened.value).toMatchObject({
    document: {
      format: target.format,
      formatVersion: target.version,
      author: 'Example GmbH',
      version: '2',
      tooling: 'occtet 0.1.0',
      statements: [{ status: 'fixed', at: '2026-11-22T10:00:00Z' }],
    },
  })
  expect(opened.ok && opened.value.issues.filter(({ level }) => level !== 'note')).toEqual([])
  expect(opened.ok && opened.value.lines).toEqual([expect.any(Number)])
})

test('an id of the head is the id of the document', () => {
  const given = fc.sample(statements, { numRuns: 1, seed: 7 })[0] ?? []
  const head = { ...meta, id: 'https://example.org/vex/2026-7' }
  for (const target of vexTargets.filter(({ format }) => format !== 'cyclonedx')) {
    const opened = readVex(write(given, target, head) ?? '', 'vex.json')
    expect(opened.ok && opened.value.document.id).toBe(head.id)
  }
})

test('what is no document, or says nothing, is refused', () => {
  const [given = []] = fc.sample(statements, { numRuns: 1, seed: 7 })
  const target = vexTargets[0]
  const codes = [
    writeVex([], meta, target),
    writeVex(given, { ...meta, timestamp: 'yesterday' }, target),
    writeVex(given, { ...meta, version: '0' }, target),
    writeVex(given, { ...meta, version: '3' }, target),
    writeVex(given, { ...meta, author: '' }, target),
  ].map((result) => (result.ok ? 'ok' : result.error.code))
  expect(codes).toEqual(['NO_STATEMENTS', ...Array.from({ length: 4 }, () => 'SHAPE_UNEXPECTED')])
})
