import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type SchemaName, schemas } from '../../packages/contract/src/index.ts'
import { occtet, scratch } from '../cli.ts'

const profile = `schema: occtet.product/1
id: tideway
product:
  name: Tideway Größe
  version: 4.2.0
  intendedPurpose: Reads water meters.
  foreseeableUse: [Use behind a consumer router]
  environment: Cabinets of utilities
  essentialFunctions: [Collect readings]
  securityProperties: [Readings are signed]
manufacturer:
  name: Tideway GmbH
  address: Hafenstr. 1, Hamburg
  email: office@tideway.example
security:
  contacts: [security@tideway.example]
  policyUrl: https://tideway.example/cvd
  acknowledgeDays: 3
support:
  endsAt: 2034-03
  expectedUseYears: 6
  reasons: [Utilities use gateways for six years.]
conformity:
  procedure: A
  signatory: {name: The managing director, function: Managing director, place: Hamburg}
links:
  declaration: https://tideway.example/doc
  userInformation: https://tideway.example/manual
  updates: https://tideway.example/updates
facts:
  product_form: installed_software
  data_connection: true
  eu_market: true
  exclusion: none
  test_or_own_use_only: false
  foss: {licence_foss: false, source_public: false}
  control: publishes_and_controls
  person: legal
  non_profit_all_earnings: false
  monetisation: [subscription]
  sustained_support: none
  intended_for_commercial_use: true
  own_brand: true
  established_in_eu: true
  brand_owner_outside_eu: false
  chain_position: maker
  substantial_modification: false
  core_category: none
  integrated_categories: []
  cited_standard_applied: none
  technical_documentation_public: false
  high_risk_ai: false
  ehr_system: false
  company_size: micro
  placed_on_market: 2028-03-01
  expected_use_years: 6
  traits: [networked, has_user_interface]
`

function product(text = profile): string {
  const folder = scratch('documents')
  mkdirSync(join(folder, '.occtet'))
  writeFileSync(join(folder, '.occtet', 'product.yaml'), text)
  writeFileSync(join(folder, 'SECURITY.md'), '# Security\n\nReport to security@tideway.example.\n')
  return folder
}

function parsed<T>(name: SchemaName, text: string): T {
  const value: unknown = JSON.parse(text)
  const read = schemas[name].safeParse(value)
  expect(read.error?.issues ?? []).toEqual([])
  return value as T
}

interface List {
  readonly papers: readonly {
    readonly id: string
    readonly status: string
    readonly refusal?: { readonly code: string }
  }[]
}

interface Created {
  readonly papers: readonly {
    readonly id: string
    readonly state: string
    readonly files: readonly { readonly path: string; readonly format: string; readonly sha256: string }[]
  }[]
  readonly refused: readonly { readonly id: string; readonly code: string }[]
}

describe('occtet documents', () => {
  test('list: which papers a manufacturer needs, and which are refused', () => {
    const list = parsed<List>('documents-list', occtet(['documents', 'list', product(), '--json']).stdout)
    const refused = list.papers.filter((paper) => paper.status === 'refused').map((paper) => paper.id)
    expect(refused).toEqual([
      'steward-policy',
      'attestation-draft',
      'importer-checklist',
      'distributor-checklist',
    ])
    const plain = occtet(['documents', 'list', product()])
    expect(plain.code).toBe(0)
    expect(plain.stdout).toContain('16 of 20 papers are for this product')
  })

  test('create all: every form, the same bytes twice, German too', { timeout: 60_000 }, () => {
    const folder = product()
    const make = (lang: string, formats: string): Created => {
      const out = scratch('papers')
      const args = ['documents', 'create', 'all', folder, '--out', out, '--lang', lang, '--json']
      const ran = occtet([...args, '--format', formats])
      expect(ran.stderr).toBe('')
      expect(ran.code).toBe(0)
      const created = parsed<Created>('documents-create', ran.stdout)
      expect(readdirSync(out).filter((name) => name.endsWith('.tmp'))).toEqual([])
      for (const file of created.papers.flatMap((paper) => paper.files)) {
        const bytes = readFileSync(file.path)
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
        if (file.format === 'json') parsed('paper', bytes.toString('utf8'))
        if (file.format === 'pdf') expect(bytes.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7')
        if (file.format === 'docx') expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
      }
      return created
    }
    const digests = (created: Created): readonly string[] =>
      created.papers.flatMap((paper) => paper.files.map((file) => file.sha256))
    const all = 'html,pdf,docx,md,json'
    const first = make('en', all)
    expect(first.papers).toHaveLength(16)
    expect(first.refused.map((one) => one.code)).toEqual([
      'NOT_FOR_ROLE',
      'NOT_FOR_ROLE',
      'NOT_FOR_ROLE',
      'NOT_FOR_ROLE',
    ])
    expect(digests(make('en', all))).toEqual(digests(first))
    expect(digests(make('de', 'html,md'))).not.toEqual(digests(first))
  })

  test('a complete paper is released by a person, and only so', () => {
    const folder = product()
    const out = join(scratch('papers'), 'new')
    const args = ['documents', 'create', 'simplified-declaration', folder, '--out', out, '--format', 'md']
    expect(occtet([...args, '--release']).code).toBe(2)
    expect(existsSync(out)).toBe(false)
    const released = occtet([...args, '--release', '--by', 'Owner', '--json'])
    expect(parsed<Created>('documents-create', released.stdout).papers[0]?.state).toBe('released')
    const text = readFileSync(join(out, 'simplified-declaration.en.md'), 'utf8')
    expect(text).toContain('Released by Owner on 22 Nov 2026.')
    expect(text).not.toContain('DRAFT')
  })

  test('a paper with a mandatory gap is not released: exit 1, nothing is written', () => {
    const out = join(scratch('papers'), 'new')
    const args = ['documents', 'create', 'technical-documentation', product(), '--out', out]
    const ran = occtet([...args, '--release', '--by', 'Owner', '--json'])
    expect(ran.code).toBe(1)
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'PAPER_INCOMPLETE' } })
    expect(existsSync(out)).toBe(false)
  })

  test('a paper that is not for the role is refused with the reason', () => {
    const ran = occtet(['documents', 'create', 'importer-checklist', product(), '--json'])
    expect(ran.code).toBe(2)
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'NOT_FOR_ROLE' } })
    expect(ran.stderr).toContain('Art. 19')
  })

  test('a steward gets no declaration of conformity', () => {
    const steward = profile
      .replace('licence_foss: false, source_public: false', 'licence_foss: true, source_public: true')
      .replace('non_profit_all_earnings: false', 'non_profit_all_earnings: true')
      .replace('monetisation: [subscription]', 'monetisation: [voluntary_donations]')
      .replace('sustained_support: none', 'sustained_support: engineering')
    const folder = product(steward)
    const list = parsed<List>('documents-list', occtet(['documents', 'list', folder, '--json']).stdout)
    const standing = new Map(list.papers.map((paper) => [paper.id, paper.refusal?.code ?? paper.status]))
    expect(standing.get('declaration-of-conformity')).toBe('NOT_FOR_ROLE')
    expect(standing.get('conformity-module-a')).toBe('NOT_FOR_ROLE')
    expect(standing.get('steward-policy')).toBe('incomplete')
  })

  test('check: names every gap, exit 4 only with --strict', () => {
    const folder = product()
    const ran = occtet(['documents', 'check', folder, '--json'])
    expect(ran.code).toBe(0)
    const check = parsed<{
      readonly papers: readonly {
        readonly paper: string
        readonly missing: readonly { readonly items: readonly string[] }[]
      }[]
    }>('documents-check', ran.stdout)
    const file = check.papers.find((paper) => paper.paper === 'technical-documentation')
    expect(file?.missing.flatMap((part) => part.items)).toContain('DOC-A7-2a')
    expect(occtet(['documents', 'check', folder, '--strict']).code).toBe(4)
  })

  test('risk.yaml of the product is in its papers, and what it lacks stays open', () => {
    const folder = product(`${profile}answers: tracked\n`)
    const file = (reason: string): string =>
      `schema: occtet.risk/1\nversion: '7'\nthreats: []\nrequirements:\n  - requirement: ECR-I-2m\n    applies: false${reason}\n`
    const write = (text: string): string => {
      writeFileSync(join(folder, '.occtet', 'risk.yaml'), text)
      const out = scratch('papers')
      const args = ['documents', 'create', 'risk-assessment', folder, '--out', out, '--format', 'md']
      expect(occtet(args).code).toBe(0)
      return readFileSync(join(out, 'risk-assessment.en.md'), 'utf8')
    }
    expect(write(file('\n    reason: No data of users is stored.'))).toContain(
      'Not applicable: No data of users is stored.',
    )
    expect(write(file(''))).not.toContain('Not applicable: No data')
    writeFileSync(join(folder, '.occtet', 'risk.yaml'), 'schema: occtet.risk/1\nthreats: 3\n')
    const broken = occtet(['documents', 'check', folder, '--json'])
    expect(broken.code).toBe(3)
    expect(broken.stderr).toMatch(/risk\.yaml:\d+: /)
  })

  test('without a profile: exit 3 and what to do', () => {
    const ran = occtet(['documents', 'list', scratch('empty'), '--json'])
    expect(ran.code).toBe(3)
    expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'PROFILE_MISSING' } })
  })

  test('an unknown paper or form: exit 2', () => {
    expect(occtet(['documents', 'create', 'no-such-paper', product()]).code).toBe(2)
    expect(occtet(['documents', 'create', 'security-txt', product(), '--format', 'rtf']).code).toBe(2)
  })
})
