/** Which package a component of an SBOM is: its purl, with the version beside it where the purl has none. */
import { buildPurl, type Purl, parsePurl, splitPurl } from '../../model/index.ts'
import type { DraftComponent } from './draft.ts'

export interface Identified {
  readonly ok: true
  readonly purl: Purl
  readonly isVersionResolved: boolean
}

export type Identity = Identified | { readonly ok: false; readonly reason: string }

export function identify(draft: DraftComponent): Identity {
  if (draft.purl === undefined) return { ok: false, reason: 'it has no purl' }
  const parsed = parsePurl(draft.purl)
  if (!parsed.ok) return { ok: false, reason: parsed.error.message }
  const parts = splitPurl(parsed.value)
  if (parts.version !== undefined) return { ok: true, purl: parsed.value, isVersionResolved: true }
  const isUnresolved = draft.facts.isVersionResolved === false || draft.version === undefined
  if (isUnresolved) return { ok: true, purl: parsed.value, isVersionResolved: false }
  const completed = buildPurl({ ...parts, version: draft.version })
  return completed.ok
    ? { ok: true, purl: completed.value, isVersionResolved: true }
    : { ok: true, purl: parsed.value, isVersionResolved: false }
}
