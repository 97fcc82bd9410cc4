/** Versions of one purl type in their order; undefined where nobody can say. */
import { compareVersions as compareIn, schemeOfPurlType } from '@occtet/toolkit/versions'

export function schemeOfType(type: string): string | undefined {
  return schemeOfPurlType(type)?.id
}

export function compareVersions(
  scheme: string | undefined,
  a: string | undefined,
  b: string | undefined,
): number | undefined {
  if (scheme === undefined || a === undefined || b === undefined) return undefined
  const order = compareIn(scheme, a, b)
  return order.ok ? order.value : undefined
}
