/** Documents made to cost more than they weigh: what reading and writing take grows with the document, not with a product of its lists. */
import { expect, test, vi } from 'vitest'
import type { VexStatement } from '../model.ts'
import { vexTargets } from './meta.ts'
import { readVex } from './read-vex.ts'
import type { VexReading } from './reading.ts'
import { meta } from './testing/statements.ts'
import { writeVex } from './write-vex.ts'

type Make = (count: number) => object

const list = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at))
const text = 'x'.repeat(200_000)
const head = { category: 'csaf_vex', csaf_version: '2.0', tracking: { id: 'x' } }
const idsOf = (count: number): readonly string[] => list(count, (at) => `P${at}`)
const treeOf = (count: number): object => ({
  full_product_names: idsOf(count).map((id) => ({ product_id: id, name: id })),
  product_groups: [{ group_id: 'G', product_ids: idsOf(count) }],
})

const texts: Make = (count) => ({
  document: head,
  product_tree: treeOf(count),
  vulnerabilities: [
    {
      cve: 'CVE-2026-1000',
      notes: [{ category: 'details', text }],
      product_status: { known_affected: idsOf(count) },
      remediations: [
        { category: 'workaround', details: text },
        { category: 'mitigation', details: `${text}y`, group_ids: ['G'] },
      ],
    },
  ],
})
const flags: Make = (count) => ({
  document: head,
  product_tree: treeOf(count),
  vulnerabilities: [
    {
      cve: 'CVE-2026-1000',
      product_status: { known_not_affected: idsOf(count) },
      flags: list(count, () => ({ label: 'component_not_present', group_ids: ['G'] })),
    },
  ],
})
const chain: Make = (count) => ({
  document: head,
  product_tree: {
    full_product_names: [{ product_id: 'P0', name: 'a' }],
    relationships: list(count, (at) => ({
      category: 'default_component_of',
      product_reference: `P${at}`,
      relates_to_product_reference: `P${at}`,
      full_product_name: { product_id: `P${at + 1}`, name: 'b' },
    })),
  },
  vulnerabilities: [{ cve: 'CVE-2026-1000', product_status: { fixed: ['P3', 'P100'] } }],
})
const versions: Make = (count) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  vulnerabilities: [
    {
      id: 'CVE-2026-1000',
      analysis: { state: 'exploitable' },
      affects: list(count, (at) => ({ ref: 'urn:cdx:a/1#b', versions: [{ version: `${at}` }] })),
    },
  ],
})
const combined: Make = (count) => ({
  '@context': 'https://openvex.dev/ns',
  statements: [
    {
      vulnerability: 'CVE-2026-1000',
      products: idsOf(count),
      subcomponents: idsOf(count),
      status: 'fixed',
    },
  ],
})
const plain: Make = (count) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  statements: list(count, (at) => ({
    vulnerability: { name: 'CVE-2026-1000' },
    products: [{ '@id': `pkg:npm/a@${at}` }],
    status: 'fixed',
  })),
})

function read(document: string): VexReading {
  const opened = readVex(document, 'x')
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

/** Formats that the statements were written in. */
function writeAll(statements: readonly VexStatement[]): number {
  return vexTargets.filter((target) => writeVex(statements, meta, target).ok).length
}

/** Characters that were turned into JSON meanwhile: keys, digests and documents. */
function charactersMade(work: () => void): number {
  let made = 0
  const original = JSON.stringify
  const spy = vi.spyOn(JSON, 'stringify').mockImplementation((...given: Parameters<typeof original>) => {
    const found = original(...given)
    made += found?.length ?? 0
    return found
  })
  try {
    work()
  } finally {
    spy.mockRestore()
  }
  return made
}

test.each([
  ['texts over the products of one vulnerability', texts, 8],
  ['flags over groups', flags, 8],
  ['products made of each other', chain, 6],
  ['one BOM-Link in many versions', versions, 6],
  ['many products of many statements', plain, 8],
] as const)(
  '%s: reading and eight exports make few characters for each that was given',
  (_, make, formats) => {
    const document = JSON.stringify(make(1000))
    let written = 0
    const made = charactersMade(() => {
      written = writeAll(read(document).document.statements)
    })
    expect(written).toBe(formats)
    expect(made).toBeLessThan(document.length * 150)
  },
)

/** A step for each pair of them would be 900 million: the time limit of the tests is the bound. */
const many = 30_000

test.each([
  ['flags over groups', flags, 1, 'flags, threats and remediations of too many products'],
  ['products made of each other', chain, 1, 'is made of itself, or of too many products'],
  ['one BOM-Link in many versions', versions, 1, undefined],
  ['products times subcomponents', combined, 0, 'too many products and subcomponents'],
  ['many products of many statements', plain, many, undefined],
] as const)('%s: 30,000 are read, or refused with an issue', (_, make, statements, refusal) => {
  const { document, issues } = read(JSON.stringify(make(many)))
  expect(document.statements.length).toBe(statements)
  expect(issues.some(({ message }) => refusal !== undefined && message.includes(refusal))).toBe(
    refusal !== undefined,
  )
})
