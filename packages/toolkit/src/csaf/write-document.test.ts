import { expect, test } from 'vitest'
import { toCsafDocument } from './read-document.ts'
import { validateCsaf } from './validate/validate-csaf.ts'
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

const { content } = draft
if (content.kind !== 'advisory') throw new Error('an advisory was expected')
const { product, vulnerability } = content

async function mandatoryFaults(written: CsafDraft): Promise<readonly string[]> {
  const report = await validateCsaf(JSON.parse(JSON.stringify(writeCsafDraft(written))))
  const faults = report.findings.filter(({ group }) => group === 'mandatory')
  expect(report.isValid).toBe(faults.length === 0)
  return faults.map(({ test: id, path }) => `${id} ${path}`)
}

test.each<[string, CsafDraft]>([
  ['an advisory', draft],
  ['an incident', incident],
  ['an advisory without references', { ...draft, references: [] }],
  ['no fix yet', { ...draft, content: { ...content, product: { ...product, fixed: [] } } }],
  [
    'ranges in words',
    {
      ...draft,
      content: { ...content, product: { ...product, affected: ['all versions before 3.2', '<3'] } },
    },
  ],
  [
    'the same version twice',
    { ...draft, content: { ...content, product: { ...product, affected: ['1', '1'] } } },
  ],
  [
    'an id that is no CVE',
    { ...draft, content: { ...content, vulnerability: { ...vulnerability, cve: 'not yet assigned' } } },
  ],
  [
    'nothing to do and nothing known',
    { ...draft, content: { ...content, vulnerability: { ...vulnerability, remediations: [], threats: [] } } },
  ],
])('%s passes every mandatory test of CSAF 2.0', async (_title, written) => {
  expect(await mandatoryFaults(written)).toEqual([])
})

test.each<[string, CsafDraft, string]>([
  ['no title', { ...draft, title: '' }, 'schema /document/title'],
  [
    'no address',
    { ...draft, publisher: { ...draft.publisher, namespace: 'no address' } },
    'schema /document/publisher/namespace',
  ],
  ['no language', { ...draft, language: 'EZ' }, '6.1.12 /document/lang'],
  ['an incident without references', { ...incident, references: [] }, '6.1.27.2 /document/references'],
])('what the caller gets wrong is found: %s', async (_title, written, fault) => {
  expect(await mandatoryFaults(written)).toEqual([fault])
})

test('an odd CVE id is left out, a good one stays', () => {
  const write = (cve: string) =>
    JSON.stringify(
      writeCsafDraft({ ...draft, content: { ...content, vulnerability: { ...vulnerability, cve } } }),
    )
  expect(write('CVE-2026-12345')).toContain('"cve":"CVE-2026-12345"')
  expect(write('not yet assigned')).not.toContain('"cve"')
})
