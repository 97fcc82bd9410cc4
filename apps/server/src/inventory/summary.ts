/** What an analysis counts once, so that no page counts a list. */
import type { FindingsReport } from '@occtet/toolkit/model'
import type { StoredInventory } from '../analysis/model.ts'
import type { ComponentDraft } from './component-rows.ts'

/** JSON of `release_summary.body`. */
export interface StoredSummary {
  readonly isThin: boolean
  readonly isAtLeast: boolean
  readonly components: number
  readonly direct: number
  readonly identified: number
  readonly unidentified: number
  readonly affected: number
  readonly findings: number
  readonly unknown: number
  readonly licensed: number
  readonly files: Readonly<Record<'parsed' | 'partial' | 'skipped' | 'unsupported' | 'unreadable', number>>
  readonly types: readonly { readonly type: string; readonly components: number }[]
  readonly scopes: readonly { readonly scope: ComponentScope; readonly components: number }[]
  readonly licenses: readonly { readonly name?: string; readonly components: number }[]
  /** Digest of the blob that a re-check reads. */
  readonly watch?: string
}

type ComponentScope = StoredInventory['components'][number]['scope']

export interface Counted {
  readonly inventory: StoredInventory
  readonly findings: FindingsReport
  readonly components: readonly ComponentDraft[]
  readonly isThin: boolean
}

export function summarise({ inventory, findings, components, isThin }: Counted): StoredSummary {
  const own = components.filter(({ is_first_party }) => is_first_party === 0)
  const files = { parsed: 0, partial: 0, skipped: 0, unsupported: 0, unreadable: 0 }
  for (const { status } of inventory.files) files[status]++
  return {
    isThin,
    isAtLeast: files.partial + files.unsupported + files.unreadable > 0,
    components: own.length,
    direct: own.filter(({ is_direct }) => is_direct === 1).length,
    identified: own.filter(({ version }) => version !== null).length,
    unidentified: inventory.unidentified.length,
    affected: own.filter(({ finding_count }) => finding_count > 0).length,
    findings: findings.findings.length,
    unknown: findings.unknown.length,
    licensed: own.filter(({ license }) => license !== null).length,
    files,
    types: countBy(own, ({ type }) => type).map(([type, count]) => ({ type, components: count })),
    scopes: countBy(own, ({ scope }) => scope).map(([scope, count]) => ({
      scope: scope as ComponentScope,
      components: count,
    })),
    licenses: countBy(own, ({ license }) => license ?? '')
      .slice(0, 50)
      .map(([name, count]) => ({ ...(name === '' ? {} : { name }), components: count })),
  }
}

/** Most first, then by name. */
function countBy(
  rows: readonly ComponentDraft[],
  keyOf: (row: ComponentDraft) => string,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
}
