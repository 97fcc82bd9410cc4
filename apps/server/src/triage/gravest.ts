/** Where a decision stands that is bound to several findings. */
import type { AppliedDecision } from '@occtet/toolkit/vex'

/**
 * The gravest standing counts, but only of findings for which nothing better speaks: two versions of one package have a
 * decision each, and beside its twin each of them looks stale. Undefined: bound to none.
 */
export function gravestOf<T extends Pick<AppliedDecision, 'role' | 'standing'>>(
  applied: readonly T[],
): T | undefined {
  const needed = applied.filter(({ role }) => role !== 'beside')
  const all = needed.length > 0 ? needed : applied
  return all.find(({ standing }) => standing !== 'in-force') ?? all[0]
}
