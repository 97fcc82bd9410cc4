/** Proposed corrections: signed with this organisation's key, counted by the policy of this installation. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BodyOf, AnswerOf, feddbRoutes } from '@occtet/contract/api'
import {
  hasFeddb,
  importSources,
  openKeyFile,
  openReviewPolicy,
  readReviewPolicy,
  reviewsFolder,
  writeStatement,
} from '@occtet/toolkit/adapters'
import {
  type AdvisoryStore,
  ALL_REVIEWS,
  type ClaimSubject,
  createFinder,
  type Judged,
  type Statement,
} from '@occtet/toolkit/advisories'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { corePurl, type Purl, parsePurl } from '@occtet/toolkit/model'
import { formatVerifierKey, type Signer } from '@occtet/toolkit/translog'
import { parseVers } from '@occtet/toolkit/versions'
import type { Kernel, OrgScope } from '../kernel/model.ts'
import { toAnswer } from './plain.ts'
import { reviewPolicyPath } from '../analysis/reviews.ts'
import { clockOf, withStore } from './store.ts'

type Draft = BodyOf<(typeof feddbRoutes)['feddb.propose']>
type Listed = AnswerOf<(typeof feddbRoutes)['feddb.reviews']>

export interface ReviewError {
  readonly code: 'FEDDB_MISSING' | 'REVIEW_INVALID' | 'INPUT_NOT_A_PURL'
  readonly message: string
}

/** The rule where nobody wrote one: the author and one more. */
const DEFAULT_APPROVALS = 2

/** Of reviewers who are trusted here, and our own, newest first. Who signed is not told: other organisations share the FedDB. */
export async function listReviews(kernel: Kernel, org: OrgScope): Promise<Listed> {
  const own = ownKey(kernel, org)
  const policy = readReviewPolicy(reviewPolicyPath(kernel)) ?? { reviewers: [], approvals: DEFAULT_APPROVALS }
  const reviewers = [...new Set([...policy.reviewers, ...(own === undefined ? [] : [own])])]
  return withStore(kernel, (store) => {
    const known = new Set(store.signalsOf(ALL_REVIEWS).map(({ record }) => record))
    const all =
      reviewers.length === 0
        ? []
        : createFinder(store, openReviewPolicy({ ...policy, reviewers }))(ALL_REVIEWS)
    const rows = all
      .filter(({ statement }) => statement.kind !== 'approve' && statement.kind !== 'reject')
      .map((one) =>
        toRow(store, one, {
          trusted: new Set(policy.reviewers.map(signerOf)),
          own: own === undefined ? undefined : signerOf(own),
          needed: policy.approvals,
        }),
      )
      .reverse()
    const untrusted = [...known].filter((id) => !all.some((one) => one.id === id)).length
    return toAnswer<Listed>({ rows, untrusted, needed: policy.approvals })
  })
}

interface View {
  readonly trusted: ReadonlySet<string>
  readonly own: string | undefined
  readonly needed: number
}

function toRow(
  store: AdvisoryStore,
  { id, statement, signers, approvedBy, rejectedBy }: Judged,
  { trusted, own, needed }: View,
) {
  const approvals = approvedBy.filter((name) => trusted.has(name)).length
  const isRejected = rejectedBy.some((name) => trusted.has(name)) && approvals < needed
  const state = isVoid(store, statement)
    ? 'void'
    : approvals >= needed
      ? 'counts'
      : isRejected
        ? 'rejected'
        : 'waiting'
  return {
    id,
    statement,
    state,
    approvals,
    needed,
    isOurs: own !== undefined && signers.includes(own),
  } as const
}

/** The record that it is about has changed since, or is gone. */
function isVoid(store: AdvisoryStore, statement: Statement): boolean {
  if (!('about' in statement)) return false
  const { record, digest } = statement.about
  return !store.recordsOf(record).some((one) => one.digest === digest)
}

/** Signs it, and takes it into the FedDB of this server; others get it when somebody publishes. */
export async function proposeReview(
  kernel: Kernel,
  org: OrgScope,
  draft: Draft,
): Promise<Result<{ readonly id: string; readonly statement: Statement }, ReviewError>> {
  const { feddbDir } = kernel.settings
  if (!hasFeddb(feddbDir))
    return err({ code: 'FEDDB_MISSING', message: 'nothing was loaded that could be corrected' })
  const statement = await withStore(kernel, (store) => toStatement(store, draft, kernel.now()))
  if (!statement.ok) return statement
  const id = writeStatement(reviewsFolder(feddbDir), statement.value, signerFor(kernel, org))
  await importSources([reviewsFolder(feddbDir)], { dir: feddbDir, clock: clockOf(kernel), format: 'review' })
  return ok({ id, statement: statement.value })
}

function toStatement(store: AdvisoryStore, draft: Draft, time: string): Result<Statement, ReviewError> {
  const purl = parsePurl(draft.package)
  if (!purl.ok) return err({ code: 'INPUT_NOT_A_PURL', message: purl.error.message })
  const said = { reason: draft.reason, time }
  if ('vers' in draft) {
    const vers = parseVers(draft.vers)
    if (!vers.ok) return err({ code: 'REVIEW_INVALID', message: `${draft.vers}: ${vers.error.message}` })
  }
  if (draft.kind === 'report')
    return ok({ ...said, kind: 'report', package: corePurl(purl.value), id: draft.id, vers: draft.vers })
  const about = findSubject(store, purl.value, draft)
  if (about === undefined)
    return err({
      code: 'REVIEW_INVALID',
      message: `${draft.source} has no record ${draft.record} about ${draft.package}`,
    })
  switch (draft.kind) {
    case 'correct':
      return ok({ ...said, kind: draft.kind, about, vers: draft.vers })
    case 'remediate':
      return ok({ ...said, kind: draft.kind, about, fixed: draft.fixed })
    case 'dispute':
    case 'withdraw':
      return ok({ ...said, kind: draft.kind, about })
    default:
      return draft satisfies never
  }
}

function findSubject(
  store: AdvisoryStore,
  purl: Purl,
  { record, source }: { readonly record: string; readonly source: string },
): ClaimSubject | undefined {
  const claim = store.claimsFor(purl).find((one) => one.record === record && one.source === source)
  return claim === undefined ? undefined : { source, record, digest: claim.digest, package: corePurl(purl) }
}

function keyPath({ settings }: Kernel, org: OrgScope): string {
  return join(settings.dataDir, 'review-keys', `${org.id}.key`)
}

/** One key an organisation, made when it first speaks. Its name is public: no slug, as that may be a secret. */
function signerFor(kernel: Kernel, org: OrgScope): Signer {
  return openKeyFile(keyPath(kernel, org), `${org.id.toLowerCase()}.reviewer.occtet`)
}

function ownKey(kernel: Kernel, org: OrgScope): string | undefined {
  return existsSync(keyPath(kernel, org)) ? formatVerifierKey(signerFor(kernel, org).key) : undefined
}

/** `name+id` of `name+id+key`. */
function signerOf(verifierKey: string): string {
  return verifierKey.split('+').slice(0, 2).join('+')
}
