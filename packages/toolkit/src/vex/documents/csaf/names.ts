/** Words of CSAF for responses and vulnerability ids, from VEX and back. */
import type { VexResponse } from '../../../model/index.ts'

/** Section 3.2.3.12.1 (2.0). `mitigation` says that there is something to do, and is no response of its own. */
export const categoryOf = {
  update: 'vendor_fix',
  workaround_available: 'workaround',
  will_not_fix: 'no_fix_planned',
  can_not_fix: 'none_available',
  rollback: undefined,
} as const satisfies Readonly<Record<VexResponse, string | undefined>>

export const responseOf: ReadonlyMap<string, VexResponse> = new Map([
  ['vendor_fix', 'update'],
  ['workaround', 'workaround_available'],
  ['no_fix_planned', 'will_not_fix'],
  ['none_available', 'can_not_fix'],
])

/** Categories that cannot stand together for one product (2.1, test 6.1.35); the first one of the two wins. */
export const excluded: ReadonlyMap<string, readonly string[]> = new Map([
  ['vendor_fix', ['no_fix_planned', 'none_available']],
  ['workaround', ['none_available']],
  ['no_fix_planned', ['vendor_fix', 'none_available']],
  ['none_available', ['vendor_fix', 'workaround', 'no_fix_planned', 'mitigation']],
])

export const cvePattern = /^CVE-[0-9]{4}-[0-9]{4,}$/

/** `system_name` of an id: who keeps such records, as far as the id says it. */
export function systemOf(id: string): string {
  if (id.startsWith('GHSA-')) return 'GitHub Advisory Database'
  if (id.startsWith('CVE-')) return 'CVE'
  return /^([A-Za-z][A-Za-z0-9]*)[-:]/.exec(id)?.[1] ?? 'id'
}

/** Bare numbers mean something only within their system, so they would join what does not belong together. */
export function isTelling(text: string): boolean {
  return /[A-Za-z]/.test(text) && text.length > 3
}
