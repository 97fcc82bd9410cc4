/** What every kind of statement is made from. */
import type { NewStatement } from '@occtet/toolkit/attestations'
import type { ProductProfile } from '@occtet/toolkit/cra'
import type { Context } from '../context.ts'
import { type Options, textOption } from '../options.ts'
import { toolVersion } from '../tool-version.ts'
import { misused } from './guard-attest.ts'
import type { Subjects } from './subjects.ts'

export interface Making {
  readonly context: Context
  readonly dir: string
  readonly options: Options
  readonly subjects: Subjects
  readonly profile: ProductProfile | undefined
  /** Of the product's ledger. */
  readonly origin: string | undefined
}

/** `notes`: what whoever signs should know, one sentence each. */
export interface Made {
  readonly statement: NewStatement
  readonly notes: readonly string[]
}

export function made(statement: NewStatement, notes: readonly string[] = []): Made {
  return { statement, notes }
}

/** Who vouches. Throws (exit 2) where nothing says it: a name is not made up. */
export function attesterOf({ options, origin, profile }: Making): string {
  const named = textOption(options, 'attester') ?? origin ?? profile?.manufacturer?.website
  if (named !== undefined && named.trim() !== '') return named.trim()
  const hint = 'Such as --attester did:web:example.org, or the address of your organisation.'
  throw misused('ATTESTER_MISSING', 'say who vouches for it, with --attester', hint)
}

/** Name of this program in statements. */
export function toolPurl(version: string = toolVersion): string {
  return `pkg:npm/occtet@${version}`
}

/** `YYYY-MM-DD`: as asked, else a year from today. Throws (exit 2) for a day that is none or over. */
export function lastDay({ options, context }: Making): string {
  const today = context.now().slice(0, 10)
  const asked = textOption(options, 'validUntil')
  if (asked === undefined) return new Date(Date.parse(today) + 365 * 86_400_000).toISOString().slice(0, 10)
  const at = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? Date.parse(`${asked}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== asked) {
    throw misused('DAY_INVALID', `--valid-until: expected a day such as 2027-11-30, found ${asked}`)
  }
  if (asked < today) throw misused('DAY_OVER', `--valid-until: ${asked} is over`)
  return asked
}
