import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../../tests/shared.ts'
import { toCsafDocument } from './read-document.ts'
import { type CsafDraft, writeCsafDraft } from './write-document.ts'

const draft: CsafDraft = {
  language: 'en',
  title: 'Odd logins',
  publisher: { name: 'Example GmbH', namespace: 'https://example.org', contact: 'security@example.org' },
  tracking: { id: 'AEV-20261120-1', date: '2026-11-22T10:00:00Z', summary: 'Draft' },
  tlp: 'AMBER',
  aggregateSeverity: 'high',
  notes: [{ category: 'summary', title: 'Summary', text: 'Somebody logs in.' }],
  references: [{ url: 'https://example.org/security', summary: 'Contact' }],
  content: {
    kind: 'advisory',
    product: { vendor: 'Example GmbH', name: 'Gateway', affected: ['3.1', '3.2'], fixed: ['3.3'] },
    vulnerability: {
      title: 'Odd logins',
      cve: 'CVE-2026-12345',
      description: 'Port 9 takes any password.',
      remediations: [{ category: 'workaround', details: 'Close port 9.', date: '2026-11-23T12:00:00Z' }],
      threats: [{ category: 'exploit_status', details: 'exploited' }],
    },
  },
}
const incident: CsafDraft = { ...draft, content: { kind: 'incident' } }

test('what is written reads back', () => {
  const read = toCsafDocument(JSON.parse(JSON.stringify(writeCsafDraft(draft))), 'draft.json')
  if (!read.ok) throw new Error(read.error.message)
  const { value, issues } = read.value
  expect(issues).toEqual([])
  expect(value).toMatchObject({
    title: 'Odd logins',
    tlp: 'AMBER',
    tracking: { id: 'AEV-20261120-1', status: 'draft', version: '0.1.0' },
  })
  expect([...value.products.values()].map(({ name }) => name)).toEqual([
    'Example GmbH Gateway 3.1',
    'Example GmbH Gateway 3.2',
    'Example GmbH Gateway 3.3',
  ])
  expect(value.vulnerabilities).toHaveLength(1)
})

describeShared('the official schema of CSAF 2.0', () => {
  test('takes both kinds of drafts, and not what is broken', () => {
    const text = readFileSync(sharedPath('vectors/csaf/schema/csaf_2.0/csaf_json_schema.json'), 'utf8')
    const schema = JSON.parse(text, (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' && value.startsWith('https:') ? undefined : value,
    ) as object
    const validate = addFormats.default(new Ajv2020({ strict: false })).compile(schema)
    for (const good of [draft, incident, { ...draft, references: [] }]) {
      expect([validate(writeCsafDraft(good)), validate.errors]).toEqual([true, null])
    }
    const publisher = { ...draft.publisher, namespace: 'no address' }
    expect(validate(writeCsafDraft({ ...draft, title: '' }))).toBe(false)
    expect(validate(writeCsafDraft({ ...draft, publisher }))).toBe(false)
  })

  test('an odd CVE id is left out, a good one stays', () => {
    const { content } = draft
    if (content.kind !== 'advisory') throw new Error('an advisory was expected')
    const written = (cve: string) => {
      const vulnerability = { ...content.vulnerability, cve }
      return JSON.stringify(writeCsafDraft({ ...draft, content: { ...content, vulnerability } }))
    }
    expect(written('CVE-2026-12345')).toContain('"cve":"CVE-2026-12345"')
    expect(written('not yet assigned')).not.toContain('"cve"')
  })
})
