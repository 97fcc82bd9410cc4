/** Statements: read as they were signed, counted only from trusted keys, and void when what they are about changes. */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { sha256, sha256Hex } from '../../base/index.ts'
import { type AdvisoryClaim, parsePurl, type Purl } from '../../model/index.ts'
import { createVerifierKey, type Signer, signNote, type Verifier } from '../../translog/index.ts'
import { createMemoryStore } from '../memory-store.ts'
import type { AdvisoryStore } from '../store.ts'
import { createFinder, withCurations } from './curation.ts'
import { formatStatement, parseStatement, type Statement, statementId } from './statement.ts'

const record = JSON.stringify({
  id: 'TEST-1',
  modified: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'left' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
    },
  ],
})
const left = purlOf('pkg:npm/left')
const about = { source: 'feed', record: 'TEST-1', digest: sha256Hex(record), package: left }
const time = '2026-02-01T00:00:00Z'
const [ada, ben, cyd] = [makeReviewer('ada'), makeReviewer('ben'), makeReviewer('cyd')]
const correction: Statement = {
  kind: 'correct',
  about,
  vers: 'vers:npm/<1.5.0',
  reason: 'fixed in 1.5.0',
  time,
}

test('what was signed is read back, and nothing but its one spelling', () => {
  const statements: readonly Statement[] = [
    correction,
    { kind: 'dispute', about, reason: 'not a flaw', time },
    { kind: 'withdraw', about, reason: 'not a flaw', time },
    { kind: 'remediate', about, fixed: ['1.5.0'], reason: 'backport', time },
    { kind: 'report', package: left, id: 'LOCAL-1', vers: 'vers:npm/*', reason: 'new', time },
    { kind: 'approve', statement: 'a'.repeat(64), reason: 'agreed', time },
    { kind: 'reject', statement: 'a'.repeat(64), reason: 'no', time },
  ]
  for (const statement of statements) {
    expect(parseStatement(formatStatement(statement))).toEqual({ ok: true, value: statement })
  }
  const text = formatStatement(correction)
  const spoilt = [
    text.replace('correct', 'rewrite'),
    text.replace('"kind"', ' "kind"'),
    text.replace('vers:npm/<1.5.0', 'nonsense'),
    text.replace('statement/1', 'statement/2'),
    `${text}more\n`,
    text.replace(about.digest, about.digest.toUpperCase()),
  ]
  expect(spoilt.filter((one) => parseStatement(one).ok)).toEqual([])
})

test('two of three must agree; one, a stranger, or the same one twice do not count', () => {
  const note = noteOf(correction, ada)
  const vote: Statement = {
    kind: 'approve',
    statement: statementId(formatStatement(correction)),
    reason: 'yes',
    time,
  }
  const stranger = makeReviewer('dan')
  expect(rangesWith([note])).toBe('<2.0.0')
  expect(rangesWith([note, noteOf(vote, ada)])).toBe('<2.0.0')
  expect(rangesWith([note, noteOf(vote, stranger)])).toBe('<2.0.0')
  expect(rangesWith([noteOf(correction, stranger), noteOf(vote, ben)])).toBe('<2.0.0')
  expect(rangesWith([note, noteOf(vote, ben)])).toBe('vers:npm/<1.5.0')
  expect(rangesWith([note, noteOf(correction, ben)])).toBe('vers:npm/<1.5.0')
})

test('of one reviewer the last vote counts; a rejection takes an approval back', () => {
  const id = statementId(formatStatement(correction))
  const yes: Statement = { kind: 'approve', statement: id, reason: 'yes', time: '2026-02-02T00:00:00Z' }
  const no: Statement = { kind: 'reject', statement: id, reason: 'no', time: '2026-02-03T00:00:00Z' }
  const again: Statement = { ...yes, time: '2026-02-04T00:00:00Z' }
  const note = noteOf(correction, ada)
  expect(rangesWith([note, noteOf(yes, ben), noteOf(no, ben)])).toBe('<2.0.0')
  expect(rangesWith([note, noteOf(yes, ben), noteOf(no, ben), noteOf(again, ben)])).toBe('vers:npm/<1.5.0')
  expect(rangesWith([note, noteOf(yes, ben), noteOf(no, ada)])).toBe('<2.0.0')
})

test('a statement about a record that has changed since does nothing', () => {
  const notes = [noteOf(correction, ada), noteOf(correction, ben)]
  expect(rangesWith(notes, record.replace('2026-01-01', '2026-01-02'))).toBe('<2.0.0')
})

test('approved: withdrawn, remediated, reported; a dispute leaves the answer as it was', () => {
  const both = (statement: Statement): AdvisoryClaim | undefined =>
    claimsWith([noteOf(statement, ada), noteOf(statement, cyd)]).at(-1)
  expect(both({ kind: 'withdraw', about, reason: 'no flaw', time })?.withdrawn).toBe(time)
  expect(both({ kind: 'remediate', about, fixed: ['1.5.0'], reason: 'backport', time })?.patched).toEqual([
    '1.5.0',
  ])
  expect(both({ kind: 'dispute', about, reason: 'unsure', time })?.curatedBy).toBeUndefined()
  const report: Statement = {
    kind: 'report',
    package: left,
    id: 'LOCAL-1',
    vers: 'vers:npm/<9',
    reason: 'new',
    time,
  }
  expect(both(report)).toMatchObject({ record: 'LOCAL-1', source: 'reviews', name: 'left' })
})

test('what is under embargo counts here although the store does not have it', () => {
  const store = storeOf([], record)
  const policy = { reviewers: [ada, ben, cyd].map(({ verifier }) => verifier), approvals: 2 }
  const find = createFinder(store, policy, [noteOf(correction, ada), noteOf(correction, ben)])
  expect(describe(withCurations(store, find).claimsFor(left)[0])).toBe('vers:npm/<1.5.0')
})

interface Reviewer {
  readonly signer: Signer
  readonly verifier: Verifier
}

function makeReviewer(name: string): Reviewer {
  const seed = sha256(new TextEncoder().encode(name))
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  const key = createVerifierKey(sha256, {
    name: `${name}.example`,
    type: 'ed25519',
    publicKey: new Uint8Array(spki.subarray(12)),
  })
  if (!key.ok) throw new Error(key.error.message)
  return {
    signer: { key: key.value, sign: (message) => new Uint8Array(sign(null, message, secret)) },
    verifier: {
      key: key.value,
      verify: (_, message, signature) => verify(null, message, createPublicKey(secret), signature),
    },
  }
}

function noteOf(statement: Statement, { signer }: Reviewer): string {
  const note = signNote(formatStatement(statement), [signer])
  if (!note.ok) throw new Error(note.error.message)
  return note.value
}

function storeOf(notes: readonly string[], text: string): AdvisoryStore {
  const asOf = '2026-11-20T00:00:00Z'
  return createMemoryStore(
    [
      { name: 'feed', ecosystem: 'npm', records: [text], asOf },
      { name: 'reviews', format: 'review', records: notes, asOf },
    ],
    () => Date.parse('2026-11-22T00:00:00Z'),
  )
}

function claimsWith(notes: readonly string[], text = record): readonly AdvisoryClaim[] {
  const store = storeOf(notes, text)
  const policy = { reviewers: [ada, ben, cyd].map(({ verifier }) => verifier), approvals: 2 }
  return withCurations(store, createFinder(store, policy)).claimsFor(left)
}

function rangesWith(notes: readonly string[], text = record): string {
  return describe(claimsWith(notes, text)[0])
}

function describe(claim: AdvisoryClaim | undefined): string {
  const [range] = claim?.ranges ?? []
  if (range?.type === 'VERS') return range.vers
  return range !== undefined && 'events' in range
    ? range.events.flatMap((event) => ('fixed' in event ? [`<${event.fixed}`] : [])).join()
    : 'none'
}

function purlOf(text: string): Purl {
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(text)
  return purl.value
}
