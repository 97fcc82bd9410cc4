/** What a token may be given, in words. The server refuses the rest: signing, confirming, letting people in need a person. */
import type { Permission } from '@occtet/contract/api'
import type { organisationWords } from '@occtet/ui'
import type { WordsOf } from '../../app/language.tsx'

export const tokenScopes = [
  'inventory.write',
  'read',
  'private.read',
  'products.write',
  'triage.decide',
  'licenses.write',
  'policy.write',
  'cra.answer',
  'documents.create',
  'cases.write',
  'feddb.review',
  'assistant.write',
  'public.write',
  'export',
  'settings.write',
] as const satisfies readonly Permission[]

export function scopeWord(t: WordsOf<typeof organisationWords>, scope: Permission): string {
  const known = tokenScopes.find((one) => one === scope)
  return known === undefined ? scope : t(`scope.${known}`)
}
