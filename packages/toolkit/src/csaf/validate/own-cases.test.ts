/** Cases of our own, from the text of each section: for the tests that have no official example beside the project. */
import { expect, test } from 'vitest'
import type { CsafVersion } from './csaf-version.ts'
import { change, smallDocument } from './testing/documents.ts'
import { validateCsaf } from './validate-csaf.ts'

type Changes = Readonly<Record<string, unknown>>

/** Test, version, what makes it fire, where, and what is close to that and does not. */
type Row = readonly [id: string, version: CsafVersion, wrong: Changes, path: string, right: Changes]

const doc = '/document'
const vuln = '/vulnerabilities/0'
const content = `${vuln}/metrics/0/content`
const history = `${doc}/tracking/revision_history`
const leaf = '/product_tree/branches/0/branches/0/branches/0'
const revision = (number: string, day: string): object => ({
  date: `2024-01-${day}T10:00:00.000Z`,
  number,
  summary: 'A change.',
})
const v31 = (more: object): object => ({
  version: '3.1',
  vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  baseScore: 9.8,
  baseSeverity: 'CRITICAL',
  ...more,
})
const metric = (inner: object, more: object = {}): Changes => ({
  [`${vuln}/metrics`]: [{ content: inner, products: ['A1'], ...more }],
})
const score = (inner: object): Changes => ({ [`${vuln}/scores`]: [{ ...inner, products: ['A1'] }] })
const ssvc = (more: object): Changes =>
  metric({
    ssvc_v2: {
      schemaVersion: '2.0.0',
      selections: [{ key: 'A', namespace: 'ssvc', values: [{ key: 'N' }], version: '2.0.0' }],
      timestamp: '2024-01-24T10:00:00.000Z',
      ...more,
    },
  })
const epss = (timestamp: string): Changes =>
  metric({ epss: { percentile: '0.9', probability: '0.1', timestamp } })
const group = (id: string, name?: string, label = 'GREEN'): Changes => ({
  [`${doc}/distribution`]: { sharing_group: { id, ...(name === undefined ? {} : { name }) }, tlp: { label } },
})
const maxUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const someUuid = '5868d6be-b28a-404e-a245-0b5093b31b8b'
const category = (name: string): Changes => ({ [`${doc}/category`]: name })
const helper = (more: object): Changes => ({ [`${leaf}/product/product_identification_helper`]: more })
const notes = (...list: readonly object[]): Changes => ({
  [`${doc}/notes`]: list.map((note) => ({ category: 'summary', text: 'Text.', ...note })),
})
const ended = {
  [history]: [revision('1', '23'), revision('2', '24')],
  [`${doc}/tracking/version`]: '2',
  '/product_tree': undefined,
  '/vulnerabilities': undefined,
}
const extension = (more: object = {}): object => ({
  $schema:
    'https://raw.githubusercontent.com/oasis-tcs/csaf/refs/heads/master/csaf_2.1/extension/data/valid/documentation-11/documentation-11-content_1.0.0.json',
  category: 'significant',
  content: {
    documentation:
      'This extension is for documentation and test purposed only. It is valid. It is not allowed to be used in a production CSAF.',
  },
  critical: false,
  ...more,
})
/** So many branches within each other, the innermost with a product. */
function nested(depth: number): object {
  let inner: object = { category: 'product_name', name: 'A', product: { name: 'A', product_id: 'A1' } }
  for (let at = 1; at < depth; at += 1)
    inner = { category: 'product_family', name: `F${at}`, branches: [inner] }
  return inner
}

const rows: readonly Row[] = [
  [
    '6.1.1',
    '2.0',
    { [`${vuln}/threats`]: [{ category: 'impact', details: 'd', product_ids: ['X'] }] },
    `${vuln}/threats/0/product_ids/0`,
    { [`${vuln}/threats`]: [{ category: 'impact', details: 'd', product_ids: ['A2'] }] },
  ],
  [
    '6.1.1',
    '2.1',
    notes({ product_ids: ['X'] }),
    `${doc}/notes/0/product_ids/0`,
    notes({ product_ids: ['A1'] }),
  ],
  [
    '6.1.5',
    '2.1',
    {
      '/product_tree/product_groups': [
        { group_id: 'G1', product_ids: ['A1', 'A2'] },
        { group_id: 'G1', product_ids: ['A2', 'A1'] },
      ],
    },
    '/product_tree/product_groups/1/group_id',
    {
      '/product_tree/product_groups': [
        { group_id: 'G1', product_ids: ['A1', 'A2'] },
        { group_id: 'G2', product_ids: ['A2', 'A1'] },
      ],
    },
  ],
  [
    '6.1.8',
    '2.0',
    score({ cvss_v3: v31({ baseSeverity: undefined }) }),
    `${vuln}/scores/0/cvss_v3`,
    score({ cvss_v3: v31({}) }),
  ],
  [
    '6.1.8',
    '2.1',
    metric({ cvss_v3: v31({ version: '3.2' }) }),
    `${content}/cvss_v3/version`,
    metric({ cvss_v3: v31({}) }),
  ],
  [
    '6.1.10',
    '2.0',
    score({ cvss_v3: v31({ scope: 'CHANGED' }) }),
    `${vuln}/scores/0/cvss_v3/scope`,
    score({ cvss_v3: v31({ scope: 'UNCHANGED' }) }),
  ],
  [
    '6.1.10',
    '2.1',
    metric({ cvss_v3: v31({ attackVector: 'LOCAL' }) }),
    `${content}/cvss_v3/attackVector`,
    metric({ cvss_v3: v31({ attackVector: 'NETWORK' }) }),
  ],
  [
    '6.1.15',
    '2.0',
    { [`${doc}/publisher/category`]: 'translator' },
    `${doc}/source_lang`,
    { [`${doc}/publisher/category`]: 'translator', [`${doc}/source_lang`]: 'de' },
  ],
  [
    '6.1.15',
    '2.1',
    { [`${doc}/publisher/category`]: 'translator', [`${doc}/source_lang`]: '' },
    `${doc}/source_lang`,
    { [`${doc}/source_lang`]: 'de' },
  ],
  [
    '6.1.19',
    '2.1',
    { [history]: [revision('1.0.0-rc', '24')] },
    `${history}/0/number`,
    { [history]: [revision('1.0.0', '24')] },
  ],
  [
    '6.1.20',
    '2.0',
    { [`${doc}/tracking/version`]: '1.0.0-alpha' },
    `${doc}/tracking/version`,
    { [`${doc}/tracking/version`]: '1.0.0-alpha', [`${doc}/tracking/status`]: 'draft' },
  ],
  [
    '6.1.22',
    '2.0',
    { [history]: [revision('1', '23'), revision('1', '24')] },
    `${history}/1/number`,
    { [history]: [revision('1', '23'), revision('2', '24')] },
  ],
  [
    '6.1.23',
    '2.1',
    { '/vulnerabilities': [{ cve: 'CVE-2017-0145' }, { cve: 'CVE-2017-0145' }] },
    '/vulnerabilities/1/cve',
    { '/vulnerabilities': [{ cve: 'CVE-2017-0145' }, { cve: 'CVE-2017-0146' }] },
  ],
  [
    '6.1.24',
    '2.1',
    {
      [`${vuln}/involvements`]: [
        { date: '2023-08-23T10:00:00Z', party: 'vendor', status: 'completed' },
        { date: '2023-08-23T12:00:00+02:00', party: 'vendor', status: 'open' },
      ],
    },
    `${vuln}/involvements/1`,
    {
      [`${vuln}/involvements`]: [
        { date: '2023-08-23T10:00:00Z', party: 'vendor', status: 'completed' },
        { date: '2023-08-23T10:00:00Z', party: 'user', status: 'open' },
      ],
    },
  ],
  [
    '6.1.26',
    '2.0',
    category('Security_Incident_Response'),
    `${doc}/category`,
    category('csaf_security_incident_response'),
  ],
  ['6.1.26', '2.1', category('Superseded'), `${doc}/category`, category('Superseded Advisory of Example')],
  [
    '6.1.27.1',
    '2.0',
    { ...category('csaf_informational_advisory'), ...notes({ category: 'legal_disclaimer' }) },
    `${doc}/notes`,
    { ...category('csaf_informational_advisory'), ...notes({ category: 'details' }) },
  ],
  [
    '6.1.27.2',
    '2.1',
    {
      ...category('csaf_security_incident_response'),
      [`${doc}/references`]: [{ category: 'self', summary: 's', url: 'https://example.com' }],
    },
    `${doc}/references`,
    {
      ...category('csaf_security_incident_response'),
      [`${doc}/references`]: [{ summary: 's', url: 'https://example.com' }],
    },
  ],
  [
    '6.1.27.3',
    '2.0',
    category('csaf_informational_advisory'),
    '/vulnerabilities',
    { ...category('csaf_informational_advisory'), '/vulnerabilities': undefined },
  ],
  [
    '6.1.27.3',
    '2.1',
    category('csaf_withdrawn'),
    '/vulnerabilities',
    { ...category('csaf_withdrawn'), '/vulnerabilities': undefined },
  ],
  [
    '6.1.27.5',
    '2.1',
    category('csaf_vex'),
    `${vuln}/notes`,
    { ...category('csaf_vex'), [`${vuln}/notes`]: [{ category: 'summary', text: 't' }] },
  ],
  [
    '6.1.27.6',
    '2.0',
    { ...category('csaf_security_advisory'), [`${vuln}/product_status`]: undefined },
    `${vuln}/product_status`,
    category('csaf_security_advisory'),
  ],
  [
    '6.1.27.11',
    '2.0',
    { ...category('csaf_vex'), '/vulnerabilities': undefined },
    '/vulnerabilities',
    category('csaf_vex'),
  ],
  [
    '6.1.27.11',
    '2.1',
    { ...category('csaf_deprecated_security_advisory'), '/vulnerabilities': undefined },
    '/vulnerabilities',
    { '/vulnerabilities': undefined },
  ],
  [
    '6.1.27.12',
    '2.1',
    { ...category('csaf_security_advisory'), [`${vuln}/product_status`]: { under_investigation: ['A1'] } },
    `${vuln}/product_status/known_affected`,
    category('csaf_security_advisory'),
  ],
  [
    '6.1.27.13',
    '2.1',
    { ...category('csaf_security_advisory'), [`${vuln}/product_status`]: { fixed: ['A2'] } },
    `${vuln}/product_status/fixed/0`,
    {
      ...category('csaf_security_advisory'),
      [`${vuln}/product_status`]: { fixed: ['A2'], known_affected: ['A1'] },
    },
  ],
  [
    '6.1.27.14',
    '2.1',
    { ...category('csaf_superseded'), ...ended, ...notes({}) },
    `${doc}/notes`,
    { ...category('csaf_superseded'), ...ended, ...notes({ category: 'description' }) },
  ],
  [
    '6.1.27.15',
    '2.1',
    category('csaf_withdrawn'),
    '/product_tree',
    { ...category('csaf_withdrawn'), ...ended },
  ],
  ['6.1.27.16', '2.1', category('csaf_withdrawn'), `${history}`, { ...category('csaf_withdrawn'), ...ended }],
  [
    '6.1.28',
    '2.0',
    { [`${doc}/lang`]: 'en-US', [`${doc}/source_lang`]: 'en-us' },
    `${doc}/source_lang`,
    { [`${doc}/lang`]: 'en-GB', [`${doc}/source_lang`]: 'en-US' },
  ],
  [
    '6.1.30',
    '2.1',
    { [history]: [revision('1.0.0', '23'), revision('2', '24')] },
    `${history}/0/number`,
    { [history]: [revision('1', '23'), revision('2', '24')] },
  ],
  [
    '6.1.34',
    '2.1',
    { '/product_tree/branches': [nested(31)] },
    `/product_tree${'/branches/0'.repeat(31)}/product`,
    { '/product_tree/branches': [nested(30)] },
  ],
  [
    '6.1.36',
    '2.1',
    {
      [`${vuln}/product_status`]: { known_not_affected: ['A1'] },
      [`${vuln}/remediations`]: [{ category: 'vendor_fix', details: 'd', group_ids: ['G1'] }],
    },
    `${vuln}/remediations/0`,
    {
      [`${vuln}/product_status`]: { known_not_affected: ['A1'] },
      [`${vuln}/remediations`]: [{ category: 'optional_patch', details: 'd', group_ids: ['G1'] }],
    },
  ],
  [
    '6.1.38',
    '2.1',
    group(maxUuid, 'Public', 'RED'),
    `${doc}/distribution/tlp/label`,
    group(maxUuid, 'Public', 'CLEAR'),
  ],
  [
    '6.1.39',
    '2.1',
    group(someUuid, 'G', 'CLEAR'),
    `${doc}/distribution/sharing_group/id`,
    group(someUuid, 'G', 'AMBER'),
  ],
  [
    '6.1.40',
    '2.1',
    group(someUuid, 'Public'),
    `${doc}/distribution/sharing_group/name`,
    group(someUuid, 'Public friends'),
  ],
  [
    '6.1.43',
    '2.1',
    helper({ model_numbers: ['P*A*'] }),
    `${leaf}/product/product_identification_helper/model_numbers/0`,
    helper({ model_numbers: ['P\\*A*'] }),
  ],
  [
    '6.1.47',
    '2.1',
    ssvc({ target_ids: ['CVE-2024-99999'] }),
    `${content}/ssvc_v2/target_ids/0`,
    ssvc({ target_ids: ['CVE-2024-12345', 'Example-1'] }),
  ],
  [
    '6.1.49',
    '2.1',
    ssvc({ timestamp: '2024-07-13T10:00:00.000Z' }),
    `${content}/ssvc_v2/timestamp`,
    ssvc({ timestamp: '2024-01-24T11:00:00.000+01:00' }),
  ],
  [
    '6.1.51',
    '2.1',
    epss('2024-07-13T10:00:00.000Z'),
    `${content}/epss/timestamp`,
    epss('2024-01-13T10:00:00.000Z'),
  ],
  [
    '6.1.53',
    '2.1',
    {
      [`${vuln}/first_known_exploitation_dates`]: [
        { date: '2024-01-02T10:00:00Z', exploitation_date: '2024-01-02T10:00:00-01:00' },
      ],
    },
    `${vuln}/first_known_exploitation_dates/0/exploitation_date`,
    {
      [`${vuln}/first_known_exploitation_dates`]: [
        { date: '2024-01-02T10:00:00Z', exploitation_date: '2024-01-02T10:00:00+01:00' },
      ],
    },
  ],
  [
    '6.1.56',
    '2.1',
    metric({ cvss_v3: v31({}), qualitative_severity_rating: 'critical' }),
    `${content}/qualitative_severity_rating`,
    metric({ qualitative_severity_rating: 'critical' }),
  ],
  [
    '6.1.57',
    '2.1',
    { '/product_tree/branches/0/branches/0/category': 'vendor' },
    '/product_tree/branches/0/branches/0/category',
    { '/product_tree/branches/0/branches/0/category': 'product_family' },
  ],
  [
    '6.1.58',
    '2.1',
    {
      '/product_tree/branches/0/branches/0': {
        category: 'product_version',
        name: '1',
        branches: [
          { category: 'product_version_range', name: '<1.1', product: { name: 'A', product_id: 'A1' } },
        ],
      },
    },
    '/product_tree/branches/0/branches/0/branches/0/category',
    { [`${leaf}/category`]: 'product_version_range', [`${leaf}/name`]: '<1.1' },
  ],
  [
    '6.1.60.1',
    '2.1',
    { '/x_extensions': [extension({ critical: undefined })] },
    '/x_extensions/0',
    { '/x_extensions': [extension()] },
  ],
  [
    '6.1.60.3',
    '2.1',
    { '/x_extensions': [extension(), extension({ category: 'supplementary' })] },
    '/x_extensions/1',
    { '/x_extensions': [extension()] },
  ],
  [
    '6.2.2',
    '2.0',
    {},
    `${vuln}/product_status/known_affected/0`,
    { [`${vuln}/remediations`]: [{ category: 'none_available', details: 'd', group_ids: ['G1'] }] },
  ],
  ['6.2.4', '2.1', { [history]: [revision('1.0.0+build', '24')] }, `${history}/0/number`, {}],
  [
    '6.2.5',
    '2.0',
    { [`${doc}/tracking/initial_release_date`]: '2023-01-24T10:00:00Z' },
    `${doc}/tracking/initial_release_date`,
    { [`${doc}/tracking/initial_release_date`]: '2024-01-24T10:30:00+00:30' },
  ],
  [
    '6.2.8',
    '2.0',
    helper({
      hashes: [
        { file_hashes: [{ algorithm: 'md5', value: '6ae24620ea9656230f49234efd078935' }], filename: 'a' },
      ],
    }),
    `${leaf}/product/product_identification_helper/hashes/0/file_hashes`,
    helper({
      hashes: [
        {
          file_hashes: [
            { algorithm: 'md5', value: '6ae24620ea9656230f49234efd078935' },
            { algorithm: 'sha256', value: 'a'.repeat(64) },
          ],
          filename: 'a',
        },
      ],
    }),
  ],
  [
    '6.2.9',
    '2.1',
    helper({ hashes: [{ file_hashes: [{ algorithm: 'sha1', value: 'a'.repeat(40) }], filename: 'a' }] }),
    `${leaf}/product/product_identification_helper/hashes/0/file_hashes`,
    {},
  ],
  ['6.2.14', '2.1', { [`${doc}/lang`]: 'qtx' }, `${doc}/lang`, { [`${doc}/lang`]: 'de' }],
  ['6.2.16', '2.1', {}, `${leaf}/product`, helper({ skus: ['1'] })],
  [
    '6.2.17',
    '2.0',
    { [`${vuln}/ids`]: [{ system_name: 's', text: 'CVE-2021-44228' }] },
    `${vuln}/ids/0`,
    { [`${vuln}/ids`]: [{ system_name: 's', text: 'CVE-2021' }] },
  ],
  [
    '6.2.18',
    '2.1',
    { [`${leaf}/category`]: 'product_version_range', [`${leaf}/name`]: '>4.2' },
    `${leaf}/name`,
    { [`${leaf}/category`]: 'product_version_range', [`${leaf}/name`]: 'vers:intdot/>4.2' },
  ],
  ['6.2.22', '2.1', { [`${doc}/title`]: 'Example-1: A document' }, `${doc}/title`, {}],
  [
    '6.2.23',
    '2.1',
    {
      [`${vuln}/cwes`]: [
        { id: 'CWE-596', name: 'DEPRECATED: Incorrect Semantic Object Comparison', version: '4.13' },
      ],
    },
    `${vuln}/cwes/0/id`,
    { [`${vuln}/cwes`]: [{ id: 'CWE-79', name: 'x', version: '4.13' }] },
  ],
  [
    '6.2.30',
    '2.1',
    group(maxUuid, 'Public', 'CLEAR'),
    `${doc}/distribution/sharing_group`,
    group(maxUuid, 'Public', 'RED'),
  ],
  [
    '6.2.32',
    '2.1',
    {
      ...helper({ skus: ['1'] }),
      '/product_tree/branches/0/branches/0/branches/1/product/product_identification_helper': {
        skus: ['2', '1'],
      },
    },
    '/product_tree/branches/0/branches/0/branches/1/product/product_identification_helper/skus/1',
    {
      ...helper({ skus: ['1'] }),
      '/product_tree/branches/0/branches/0/branches/1/product/product_identification_helper': {
        serial_numbers: ['1'],
      },
    },
  ],
  [
    '6.2.33',
    '2.1',
    { [`${vuln}/disclosure_date`]: '2024-02-24T10:00:00Z' },
    `${vuln}/disclosure_date`,
    { [`${vuln}/disclosure_date`]: '2999-02-24T10:00:00Z' },
  ],
  [
    '6.2.36',
    '2.1',
    {
      ...ssvc({
        selections: [
          { key: 'A', namespace: 'ssvc//.example.test#t', values: [{ key: 'N' }], version: '2.0.0' },
        ],
      }),
      [`${doc}/distribution/tlp/label`]: 'CLEAR',
    },
    `${content}/ssvc_v2/selections/0/namespace`,
    { ...ssvc({}), [`${doc}/distribution/tlp/label`]: 'CLEAR' },
  ],
  [
    '6.2.37',
    '2.1',
    ssvc({
      selections: [
        { key: 'X', namespace: 'x_example.test#r/de-DE', values: [{ key: 'N' }], version: '1.0.0' },
      ],
    }),
    `${content}/ssvc_v2/decision_point_resources`,
    ssvc({
      selections: [{ key: 'X', namespace: 'x_example.test#r', values: [{ key: 'N' }], version: '1.0.0' }],
      decision_point_resources: [{ summary: 'About x_example.test#r.', uri: 'https://example.com' }],
    }),
  ],
  ['6.2.41', '2.1', epss('2024-01-09T09:59:59Z'), `${content}/epss/timestamp`, epss('2024-01-09T10:00:00Z')],
  [
    '6.2.45',
    '2.1',
    { [`${doc}/license_expression`]: 'Nonesuch-1.0' },
    `${doc}/license_expression`,
    {
      [`${doc}/license_expression`]:
        'GPL-2.0-only WITH Classpath-exception-2.0 OR LicenseRef-example.org-Own-1.0',
    },
  ],
  [
    '6.2.46',
    '2.1',
    { [`${doc}/lang`]: 'de', [`${doc}/license_expression`]: 'LicenseRef-example.org-Own-1.0' },
    `${doc}/notes`,
    {
      [`${doc}/lang`]: 'de',
      [`${doc}/license_expression`]: 'LicenseRef-example.org-Own-1.0',
      ...notes({ category: 'legal_disclaimer', title: 'Lizenz' }),
    },
  ],
  [
    '6.2.50.2',
    '2.1',
    {
      [`${leaf}/category`]: 'product_version_range',
      [`${leaf}/name`]: '>2.1|<4.2',
      '/product_tree/branches/0/branches/0/branches/1/category': 'product_version_range',
      '/product_tree/branches/0/branches/0/branches/1/name': '>1|<2.4',
      [`${vuln}/product_status`]: { known_affected: ['A1'], known_not_affected: ['A2'] },
    },
    `${vuln}/product_status`,
    {
      [`${leaf}/category`]: 'product_version_range',
      [`${leaf}/name`]: '>2.4|<4.2',
      '/product_tree/branches/0/branches/0/branches/1/category': 'product_version_range',
      '/product_tree/branches/0/branches/0/branches/1/name': '>1|<=2.4',
      [`${vuln}/product_status`]: { known_affected: ['A1'], known_not_affected: ['A2'] },
    },
  ],
  [
    '6.2.52',
    '2.1',
    helper({
      hashes: [{ file_hashes: [{ algorithm: 'unknown-algorithm', value: 'a'.repeat(64) }], filename: 'a' }],
    }),
    `${leaf}/product/product_identification_helper/hashes/0/file_hashes/0/algorithm`,
    helper({ hashes: [{ file_hashes: [{ algorithm: 'sm3', value: 'a'.repeat(64) }], filename: 'a' }] }),
  ],
  [
    '6.2.54.1',
    '2.1',
    { '/x_extensions': [extension()] },
    '/x_extensions/0',
    {
      '/x_extensions': [
        extension({ $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/extensions/e_1.0.0.json' }),
      ],
    },
  ],
  ['6.2.54.2', '2.1', { '/x_extensions': [extension()] }, '/x_extensions/0', {}],
  [
    '6.3.1',
    '2.0',
    score({ cvss_v2: { version: '2.0', vectorString: 'AV:N/AC:L/Au:N/C:C/I:C/A:C', baseScore: 10 } }),
    `${vuln}/scores/0/cvss_v2`,
    score({
      cvss_v2: { version: '2.0', vectorString: 'AV:N/AC:L/Au:N/C:C/I:C/A:C', baseScore: 10 },
      cvss_v3: v31({}),
    }),
  ],
  [
    '6.3.2',
    '2.1',
    metric({ cvss_v3: { ...v31({}), version: '3.0' } }),
    `${content}/cvss_v3/version`,
    metric({ cvss_v3: v31({}) }),
  ],
  ['6.3.3', '2.0', { [`${vuln}/cve`]: undefined }, vuln, {}],
  [
    '6.3.5',
    '2.1',
    helper({ hashes: [{ file_hashes: [{ algorithm: 'md5', value: 'a'.repeat(32) }], filename: 'a' }] }),
    `${leaf}/product/product_identification_helper/hashes/0/file_hashes/0/value`,
    {},
  ],
  [
    '6.3.9',
    '2.0',
    { '/product_tree/branches/0/branches/0/category': 'product_family' },
    `${leaf}/product`,
    {},
  ],
  ['6.3.10', '2.1', { [`${leaf}/category`]: 'product_version_range' }, `${leaf}/category`, {}],
  ['6.3.11', '2.0', { [`${leaf}/name`]: 'v4' }, `${leaf}/name`, { [`${leaf}/name`]: 'vista' }],
  [
    '6.3.12',
    '2.1',
    metric({ cvss_v3: v31({}) }),
    content,
    metric({
      cvss_v4: {
        version: '4.0',
        vectorString: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H',
        baseScore: 10,
        baseSeverity: 'CRITICAL',
      },
    }),
  ],
  [
    '6.3.13',
    '2.1',
    ssvc({ selections: [{ key: 'MI', namespace: 'ssvc', values: [{ key: 'N' }], version: '1.0.0' }] }),
    `${content}/ssvc_v2/selections/0/version`,
    ssvc({ selections: [{ key: 'MI', namespace: 'ssvc', values: [{ key: 'D' }], version: '2.0.0' }] }),
  ],
  [
    '6.3.13',
    '2.1',
    ssvc({ selections: [{ key: 'SI', namespace: 'ssvc', values: [{ key: 'N' }], version: '2.0.1' }] }),
    `${content}/ssvc_v2/selections/0/version`,
    ssvc({ selections: [{ key: 'X', namespace: 'test', values: [{ key: 'D' }], version: '2.0.0' }] }),
  ],
  [
    '6.3.18',
    '2.1',
    metric({ qualitative_severity_rating: 'low' }, { source: 'https://example.net' }),
    `${content}/qualitative_severity_rating`,
    {},
  ],
  [
    '6.3.20',
    '2.1',
    { [`${vuln}/ids`]: [{ system_name: 'https://example.com', text: '1' }] },
    `${vuln}/ids/0/system_name`,
    { [`${vuln}/ids`]: [{ system_name: 'https://euvd.enisa.europa.eu', text: 'EUVD-2026-4660' }] },
  ],
  [
    '6.3.22',
    '2.1',
    {
      '/product_tree/product_paths': [
        {
          beginning_product_reference: 'A1',
          full_product_name: { name: 'P', product_id: 'P' },
          subpaths: [{ category: 'installed_on', next_product_reference: 'A2' }],
        },
        {
          beginning_product_reference: 'P',
          full_product_name: { name: 'Q', product_id: 'Q' },
          subpaths: [{ category: 'installed_on', next_product_reference: 'A2' }],
        },
      ],
    },
    '/product_tree/product_paths/1/beginning_product_reference',
    {},
  ],
]

async function pathsOf(id: string, version: CsafVersion, changes: Changes): Promise<readonly string[]> {
  // As from a file: members that are undefined are not there.
  const document: unknown = JSON.parse(JSON.stringify(change(smallDocument(version), changes)))
  const { findings } = await validateCsaf(document, { now: '2026-11-22T00:00:00Z' })
  return findings.filter((finding) => finding.test === id).map(({ path }) => path)
}

test.each(rows)('%s of CSAF %s', async (id, version, wrong, path, right) => {
  expect(await pathsOf(id, version, wrong)).toContain(path)
  expect(await pathsOf(id, version, right)).not.toContain(path)
})

test.each(['2.0', '2.1'] as const)(
  'the document that all cases of %s change is valid itself',
  async (version) => {
    const report = await validateCsaf(smallDocument(version))
    expect(report.findings.filter(({ group: kind }) => kind === 'mandatory')).toEqual([])
    expect(report.isValid).toBe(true)
  },
)

/** Section 6.1.26, "currently prohibited values". */
test.each([
  'Csaf_a',
  'CsaF_VeX',
  'CSafDeprecatedSecurity—Advisory',
  'csafvex',
  'Deprecated Security Advisory',
  'Informational Advisory',
  'Security      Advisory',
  'security-incident-response',
  'V_eX',
  'veX',
  'withdrawn',
])('the category %s is prohibited', async (name) => {
  expect(await pathsOf('6.1.26', '2.1', category(name))).toEqual([`${doc}/category`])
})
