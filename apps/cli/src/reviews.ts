/** The reviews that count on this machine: whose they are, where they lie, and the store with what they have changed. */
import { join } from 'node:path'
import { openReviewPolicy, readReviewPolicy, readStatements } from '@occtet/toolkit/adapters'
import {
  type AdvisoryStore,
  createFinder,
  type FindStatements,
  withCurations,
} from '@occtet/toolkit/advisories'
import { type Context, configFolder, privateFolder } from './context.ts'

export function reviewPolicyPath(context: Context): string {
  return join(configFolder(context), 'feddb-review.json')
}

/** Statements that never leave this machine. */
export function embargoFolder(context: Context): string {
  return join(privateFolder(context), 'feddb-reviews')
}

/** Undefined where nobody is listened to. */
export function findStatements(context: Context, store: AdvisoryStore): FindStatements | undefined {
  const policy = readReviewPolicy(reviewPolicyPath(context))
  if (policy === undefined || policy.reviewers.length === 0) return undefined
  return createFinder(store, openReviewPolicy(policy), readStatements(embargoFolder(context)))
}

/** What approved statements have changed is part of every answer. */
export function withReviews(context: Context, store: AdvisoryStore): AdvisoryStore {
  const find = findStatements(context, store)
  return find === undefined ? store : withCurations(store, find)
}
