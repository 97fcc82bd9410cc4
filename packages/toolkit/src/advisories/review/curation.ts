/** From signed statements to curations: who may speak, how many must agree, and what an approved statement changes. */
import { compareCodeUnits } from '../../base/index.ts'
import { type AdvisoryClaim, corePurl, type Purl } from '../../model/index.ts'
import { openNote, type Verifier } from '../../translog/index.ts'
import { packageKeyOf, packageKeysOf } from '../package-key.ts'
import { readPurlPackage } from '../sources/purl-package.ts'
import { ALL_REVIEWS } from '../sources/review.ts'
import type { AdvisoryStore } from '../store.ts'
import { parseStatement, type Statement, statementId, subjectOf } from './statement.ts'

/** Who is listened to here, and how many of them must approve before a statement changes an answer. */
export interface ReviewPolicy {
  readonly reviewers: readonly Verifier[]
  /** Distinct reviewers, the author included. */
  readonly approvals: number
}

export interface OpenStatement {
  readonly id: string
  readonly statement: Statement
  /** Names of the trusted reviewers who signed it. */
  readonly signers: readonly string[]
}

export interface Judged extends OpenStatement {
  /** Trusted reviewers who stand behind it: those who signed it, and those whose last vote approves. */
  readonly approvedBy: readonly string[]
  readonly rejectedBy: readonly string[]
  readonly isApproved: boolean
}

/** Undefined where no trusted reviewer signed the note, or it is no statement. */
export function openStatement(noteText: string, reviewers: readonly Verifier[]): OpenStatement | undefined {
  const note = openNote(noteText, reviewers)
  if (!note.ok) return undefined
  const statement = parseStatement(note.value.text)
  if (!statement.ok) return undefined
  const signers = note.value.verified.map(({ key }) => `${key.name}+${key.id}`)
  return {
    id: statementId(note.value.text),
    statement: statement.value,
    signers: [...new Set(signers)].sort(compareCodeUnits),
  }
}

/** One vote per key: its latest counts, and of two at the same time the rejection. Whoever rejects no longer stands behind what he wrote. */
export function judgeStatement(
  opened: OpenStatement,
  votes: readonly OpenStatement[],
  approvals: number,
): Judged {
  const last = new Map<string, { readonly approves: boolean; readonly time: string }>()
  for (const signer of opened.signers) last.set(signer, { approves: true, time: opened.statement.time })
  for (const { statement, signers } of votes) {
    if (statement.kind !== 'approve' && statement.kind !== 'reject') continue
    if (statement.statement !== opened.id) continue
    const approves = statement.kind === 'approve'
    for (const signer of signers) {
      const known = last.get(signer)
      const order = known === undefined ? 1 : compareCodeUnits(statement.time, known.time)
      if (order > 0 || (order === 0 && !approves)) last.set(signer, { approves, time: statement.time })
    }
  }
  const namesOf = (approves: boolean): readonly string[] =>
    [...last]
      .filter(([, vote]) => vote.approves === approves)
      .map(([name]) => name)
      .sort(compareCodeUnits)
  const approvedBy = namesOf(true)
  return {
    ...opened,
    approvedBy,
    rejectedBy: namesOf(false),
    isApproved: approvedBy.length >= Math.max(1, approvals),
  }
}

/** Statements about a subject (a record's digest, a core purl, a statement, or all), by trusted reviewers only, judged. */
export type FindStatements = (subject: string) => readonly Judged[]

/** `embargoed`: notes that never leave this machine, and count here like all others. */
export function createFinder(
  store: Pick<AdvisoryStore, 'signalsOf' | 'recordsOf'>,
  policy: ReviewPolicy,
  embargoed: readonly string[] = [],
): FindStatements {
  const hidden = embargoed.flatMap((text) => openStatement(text, policy.reviewers) ?? [])
  const openAll = (subject: string): readonly OpenStatement[] => {
    const ids = store
      .signalsOf(subject)
      .flatMap((signal) => (signal.kind === 'review' ? [signal.record] : []))
    const stored = [...new Set(ids)].flatMap((id) =>
      store
        .recordsOf(id)
        .flatMap((record) =>
          record.format === 'review' ? (openStatement(record.text, policy.reviewers) ?? []) : [],
        ),
    )
    return mergeSigners([...stored, ...hidden.filter(({ statement }) => isAbout(statement, subject))])
  }
  return (subject) =>
    openAll(subject).map((opened) => judgeStatement(opened, openAll(opened.id), policy.approvals))
}

/** Copies of one statement, each signed by others, are one. */
function mergeSigners(opened: readonly OpenStatement[]): readonly OpenStatement[] {
  const byId = new Map<string, OpenStatement>()
  for (const one of opened) {
    const known = byId.get(one.id)
    const signers = [...new Set([...(known?.signers ?? []), ...one.signers])].sort(compareCodeUnits)
    byId.set(one.id, { ...one, signers })
  }
  return [...byId.values()].sort(
    (a, b) => compareCodeUnits(a.statement.time, b.statement.time) || compareCodeUnits(a.id, b.id),
  )
}

function isAbout(statement: Statement, subject: string): boolean {
  return subject === ALL_REVIEWS || subjectOf(statement) === subject
}

/** The same store, with what the policy's reviewers have approved laid over its claims; the records stay as they are. */
export function withCurations(store: AdvisoryStore, find: FindStatements): AdvisoryStore {
  return {
    ...store,
    claimsFor: (purl) => [
      ...store.claimsFor(purl).map((claim) => curateClaim(claim, find(claim.digest))),
      ...reportedClaims(purl, find),
    ],
  }
}

/** Later statements win over earlier ones; a dispute changes no answer. */
function curateClaim(claim: AdvisoryClaim, statements: readonly Judged[]): AdvisoryClaim {
  let curated = claim
  for (const { id, statement, isApproved } of statements) {
    if (!isApproved || !('about' in statement) || !isOfClaim(statement.about, claim)) continue
    const curatedBy = [...(curated.curatedBy ?? []), id]
    if (statement.kind === 'correct') {
      curated = { ...curated, ranges: [{ type: 'VERS', vers: statement.vers }], versions: [], curatedBy }
    } else if (statement.kind === 'remediate') {
      curated = { ...curated, patched: [...(curated.patched ?? []), ...statement.fixed], curatedBy }
    } else if (statement.kind === 'withdraw') {
      curated = { ...curated, withdrawn: statement.time, curatedBy }
    }
  }
  return curated
}

function isOfClaim(
  about: { readonly record: string; readonly package: Purl },
  claim: AdvisoryClaim,
): boolean {
  const own = packageKeyOf(claim.ecosystem, claim.name)
  return about.record === claim.record && packageKeysOf(about.package).keys.includes(own)
}

function reportedClaims(purl: Purl, find: FindStatements): readonly AdvisoryClaim[] {
  const core = corePurl(purl)
  return find(core).flatMap(({ id, statement, isApproved }): readonly AdvisoryClaim[] => {
    if (!isApproved || statement.kind !== 'report') return []
    const named = readPurlPackage(statement.package)
    if (named === undefined) return []
    const { ecosystem, name } = named
    return [
      {
        record: statement.id,
        source: 'reviews',
        digest: id,
        ecosystem,
        name,
        aliases: [],
        summary: statement.reason.slice(0, 300),
        published: statement.time,
        modified: statement.time,
        isMalicious: false,
        ranges: [{ type: 'VERS', vers: statement.vers }],
        versions: [],
        severity: [],
        curatedBy: [id],
      },
    ]
  })
}
