/** Corrections of advisories by reviewers who are trusted here: part of every answer, of matching as of the pages that explain it. */
import { join } from 'node:path'
import { openReviewPolicy, readReviewPolicy } from '@occtet/toolkit/adapters'
import { type AdvisoryStore, ALL_REVIEWS, createFinder, withCurations } from '@occtet/toolkit/advisories'
import { sha256Hex } from '@occtet/toolkit/base'
import type { Kernel } from '../kernel/model.ts'

export function reviewPolicyPath({ settings }: Pick<Kernel, 'settings'>): string {
  return join(settings.dataDir, 'feddb-review.json')
}

/** `path`: of the policy. Trusted: whoever can write it decides whose corrections count. Throws where it cannot be read. */
export function withReviews(store: AdvisoryStore, path: string): AdvisoryStore {
  const policy = readReviewPolicy(path)
  if (policy === undefined || policy.reviewers.length === 0) return store
  return withCurations(store, createFinder(store, openReviewPolicy(policy)))
}

/** Over whom this server listens to, and all they said; empty where it listens to nobody. */
export function reviewsDigest(store: Pick<AdvisoryStore, 'signalsOf'>, path: string): string {
  const policy = readReviewPolicy(path)
  if (policy === undefined || policy.reviewers.length === 0) return ''
  const said = store.signalsOf(ALL_REVIEWS).map(({ digest }) => digest)
  return sha256Hex(JSON.stringify([policy, said.sort()]))
}
