import { expect, test } from 'vitest'
import { buildPaper } from './build.ts'
import { checkPaper, releasePaper } from './gate.ts'
import { itemsOf } from './items.ts'
import type { PaperInput } from './input.ts'
import { findPaperKind, paperKinds } from './kinds/registry.ts'
import { checksOf, isGap, type Paper, statementsOf } from './model.ts'
import { emptyInput, fullInput, fullProfile, generatedAt, hostileInput } from './testing/sample.ts'

const ids = paperKinds.map((kind) => kind.id)

/** The paper of a kind, with the role that it is for. */
function paperOf(
  id: string,
  make: (fields?: Partial<PaperInput>) => PaperInput,
  language: 'en' | 'de' = 'en',
): Paper {
  const kind = findPaperKind(id)
  if (kind === undefined) throw new Error(`no kind ${id}`)
  const input = make({ language })
  const known = input.classification
  const roles = kind.roles === 'any' ? ['manufacturer'] : kind.roles
  const built = buildPaper(
    kind,
    known === undefined ? input : { ...input, classification: { ...known, roles } },
  )
  if (!built.ok) throw new Error(`${id}: ${built.error.reason}`)
  return built.value
}

test('ids of kinds are unique and name files', () => {
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !/^[a-z]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
})

test.each(ids)('%s covers every item of its sets, as content or as gap', (id) => {
  const kind = findPaperKind(id)
  const asked = (kind?.sets ?? []).flatMap(itemsOf).filter((item) => !item.isWhole)
  for (const make of [fullInput, emptyInput]) {
    const paper = paperOf(id, make)
    const covered = new Set([...statementsOf(paper), ...checksOf(paper)].flatMap((part) => part.items))
    expect(asked.map((item) => item.id).filter((item) => !covered.has(item))).toEqual([])
  }
})

test('together the papers cover every item of the catalogue', () => {
  const sets = new Set(paperKinds.flatMap((kind) => kind.sets))
  expect([...sets].sort()).toEqual([
    'A2',
    'A5',
    'A6',
    'A7',
    'CVD',
    'DD',
    'DIST',
    'IMP',
    'RA',
    'SBOM',
    'STEWARD',
    'VULNREG',
  ])
})

test.each(ids)('%s: each statement has an article and a basis, each gap says what and where', (id) => {
  for (const make of [fullInput, emptyInput, hostileInput]) {
    const paper = paperOf(id, make)
    for (const part of [...statementsOf(paper), ...checksOf(paper)]) {
      expect(part.article.trim()).not.toBe('')
      if (part.basis.kind === 'missing') {
        expect(part.basis.what.trim()).not.toBe('')
        expect(part.basis.where.trim()).not.toBe('')
      }
    }
    for (const block of paper.sections.flatMap((section) => section.blocks)) {
      if (block.kind === 'table') expect(block.article.trim()).not.toBe('')
    }
  }
})

test.each(ids)('%s: nothing is invented when nothing is given', (id) => {
  const said = statementsOf(paperOf(id, emptyInput)).filter((part) => !isGap(part))
  const kinds = said.map((part) => (isGap(part) ? '' : `${part.basis.kind}: ${part.value.join(' ')}`))
  const known = [
    'manufacturer: Bare',
    'rule: 2026-11-22',
    'rule: 2027-11-17T00:00:00.000Z',
    'rule: Not applicable: no address is given, so the SBOM is not offered to users.',
  ]
  expect(kinds.filter((one) => !known.includes(one))).toEqual([])
  expect(checksOf(paperOf(id, emptyInput)).filter((item) => item.state !== 'open')).toEqual([])
})

test.each(ids)('%s: section ids are unique, rows are as long as their columns', (id) => {
  const paper = paperOf(id, fullInput)
  const anchors = paper.sections.map((section) => section.id)
  expect(new Set(anchors).size).toBe(anchors.length)
  for (const block of paper.sections.flatMap((section) => section.blocks)) {
    if (block.kind === 'table')
      expect(block.rows.filter((row) => row.length !== block.columns.length)).toEqual([])
  }
})

test.each(ids)('%s: the same input gives the same paper, in both languages as many statements', (id) => {
  expect(paperOf(id, fullInput)).toEqual(paperOf(id, fullInput))
  const german = statementsOf(paperOf(id, fullInput, 'de'))
  expect(german.map((part) => part.article)).toEqual(
    statementsOf(paperOf(id, fullInput)).map((part) => part.article),
  )
})

const complete = ids.filter((id) => !['conformity-module-bc', 'conformity-module-h'].includes(id))

test.each(complete)(
  '%s: with everything given nothing mandatory is missing, and a person can release it',
  (id) => {
    const paper = paperOf(id, fullInput)
    expect(checkPaper(paper).missing.filter((part) => part.isMandatory)).toEqual([])
    expect(paper.state.kind).toBe('draft')
    const released = releasePaper(paper, { by: 'Owner', at: generatedAt })
    expect(released.ok && released.value.state).toEqual({ kind: 'released', by: 'Owner', at: generatedAt })
  },
)

test('no one releases a paper with a mandatory gap, and no paper is released without a name', () => {
  const gap = releasePaper(paperOf('user-information', emptyInput), { by: 'Owner', at: generatedAt })
  expect(!gap.ok && gap.error.code).toBe('PAPER_INCOMPLETE')
  expect(!gap.ok && gap.error.missing.some((part) => part.items.includes('DOC-A2-1'))).toBe(true)
  const nameless = releasePaper(paperOf('user-information', fullInput), { by: '  ', at: generatedAt })
  expect(!nameless.ok && nameless.error.code).toBe('RELEASE_WITHOUT_PERSON')
})

test('the gate names the item that one missing fact leaves open', () => {
  const { intendedPurpose: _, ...product } = fullProfile.product
  const paper = buildPaper(
    findPaperKind('technical-documentation') ?? never(),
    fullInput({ profile: { ...fullProfile, product }, answers: [] }),
  )
  const missing = paper.ok ? checkPaper(paper.value).missing.filter((part) => part.isMandatory) : []
  expect(missing.map((part) => part.items[0])).toContain('DOC-A7-1a')
  expect(missing.map((part) => part.items[0])).not.toContain('DOC-A7-1b')
})

test('an answer that says no keeps a requirement open, whatever else is known', () => {
  const answers = fullInput().answers.map((one) =>
    one.question === 'E9' ? { ...one, value: { kind: 'scale', value: 'no' } as const } : one,
  )
  const built = buildPaper(findPaperKind('technical-documentation') ?? never(), fullInput({ answers }))
  const open = built.ok ? checkPaper(built.value).missing.filter((part) => part.isMandatory) : []
  expect(open.map((part) => part.label)).toEqual(['Confidentiality of data'])
})

const refusals = [
  ['declaration-of-conformity', { roles: ['open_source_steward'], applies: 'steward_only' }, 'NOT_FOR_ROLE'],
  ['simplified-declaration', { roles: ['open_source_steward'], applies: 'steward_only' }, 'NOT_FOR_ROLE'],
  ['conformity-module-a', { roles: ['importer'] }, 'NOT_FOR_ROLE'],
  ['importer-checklist', { roles: ['manufacturer'] }, 'NOT_FOR_ROLE'],
  ['distributor-checklist', { roles: ['importer'] }, 'NOT_FOR_ROLE'],
  ['steward-policy', { roles: ['manufacturer'] }, 'NOT_FOR_ROLE'],
  ['technical-documentation', { roles: ['none'], applies: 'none' }, 'OUT_OF_SCOPE'],
  ['declaration-of-conformity', { applies: 'reporting_only' }, 'REPORTING_ONLY'],
  [
    'declaration-of-conformity',
    { routes: [{ id: 'B+C', allowed: true, isAvailable: undefined }] },
    'ROUTE_NOT_ALLOWED',
  ],
  ['conformity-module-a', { routes: [{ id: 'A', allowed: false, isAvailable: false }] }, 'ROUTE_NOT_ALLOWED'],
] as const

test.each(refusals)('%s is refused for %j: %s', (id, fields, code) => {
  const known = fullInput().classification ?? never()
  const built = buildPaper(
    findPaperKind(id) ?? never(),
    fullInput({ classification: { ...known, ...fields } }),
  )
  expect(built.ok ? undefined : built.error.code).toBe(code)
  expect(!built.ok && built.error.reason.endsWith('.')).toBe(true)
})

test('a standard that is not cited for this law is named without a presumption', () => {
  const notices = (paper: Paper): readonly string[] =>
    paper.sections.flatMap((part) =>
      part.blocks.flatMap((block) => (block.kind === 'notice' ? [block.text] : [])),
    )
  for (const id of ['technical-documentation', 'declaration-of-conformity']) {
    expect(notices(paperOf(id, fullInput)).join(' ')).toContain('no presumption')
    expect(notices(paperOf(id, emptyInput)).join(' ')).not.toContain('no presumption')
  }
})

test('importers get their checklist, stewards their policy, and unknown facts refuse nothing', () => {
  expect(paperOf('importer-checklist', fullInput).id).toBe('importer-checklist')
  expect(paperOf('steward-policy', fullInput).id).toBe('steward-policy')
  for (const kind of paperKinds) expect(buildPaper(kind, emptyInput()).ok).toBe(true)
})

test('evidence alone ticks no box and says of no requirement that it applies', () => {
  const seen = fullInput({ answers: [] })
  const { risk: _, ...withoutRisk } = seen
  const built = buildPaper(findPaperKind('conformity-module-a') ?? never(), withoutRisk)
  expect(built.ok && checksOf(built.value).every((item) => item.state === 'open')).toBe(true)
  const file = buildPaper(findPaperKind('technical-documentation') ?? never(), withoutRisk)
  const said = file.ok
    ? statementsOf(file.value).filter((part) => part.article.startsWith('Annex I,') && !isGap(part))
    : []
  expect(said).toEqual([])
})

function never(): never {
  throw new Error('the test names a kind that does not exist')
}
