/** Whom this installation listens to about advisories, as a small file of the user's own. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ReviewPolicy } from '../../advisories/index.ts'
import { readVerifier } from './exchange/ed25519.ts'
import { ExchangeError } from './exchange/errors.ts'
import { guard, writeDurably } from './files.ts'

export interface ReviewPolicyFile {
  /** `name+id+key` of each reviewer. */
  readonly reviewers: readonly string[]
  /** Distinct reviewers who must stand behind a statement before it changes an answer. */
  readonly approvals: number
}

const FORMAT = 'occtet-review-policy/1'

/** Undefined where there is none: then no statement changes anything. Throws ExchangeError when the file is damaged. */
export function readReviewPolicy(path: string): ReviewPolicyFile | undefined {
  if (!existsSync(path)) return undefined
  const value = parse(guard(path, () => readFileSync(path, 'utf8')))
  const { format, reviewers, approvals } = value
  const isWhole =
    format === FORMAT &&
    Array.isArray(reviewers) &&
    reviewers.every((key) => typeof key === 'string') &&
    Number.isSafeInteger(approvals) &&
    Number(approvals) >= 1
  if (isWhole) return { reviewers: reviewers as readonly string[], approvals: Number(approvals) }
  throw new ExchangeError('KEY_INVALID', `${path}: expected reviewers' keys, and approvals of one or more`)
}

/** Every key is checked before anything is written. */
export function writeReviewPolicy(path: string, file: ReviewPolicyFile): void {
  openReviewPolicy(file)
  guard(path, () => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }))
  writeDurably(dirname(path), path, `${JSON.stringify({ format: FORMAT, ...file }, null, 1)}\n`)
}

export function openReviewPolicy({ reviewers, approvals }: ReviewPolicyFile): ReviewPolicy {
  const verifiers = reviewers.map((text) => {
    const verifier = readVerifier(text)
    if (!verifier.ok) throw new ExchangeError('KEY_INVALID', `${text}: ${verifier.error.message}`)
    return verifier.value
  })
  return { reviewers: verifiers, approvals }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
