/** The policy file of a product with its test cases, and what it says. */
import type { AnswerOf, policyRoutes } from '@occtet/contract/api'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { defaultPolicy, defaultPolicyText, parsePolicy } from '@occtet/toolkit/policy'
import { readProductFile } from '../db/product-files.ts'
import { findProduct } from '../products/find.ts'
import type { OrgRows } from '../triage/org-rows.ts'
import { notFound, type Refused } from '../triage/triage-desk.ts'
import { toFault } from './judged.ts'

export const policyPath = 'policy.yaml'
export const casesPath = 'policy.test.yaml'

export type PolicyView = AnswerOf<(typeof policyRoutes)['policy.show']>

/** `product`: slug. */
// oxlint-disable-next-line eslint/complexity -- absent parts of a view, one by one
export async function readPolicyView(rows: OrgRows, product: string): Promise<Result<PolicyView, Refused>> {
  const found = await findProduct(rows, product)
  if (found === undefined) return err(notFound())
  const at = { product: found.id, place: 'tracked' } as const
  const file = await readProductFile(rows, rows, { ...at, path: policyPath })
  const cases = await readProductFile(rows, rows, { ...at, path: casesPath })
  const text = file?.text ?? defaultPolicyText
  const parsed = parsePolicy(text)
  const policy = parsed.ok ? parsed.value : undefined
  const { decisions } = policy ?? defaultPolicy()
  return ok({
    text,
    isDefault: file === undefined,
    version: file?.version ?? 0,
    ...(policy === undefined ? {} : { name: policy.name }),
    fourEyes: policy === undefined ? [] : [...decisions.fourEyes],
    expireAfterDays: decisions.expireAfterDays,
    rules: (policy?.rules ?? []).map(({ id, about, category, level, because, hint, line }) => ({
      id,
      about,
      category,
      level,
      because,
      line,
      ...(hint === undefined ? {} : { hint }),
    })),
    cases: cases?.text ?? '',
    casesVersion: cases?.version ?? 0,
    ...(parsed.ok ? {} : { fault: toFault('POLICY_INVALID', parsed.error) }),
  })
}
