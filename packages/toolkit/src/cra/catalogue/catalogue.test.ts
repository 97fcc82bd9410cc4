import { expect, test } from 'vitest'
import { catalogue, catalogueFiles, reportingIds } from './catalogue.ts'
import { type CatalogueInput, parseCatalogue } from './schema.ts'

type Editable = Record<string, unknown>

/** Reads the real data after one change, and says what was found. */
function verdict(edit: (files: Record<keyof CatalogueInput, Editable[] & Editable>) => void): string {
  const files = structuredClone(catalogueFiles) as Record<keyof CatalogueInput, Editable[] & Editable>
  edit(files)
  const parsed = parseCatalogue(files, reportingIds)
  return parsed.ok ? 'ok' : `${parsed.error.code} ${parsed.error.path}`
}

test.each<[string, Parameters<typeof verdict>[0], string]>([
  ['nothing', () => undefined, 'ok'],
  ['a wrong word', ({ requirements }) => (requirements[0]!['part'] = 'III'), 'SHAPE requirements[0].part'],
  [
    'a lost mark',
    ({ obligations }) => delete obligations[2]!['verification'],
    'SHAPE obligations[2].verification',
  ],
  ['an unread member', ({ status }) => (status[1]!['extra'] = 'x'), 'SHAPE status[1].extra'],
  ['an empty text', ({ roles }) => (roles[3]!['test'] = ''), 'SHAPE roles[3].test'],
  ['no date', ({ meta }) => (meta['as_of'] = 'today'), 'SHAPE meta.as_of'],
  ['no object', ({ signals }) => (signals[0] = null as never), 'SHAPE signals[0]'],
  ['no list', ({ categories }) => (categories['categories'] = 1), 'SHAPE categories.categories'],
  [
    'no flag',
    ({ conformity }) => ((conformity['procedures'] as Editable[])[0]!['third_party'] = 1),
    'SHAPE conformity.procedures[0].third_party',
  ],
  [
    'no number',
    ({ supportPeriod }) => (supportPeriod['minimum_years'] = '5'),
    'SHAPE supportPeriod.minimum_years',
  ],
  ['an id twice', ({ outcomes }) => outcomes.push(outcomes[0]!), 'DUPLICATE outcomes'],
  ['an id of two kinds', ({ exclusions }) => (exclusions[0]!['id'] = 'SC-01'), 'DUPLICATE SC-01'],
  ['a signal gone', ({ signals }) => signals.shift(), 'LINK ECR-II-5'],
  ['a paper gone', ({ documents }) => documents.splice(0, 1), 'LINK OBL-M-13-18'],
  ['an outcome gone', ({ outcomes }) => outcomes.splice(0, 1), 'LINK SC-02'],
  [
    'an own signal that speaks for nothing known',
    ({ signals }) => (signals.at(-1)!['supports'] = [{ requirement: 'ECR-I-2z', what: 'x' }]),
    'LINK SIG-REPO-NET-BACKOFF',
  ],
  ['a requirement gone', ({ requirements }) => requirements.pop(), 'LINK OBL-M-13-08a'],
  ['an obligation gone', ({ obligations }) => obligations.shift(), 'LINK ECR-I-1'],
  ['a role gone', ({ roles }) => roles.shift(), 'LINK OBL-M-13-01'],
  ['a control gone', ({ osps }) => (osps['controls'] as Editable[]).shift(), 'LINK ECR-I-2d'],
  ['a fine gone', ({ penalties }) => (penalties['tiers'] as Editable[]).shift(), 'LINK ECR-I-1'],
  ['a procedure gone', ({ conformity }) => (conformity['procedures'] as Editable[]).shift(), 'LINK CR-01'],
  [
    'a category gone',
    ({ categories }) => (categories['categories'] as Editable[]).shift(),
    'LINK classificationInputs.core_category',
  ],
  ['an exclusion gone', ({ exclusions }) => exclusions.shift(), 'LINK classificationInputs.exclusion'],
])('with %s the catalogue says where', (_, edit, expected) => {
  expect(verdict(edit)).toBe(expected === 'ok' ? 'ok' : `CATALOGUE_${expected}`)
})

test('a report that reporting does not know is a broken link', () => {
  const parsed = parseCatalogue(catalogueFiles, new Set())
  expect(parsed).toMatchObject({ ok: false, error: { code: 'CATALOGUE_LINK', path: 'OBL-M-14-01' } })
})

test('1 + 13 + 8 = 22 requirements, 74 obligations, 26 categories', () => {
  const ofPart = (part: string): number => catalogue.requirements.filter((item) => item.part === part).length
  expect([catalogue.requirements.length, ofPart('I'), ofPart('II')]).toEqual([22, 14, 8])
  expect([catalogue.obligations.size, catalogue.categories.categories.length]).toEqual([74, 26])
  expect(catalogue.meta.counts.get('requirements')).toBe(22)
})

test('an own signal is linked to the requirements that it names, after the links of the law', () => {
  const link = catalogue.requirements.find(({ id }) => id === 'ECR-I-2i')?.autoEvidence.at(-1)
  expect(link?.signal).toBe('SIG-REPO-NET-BACKOFF')
  const linked = catalogue.requirements.flatMap((item) =>
    item.autoEvidence.flatMap(({ signal }) => (signal === 'SIG-REPO-NET-BACKOFF' ? [item.id] : [])),
  )
  expect(linked).toEqual(['ECR-I-2i'])
})
