/** What names the same component in two documents. */
import type { BomElement } from './element.ts'
import { isStated } from './view.ts'

/** Type, namespace and name: what stays the same from version to version; qualifiers and subpath are left out. */
export function withoutVersion(purl: string): string {
  const path = purl.split('#')[0]?.split('?')[0] ?? ''
  const at = path.lastIndexOf('@')
  return at > path.lastIndexOf('/') ? path.slice(0, at) : path
}

/** The purl without version; without purl, kind, group and name, which no purl can look like. */
export function componentKey({ purl, kind, group, name }: BomElement): string {
  return isStated(purl) ? withoutVersion(purl) : JSON.stringify([kind, group ?? '', name])
}

/** The version as stated, else the one in the purl. */
export function versionOf({ purl, version }: BomElement): string | undefined {
  if (isStated(version)) return version
  if (!isStated(purl)) return undefined
  const path = purl.split('#')[0]?.split('?')[0] ?? ''
  const at = path.lastIndexOf('@')
  return at > path.lastIndexOf('/') ? decodePart(path.slice(at + 1)) : undefined
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
