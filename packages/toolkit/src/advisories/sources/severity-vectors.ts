/** What sources call severity, typed by what it looks like: a CVSS vector of some version, or a word. */
import type { SeverityVector } from '../../model/index.ts'

/** Empty for what is neither. Vectors start as their standards say: CVSS 2 with `AV:`, later ones with their version. */
export function toVectors(text: string | undefined): readonly SeverityVector[] {
  if (text === undefined) return []
  const [, major] = /^CVSS:([34])\.\d\//.exec(text) ?? []
  if (major !== undefined) return [{ type: `CVSS_V${major}`, score: text }]
  return /^\(?AV:[A-Z]\//.test(text) ? [{ type: 'CVSS_V2', score: text.replace(/^\(|\)$/g, '') }] : []
}

/** A word of the database (`high`), each once. */
export function toWords(words: readonly (string | undefined)[]): readonly SeverityVector[] {
  const said = words.flatMap((word) => word ?? [])
  return [...new Set(said)].map((score) => ({ type: 'QUALITATIVE', score }))
}
