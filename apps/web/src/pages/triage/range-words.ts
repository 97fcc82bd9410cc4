/** Simple ranges in words; whatever is not simple stays as the source writes it. */
import type { T } from './model.ts'

/** `>=0 <4.17.12` reads "every version before 4.17.12"; several ranges are not simple. */
export function toRangeWords(range: string, t: T): string {
  const before = /^(?:>=0(?:\.0)* )?<(?!=)(\S+)$/.exec(range)?.[1]
  if (before !== undefined) return t('range.before', { before })
  const last = /^(?:>=0(?:\.0)* )?<=(\S+)$/.exec(range)?.[1]
  if (last !== undefined) return t('range.last', { last })
  const [, from, until] = /^>=(\S+) <(?!=)(\S+)$/.exec(range) ?? []
  if (from !== undefined && until !== undefined) return t('range.between', { from, until })
  const since = /^>=(\S+)$/.exec(range)?.[1]
  return since === undefined ? range : t(since === '0' ? 'range.every' : 'range.since', { since })
}
