import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../../../tests/shared.ts'
import { reporting } from '../catalogue/reporting.ts'
import type { ProductProfile } from '../product/profile.ts'
import { buildAdvisory } from './advisory.ts'
import { itemRules } from './content.ts'
import type { CaseFile } from './events.ts'
import { type FieldId, fieldIds } from './fields.ts'
import { buildDecision, buildUserNotice } from './notice.ts'
import { buildPackage, type CasePackage } from './package.ts'
import { formatPackage } from './package-text.ts'
import { findRouting } from './routing.ts'
import { aware, type Line, sent, type Start, tell, workaround } from './testing/story.ts'

const now = Date.parse('2026-11-24T00:00:00Z')
const profile: ProductProfile = {
  schema: 'occtet.product/1',
  id: 'gateway',
  product: { name: 'Gateway 3000', version: '3.2' },
  manufacturer: { name: 'Example GmbH', website: 'https://example.org', country: 'DE' },
  security: { contacts: ['security@example.org'], policyUrl: 'https://example.org/security' },
  facts: {},
}
const everything: Readonly<Partial<Record<FieldId, string>>> = {
  ...Object.fromEntries(fieldIds.map((id) => [id, `said about ${id}`])),
  versions: '3.1, 3.2',
  fixedVersions: '3.3',
  suspectedUnlawful: 'yes',
}
const middle: readonly Line[] = [
  ['2026-11-20T09:30:00Z', aware],
  ['2026-11-20T15:00:00Z', sent('early_warning')],
  ['2026-11-23T09:00:00Z', sent('notification')],
  ['2026-11-23T12:00:00Z', workaround],
]
const full: Line = ['2026-11-23T13:00:00Z', { type: 'details', fields: everything }]

function story(start: Start = {}, isFull = true): CaseFile {
  return tell(start, isFull ? [...middle, full] : middle)
}

type Step = CasePackage['stage']
const steps: readonly Step[] = ['early_warning', 'notification', 'final_report', 'interim']

function pack(step: Step, file: CaseFile, language: 'en' | 'de' = 'en', withProfile = true): CasePackage {
  const routing = { establishedInEu: true, decisions: 'DE' }
  return buildPackage(step, { file, profile: withProfile ? profile : undefined, routing, language, now })
}

test('every item of every stage has a rule, and no rule is left over', () => {
  const items = reporting.stages.flatMap(({ platformFields, legalContent }) => [
    ...platformFields,
    ...legalContent,
  ])
  expect([...new Set(items)].sort()).toEqual(Object.keys(itemRules).sort())
})

test.each(['AEV', 'INC'] as const)(
  '%s: with everything said nothing is missing but what nobody asked',
  (track) => {
    for (const step of steps.slice(0, 3)) {
      const { missing, fields, legalContent, stageId } = pack(step, story({ track }))
      expect([stageId, missing]).toEqual([stageId, []])
      for (const { value, from } of [...fields, ...legalContent]) {
        expect(value).toBeTruthy()
        expect(from.length).toBeGreaterThan(0)
      }
    }
  },
)

test.each(['AEV', 'INC'] as const)('%s: nothing is invented where nothing was said', (track) => {
  for (const step of steps) {
    const made = pack(step, story({ track }, false), 'en', false)
    for (const { item, value, missing, isOptional } of [...made.fields, ...made.legalContent]) {
      const isKnown = [
        'notification type',
        'title',
        'product name',
        'date and time of becoming aware',
        'that a vulnerability is actively exploited',
        'date the measure became available',
        'details of the measure',
        'details of the update or other corrective measures',
        'general information on the product, as available',
      ].includes(item)
      expect([item, value !== null]).toEqual([item, isKnown])
      if (!isKnown && !isOptional) expect(missing[0]).toMatch(/^MISSING: ./)
    }
    const text = formatPackage(made, 'en')
    for (const gap of made.missing) expect(text).toContain(gap)
  }
})

test('the early warning of S-05, word for word where it is copied', () => {
  const made = pack('early_warning', story())
  const byItem = Object.fromEntries(made.fields.map(({ item, value }) => [item, value]))
  expect(byItem).toMatchObject({
    'notification type': 'Early warning: actively exploited vulnerability',
    'manufacturer (from registration)': 'Example GmbH',
    'product name': 'Gateway 3000',
    'product version': '3.1, 3.2',
    'date and time of becoming aware': '2026-11-20T09:30:00Z',
  })
  expect(made).toMatchObject({ due: '2026-11-21T09:30:00Z', ref: 'Art. 14(2)(a)', isMandatory: 'yes' })
  expect(made.recipients).toEqual([
    'CSIRT designated as coordinator of DE, because of where decisions on the cybersecurity of your products are predominantly taken (Art. 14(7))',
    'ENISA',
  ])
  expect(formatPackage(made, 'en')).toContain('48 hours after the early warning')
  expect(formatPackage(made, 'en')).toContain('2026-09-25 (field glossary v1.3) (mark: secondary)')
})

test('the version of the profile is a question, not an answer', () => {
  const { fields } = pack('early_warning', story({}, false))
  const version = fields.find(({ item }) => item === 'product version')
  expect(version).toMatchObject({
    value: null,
    missing: ['MISSING: affected versions (the product profile says 3.2: is it the one?)'],
  })
})

test('a report whose clock has not started says why', () => {
  const file = tell({}, middle.slice(0, 3))
  expect(pack('final_report', file)).toMatchObject({
    due: null,
    dueNote: 'no date yet: starts when a corrective or mitigating measure is available',
  })
})

test('German: labels are translated, items keep the words of the platform', () => {
  const text = formatPackage(pack('notification', story({}, false), 'de'), 'de')
  expect(text).toContain('72-Stunden-Meldung für Gateway 3000')
  expect(text).toContain('measures taken (Ergriffene Maßnahmen)')
  expect(text).toContain('FEHLT: Ergriffene Maßnahmen')
})

test('a drill says so in every paper, at its head and in every value', () => {
  for (const language of ['en', 'de'] as const) {
    const file = story({ drill: true })
    const packs = steps.map((step) => pack(step, file, language))
    const items = packs.flatMap(({ fields, legalContent }) => [...fields, ...legalContent])
    const values = items.flatMap(({ value }) => (value === null ? [] : [value]))
    expect(values.length).toBeGreaterThan(20)
    expect(values.filter((value) => !value.startsWith('DRILL '))).toEqual([])
    for (const made of packs) {
      expect(made).toMatchObject({ drill: true, watermark: expect.stringContaining('DRILL') as string })
      const lines = formatPackage(made, language).trimEnd().split('\n')
      expect([lines[0], lines.at(-1)].every((line) => line?.includes('DRILL'))).toBe(true)
    }
    const notice = buildUserNotice({ file, profile, language }).markdown
    expect(notice.match(/DRILL/g)?.length).toBeGreaterThanOrEqual(8)
    const advisory = buildAdvisory({ file, profile, language, now })
    if (!advisory.ok) throw new Error(advisory.error.missing.join(', '))
    expect(advisory.value).toMatchObject({
      document: {
        title: expect.stringMatching(/^DRILL /) as string,
        tracking: { id: 'DRILL-AEV-20261120-1', status: 'draft' },
        distribution: { text: expect.stringContaining('DRILL') as string },
      },
      vulnerabilities: [{ title: expect.stringMatching(/^DRILL /) as string }],
    })
  }
  expect(JSON.stringify(pack('early_warning', story()))).not.toContain('DRILL')
  expect(buildUserNotice({ file: story(), profile, language: 'en' }).markdown).not.toContain('DRILL')
})

test('the notice to users: filled, missing, and harmless', () => {
  const { markdown, missing } = buildUserNotice({ file: story(), profile, language: 'en' })
  expect(missing).toEqual([])
  for (const part of [
    '# Security notice: Gateway 3000',
    '3.1, 3.2',
    'close port 9',
    'security@example.org',
  ]) {
    expect(markdown).toContain(part)
  }
  expect(markdown).toContain('Workaround, available since 2026-11-23T12:00:00Z: close port 9')
  expect(buildUserNotice({ file: story({}, false), profile, language: 'en' }).missing).toContain(
    'MISSING: When a fix is expected',
  )
  const bare = buildUserNotice({ file: tell({}, []), profile: undefined, language: 'de' })
  expect(bare.missing).toEqual([
    'FEHLT: Zusammenfassung',
    'FEHLT: Betroffene Versionen',
    'FEHLT: Maßnahmen, die Nutzer ergreifen können',
    'FEHLT: Wann eine Behebung erwartet wird',
    'FEHLT: Kontakt',
  ])
  expect(bare.markdown).toContain('> Entwurf.')
  const evil = '<script>x</script>\n# Title\n- item\n1. item [a](b)'
  const file = tell({}, [['2026-11-23T13:00:00Z', { type: 'details', fields: { summary: evil } }]])
  const page = buildUserNotice({ file, profile, language: 'en' }).markdown
  const escaped = /(?<!\\)<script|\n# Title|\n- item|\n1\. item|(?<!\\)\[a/
  expect(page).toContain('item')
  expect(page).not.toMatch(escaped)
})

test('the decision not to report, with the log that led to it', () => {
  const decision = {
    type: 'not-reportable',
    ground: 'AEV-TEST-2',
    groundText: reporting.triggers.AEV.test[1] ?? '',
    decidedBy: 'security lead',
    reason: 'only our scanner',
  } as const
  const file = tell({}, [
    ['2026-11-20T08:00:00Z', { type: 'signal-arrived', text: 'alert' }],
    ['2026-11-20T09:00:00Z', decision],
  ])
  const english = buildDecision({ file, language: 'en' }) ?? ''
  expect(english).toContain('This condition of a report does not hold: There is reliable evidence')
  expect(english).toContain('2026-11-20T08:00:00Z Signal arrived: alert')
  expect(buildDecision({ file, language: 'de' })).toContain('Es gibt verlässliche Belege')
  expect(buildDecision({ file: tell({}, []), language: 'en' })).toBeUndefined()
})

test('no advisory without what the standard demands', () => {
  const made = buildAdvisory({ file: story({}, false), profile: undefined, language: 'en', now })
  expect(made).toMatchObject({
    ok: false,
    error: {
      missing: [
        'MISSING: Manufacturer',
        'MISSING: product.yaml: manufacturer.website',
        'MISSING: Summary',
        'MISSING: Affected versions',
      ],
    },
  })
})

describeShared('the advisory under the official schema of CSAF 2.0', () => {
  test.each(['AEV', 'INC'] as const)('%s, in all languages, drill or not', (track) => {
    const text = readFileSync(sharedPath('vectors/csaf/schema/csaf_2.0/csaf_json_schema.json'), 'utf8')
    const schema = JSON.parse(text, (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' && value.startsWith('https:') ? undefined : value,
    ) as object
    const validate = addFormats.default(new Ajv2020({ strict: false })).compile(schema)
    for (const language of ['en', 'de'] as const) {
      for (const drill of [true, false]) {
        const made = buildAdvisory({ file: story({ track, drill }), profile, language, now })
        if (!made.ok) throw new Error(made.error.missing.join(', '))
        expect([validate(made.value), validate.errors]).toEqual([true, null])
      }
    }
  })
})

const routes = [
  [{ establishedInEu: true, decisions: 'de' }, 'stated', 'DE', 'decisions'],
  [{ decisions: 'FR', employees: 'DE' }, 'stated', 'FR', 'decisions'],
  [{ employees: 'DE' }, 'assumed', 'DE', 'employees'],
  [{ decisions: 'US', employees: 'DE' }, 'stated', 'DE', 'employees'],
  [{ establishedInEu: true, address: 'AT' }, 'assumed', 'AT', 'address'],
  [{ establishedInEu: false, address: 'AT', representative: 'IE' }, 'stated', 'IE', 'representative'],
  [{ establishedInEu: false, importer: 'PL' }, 'assumed', 'PL', 'importer'],
  [{ establishedInEu: false, users: 'ES' }, 'assumed', 'ES', 'users'],
  [{ establishedInEu: true, decisions: 'CH' }, 'unknown', undefined, undefined],
  [{}, 'unknown', undefined, undefined],
] as const

test.each(routes)('routing of %j: %s %s by %s', (facts, certainty, country, step) => {
  const found = findRouting(facts)
  expect([found.certainty, found.country, found.step]).toEqual([certainty, country, step])
})
