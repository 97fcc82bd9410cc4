import { describe, expect, it } from 'vitest'
import { formatDiligenceFile, parseDiligenceFile } from '../diligence/diligence-file.ts'
import { formatRiskFile, parseRiskFile } from './risk-file.ts'
import { startRiskAssessment } from './start.ts'

const profile = {
  schema: 'occtet.product/1',
  id: 'pump-app',
  product: { name: 'Pump app', version: '4.10', intendedPurpose: 'Start: and stop pumps' },
  facts: {},
} as const

describe('risk.yaml', () => {
  const draft = startRiskAssessment({ profile, traits: undefined, depth: 'full' })

  it('is the same after a round trip, and gives the same bytes again', () => {
    const written = formatRiskFile(draft)
    const read = parseRiskFile(written)
    expect(read).toEqual({ ok: true, value: draft })
    expect(read.ok && formatRiskFile(read.value)).toBe(written)
    expect(written).toContain('version: "4.10"'.replaceAll('"', "'"))
  })

  it.each([
    ['threats:\n  - id: THR-99\n', /THR-99.*starting set/],
    ['threats:\n  - id: THR-01\n  - id: THR-01\n', /THR-01 is there twice/],
    [
      'threats:\n  - id: THR-01\n    likelihood: 5\n',
      /threats\[0\]\.likelihood expected a whole number from 1 to 4, found "5"/,
    ],
    ['threats:\n  - id: THR-01\n    impact: 1.5\n', /from 1 to 4/],
    ['threats:\n  - id: THR-01\n    treatment: transfer\n', /reduce, avoid, accept/],
    ['threats: []\nnextReview: soon\n', /a day such as/],
  ])('refuses %j', (body, message) => {
    const read = parseRiskFile(`schema: occtet.risk/1\nrequirements: []\n${body}`)
    expect(read.ok ? '' : `${read.error.field} ${read.error.message}`).toMatch(message)
  })

  it('takes a threat of one’s own', () => {
    const own = 'threats:\n  - id: OWN-1\n    title: Flood in the cellar\n    requirements: [ECR-I-2h]\n'
    expect(parseRiskFile(`schema: occtet.risk/1\nrequirements: []\n${own}`).ok).toBe(true)
  })
})

describe('diligence.yaml', () => {
  it('is the same after a round trip', () => {
    const file = {
      schema: 'occtet.diligence/1',
      decisions: [
        {
          package: 'pkg:npm/%40acme/tool',
          version: '1.10',
          decision: 'accepted',
          why: 'small and read in whole',
          by: 'the lead developer',
          at: '2026-11-01',
          advisories: ['GHSA-1'],
        },
      ],
      upstream: [
        {
          package: 'pkg:npm/other',
          vulnerability: 'own-1',
          foundAt: '2026-10-01',
          reported: { at: '2026-10-02', to: 'its maintainers' },
          by: 'the lead developer',
        },
      ],
    } as const
    const written = formatDiligenceFile(file)
    expect(parseDiligenceFile(written)).toEqual({ ok: true, value: file })
  })

  it('refuses a purl with a version, and words that it does not know', () => {
    const entry = (line: string): string =>
      `schema: occtet.diligence/1\ndecisions:\n  - {package: 'pkg:npm/a', decision: accepted, why: x, by: y, at: 2026-11-01}\n`.replace(
        "'pkg:npm/a'",
        line,
      )
    expect(parseDiligenceFile(entry("'pkg:npm/a'")).ok).toBe(true)
    expect(parseDiligenceFile(entry("'pkg:npm/a@1'"))).toMatchObject({ error: { line: 3 } })
    expect(parseDiligenceFile(entry("'pkg:npm/a'").replace('accepted', 'fine')).ok).toBe(false)
  })
})
