/** Table of data: saved web pages, and security.txt in the tree. */
import type { Fixture } from './fixture.ts'
import { asOf } from './given.ts'

const declaration = [
  '<h1>EU declaration of conformity</h1>',
  '<p>Product name: Sample 2</p>',
  '<p>Manufacturer: Sample Works, Main Street 1</p>',
  '<p>This declaration is issued under the sole responsibility of the manufacturer.</p>',
  '<p>Object of the declaration: the product above</p>',
  '<p>It fulfils Regulation (EU) 2024/2847.</p>',
  '<p>Harmonised standards: EN 18031</p>',
  '<p>Signed for and on behalf of: Sample Works</p>',
].join('\n')

export const webFixtures: readonly Fixture[] = [
  {
    name: 'no page was saved',
    files: {},
    given: { asOf },
    expect: {
      'WEB-SECURITY-TXT': { state: 'unknown', facts: { present: null }, reason: 'fetched only when asked' },
      'WEB-DOC': { state: 'unknown' },
      'WEB-SUPPORT': { state: 'unknown' },
    },
  },
  {
    name: 'a valid security.txt in the tree',
    files: {
      'public/.well-known/security.txt':
        '# ours\nContact: mailto:security@project.test\nExpires: 2027-01-01T00:00:00.000Z\nPolicy: https://project.test/policy\nPreferred-Languages: en, de\n',
    },
    given: { asOf },
    expect: {
      'WEB-SECURITY-TXT': {
        state: 'present',
        at: 'public/.well-known/security.txt:2',
        facts: {
          present: true,
          contacts: ['mailto:security@project.test'],
          expires: '2027-01-01T00:00:00Z',
          expired: false,
          policy: 'https://project.test/policy',
          languages: ['en', 'de'],
        },
      },
    },
  },
  {
    name: 'an expired security.txt',
    files: { 'security.txt': 'Contact: https://project.test/report\nExpires: 2026-01-01T00:00:00+01:00\n' },
    given: { asOf },
    expect: {
      'WEB-SECURITY-TXT': { state: 'contrary', facts: { expired: true, expires: '2025-12-31T23:00:00Z' } },
    },
  },
  {
    name: 'a security.txt without an end, with an address that is no URI',
    files: { 'static/security.txt': 'Contact: security@project.test\n' },
    given: { asOf },
    expect: { 'WEB-SECURITY-TXT': { state: 'contrary', facts: { contacts: [], expired: null } } },
  },
  {
    name: 'a sample of a security.txt in a test folder, and saved pages',
    files: { 'tests/fixtures/security.txt': 'Contact: mailto:a@b.test\nExpires: 2027-01-01T00:00:00Z\n' },
    given: {
      asOf,
      pages: [
        { kind: 'security-txt', name: 'saved.txt', text: '<html>not found</html>' },
        { kind: 'declaration', name: 'doc.html', text: declaration },
        {
          kind: 'product',
          name: 'shop.html',
          text: '<p>Sample 2</p>\n<p>Security updates until 2031-06</p>',
        },
      ],
    },
    expect: {
      'WEB-SECURITY-TXT': { state: 'unknown', reason: 'none of the fields' },
      'WEB-DOC': {
        state: 'present',
        at: 'page:doc.html:2',
        facts: {
          fields_found: [
            'product',
            'manufacturer',
            'sole_responsibility',
            'object',
            'legislation',
            'standards',
            'signature',
          ],
        },
      },
      'WEB-SUPPORT': { state: 'present', facts: { found: true, date: '2031-06' }, at: 'page:shop.html:2' },
    },
  },
  {
    name: 'a declaration under another law, and a shop that names no date',
    files: {},
    given: {
      asOf,
      pages: [
        { kind: 'declaration', name: 'doc.html', text: '<p>Directive 2014/53/EU</p>' },
        { kind: 'product', name: 'shop.html', text: '<p>New in 2026</p>' },
      ],
    },
    expect: {
      'WEB-DOC': { state: 'contrary', facts: { fields_found: [] } },
      'WEB-SUPPORT': { state: 'absent', facts: { found: false } },
    },
  },
]
