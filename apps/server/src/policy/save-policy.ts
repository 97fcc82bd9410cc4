/** A policy is written only if it can be read; what is refused says its line. */
import { err, ok, type Result } from '@occtet/toolkit/base'
import { settingEvents } from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import { parsePolicy, parsePolicyCases, type PolicyFault } from '@occtet/toolkit/policy'
import { writeProductFile } from '../db/product-files.ts'
import type { Changed } from '../kernel/model.ts'
import { openReleaseDesk } from '../products/desk.ts'
import { currentName, findProduct } from '../products/find.ts'
import type { Acting } from '../triage/decide.ts'
import { within } from '../triage/org-rows.ts'
import { notFound, type Refused } from '../triage/triage-desk.ts'
import { casesPath, policyPath } from './view.ts'

export interface PolicyWish {
  readonly text: string
  readonly version: number
  readonly cases?: string | undefined
  readonly casesVersion?: number | undefined
}

export async function savePolicy(
  { org, caller, now }: Acting,
  product: string,
  wish: PolicyWish,
): Promise<Changed<Result<void, Refused>>> {
  return org.change(async (change) => {
    const rows = within(change, org)
    const found = await findProduct(rows, product)
    if (found === undefined) return err(notFound())
    const files = filesOf(wish)
    if (!files.ok) return files
    const desk = await openReleaseDesk(rows, product, currentName)
    const told = { product: desk?.subject.id ?? found.slug, actor: personActor(caller.name) }
    for (const { path, text, expected } of files.value) {
      const file = { product: found.id, place: 'tracked', path, text, expected, now } as const
      const version = await writeProductFile(org, change, file)
      if (version === 'CONFLICT')
        return err({ status: 409, code: 'CONFLICT', message: `${path} was changed meanwhile` })
      for (const event of settingEvents(told, path, text)) change.record(event)
    }
    return ok(undefined)
  })
}

interface File {
  readonly path: string
  readonly text: string
  readonly expected: number
}

function filesOf({ text, version, cases, casesVersion }: PolicyWish): Result<readonly File[], Refused> {
  const policy = parsePolicy(text)
  if (!policy.ok) return err(toRefused('POLICY_INVALID', policyPath, policy.error))
  const own = { path: policyPath, text, expected: version }
  if (cases === undefined || cases === '') return ok([own])
  const read = parsePolicyCases(cases, policy.value)
  if (!read.ok) return err(toRefused('POLICY_TESTS_INVALID', casesPath, read.error))
  return ok([own, { path: casesPath, text: cases, expected: casesVersion ?? 0 }])
}

function toRefused(code: string, path: string, { line, field, message }: PolicyFault): Refused {
  return { status: 422, code, message: `${path}:${line}: ${field === '' ? '' : `${field}: `}${message}` }
}
