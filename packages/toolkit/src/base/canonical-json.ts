/** JSON with keys sorted by code unit and no white space (RFC 8785 for the values that we use). */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }

/** One byte sequence per value: what digests and snapshots are made of. Throws on NaN and infinities. */
export function formatCanonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return formatScalar(value)
  if (Array.isArray(value)) return `[${value.map((item: Json) => formatCanonicalJson(item)).join(',')}]`
  const record = value as { readonly [key: string]: Json | undefined }
  const members: string[] = []
  for (const key of Object.keys(record).sort()) {
    const member = record[key]
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${formatCanonicalJson(member)}`)
  }
  return `{${members.join(',')}}`
}

function formatScalar(value: null | boolean | number | string): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`no canonical JSON for ${value}`)
  return JSON.stringify(value)
}
