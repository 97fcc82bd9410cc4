/** The labelled triage cases: shape, identity and balance. What is measured with them lies beside the proposals. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parsePurl } from '../../packages/toolkit/src/model/index.ts'

const types = [
  'dev-only',
  'not-imported',
  'file-absent',
  'platform-mismatch',
  'distribution-backport',
  'upstream-vex',
] as const

const statuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const

const justifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const

const scopes = ['runtime', 'development', 'optional', 'peer', 'build', 'unknown'] as const
const text = z.string().min(1)
const purl = text.refine((value) => parsePurl(value).ok, 'not a purl')

const finding = z.strictObject({
  purl,
  group: text,
  aliases: z.array(text).min(1),
  summary: text,
  scope: z.enum(scopes),
  relation: z.enum(['direct', 'transitive', 'unknown']),
  paths: z.array(z.array(purl).min(1)).min(1),
  matched: z.array(z.strictObject({ source: text, record: text, range: text })).min(1),
  isMalicious: z.boolean().optional(),
  advisoryText: text.optional(),
  packagePaths: z.array(text).min(1).optional(),
  functions: z.array(text).min(1).optional(),
  os: z.array(text).min(1).optional(),
  arch: z.array(text).min(1).optional(),
})

const component = z.strictObject({
  evidence: z.array(z.strictObject({ path: text })).optional(),
  groups: z.array(z.string()).optional(),
  requirement: text.optional(),
  marker: text.optional(),
  os: z.array(text).optional(),
  cpu: z.array(text).optional(),
  files: z.array(text).optional(),
  filesComplete: z.boolean().optional(),
  buildPackages: z.array(text).optional(),
  buildPackagesComplete: z.boolean().optional(),
})

const distribution = z.strictObject({
  name: text,
  release: text,
  package: text,
  version: text,
  statements: z.array(
    z.strictObject({
      source: text,
      id: text,
      name: text,
      release: text,
      package: text,
      status: text,
      fixed: text.optional(),
      note: text.optional(),
    }),
  ),
})

const product = z.strictObject({
  '@id': text.optional(),
  identifiers: z.record(z.string(), text).optional(),
  hashes: z.record(z.string(), text).optional(),
})

const statement = z.strictObject({
  author: text.optional(),
  role: text.optional(),
  trusted: z.boolean().optional(),
  document: text.optional(),
  version: z.number().int().optional(),
  vulnerability: z.strictObject({ name: text, aliases: z.array(text).optional() }),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  last_updated: z.iso.datetime({ offset: true }).optional(),
  products: z.array(product.extend({ subcomponents: z.array(product).optional() })).optional(),
  status: z.enum(statuses),
  status_notes: text.optional(),
  justification: z.enum(justifications).optional(),
  impact_statement: text.optional(),
  action_statement: text.optional(),
})

const expected = z.discriminatedUnion('proposal', [
  z.strictObject({
    proposal: z.literal(true),
    status: z.enum(statuses),
    justification: z.enum(justifications).optional(),
    alsoAccepted: z.array(z.enum(justifications)).optional(),
    confidence: z.enum(['high', 'medium']),
    why: text,
  }),
  z.strictObject({ proposal: z.literal(false), why: text }),
])

const labelled = z.strictObject({
  id: z.string().regex(/^[a-z-]+-\d{3}$/),
  type: z.enum(types),
  set: z.enum(['open', 'held-out']),
  origin: text,
  constructed: z.literal(true).optional(),
  finding,
  tree: z.strictObject({ files: z.record(z.string(), z.string().max(4000)) }).optional(),
  component: component.optional(),
  distribution: distribution.optional(),
  vex: z.array(statement).optional(),
  product: z.strictObject({ purl, platforms: z.array(text).min(1) }).optional(),
  expected,
})

type LabelledCase = z.infer<typeof labelled>

const folder = fileURLToPath(new URL('./triage-proposals/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const raw = files.flatMap((name): { name: string; value: unknown }[] =>
  z
    .array(z.unknown())
    .parse(JSON.parse(readFileSync(`${folder}${name}`, 'utf8')))
    .map((value) => ({ name, value })),
)
const cases = raw.flatMap(({ value }): LabelledCase[] => {
  const read = labelled.safeParse(value)
  return read.success ? [read.data] : []
})

describe('labelled triage cases', () => {
  it('have the shape of the README, with purls that parse', () => {
    const wrong = raw.flatMap(({ name, value }) => {
      const read = labelled.safeParse(value)
      const id = z.looseObject({ id: z.string() }).safeParse(value)
      return read.success ? [] : [`${name} ${id.data?.id ?? '?'}: ${z.prettifyError(read.error)}`]
    })
    expect(wrong).toEqual([])
  })

  it('have ids of their own, in the file of their type', () => {
    const ids = cases.map((one) => one.id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(cases.filter((one) => !one.id.startsWith(`${one.type}-`)).map((one) => one.id)).toEqual([])
    expect(files.toSorted()).toEqual(types.map((type) => `${type}.json`).toSorted())
  })

  it('give a justification or nothing, as the status wants it (OpenVEX 0.2, section "Status Justifications")', () => {
    const wrong = cases.filter(({ expected: label }) => {
      if (!label.proposal) return false
      return (label.status === 'not_affected') !== (label.justification !== undefined)
    })
    expect(wrong.map((one) => one.id)).toEqual([])
  })

  it('name no machine and no registry', () => {
    const places = /\/(?:work|root|home|tmp|Users)\/|registry\.[a-z]+js|pypi\.org|proxy\.golang|rubygems\.org/
    expect(cases.filter((one) => places.test(JSON.stringify(one))).map((one) => one.id)).toEqual([])
  })

  it('are two thirds real at least', () => {
    expect(cases.filter((one) => one.constructed).length * 3).toBeLessThanOrEqual(cases.length)
  })

  it.each(types)('%s: enough of both polarities, split evenly', (type) => {
    const mine = cases.filter((one) => one.type === type)
    const yes = mine.filter((one) => one.expected.proposal)
    const no = mine.filter((one) => !one.expected.proposal)
    for (const group of [yes, no]) {
      const open = group.filter((one) => one.set === 'open').length
      expect(Math.abs(group.length - 2 * open)).toBeLessThanOrEqual(1)
    }
    expect(yes.length).toBeGreaterThanOrEqual(15)
    expect(no.length).toBeGreaterThanOrEqual(20)
    const made = mine.filter((one) => one.constructed).length
    console.log(`${type}: ${mine.length} cases, ${yes.length} yes, ${no.length} no, ${made} constructed`)
  })

  it('are at least 240', () => {
    expect(cases.length).toBeGreaterThanOrEqual(240)
  })
})
