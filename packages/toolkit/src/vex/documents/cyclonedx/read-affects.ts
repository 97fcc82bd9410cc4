/** `affects` of a CycloneDX vulnerability: which products in which versions, and with which status each. */
import type { VexStatus } from '../../../model/index.ts'
import { type Fields, listOf, present, textOf } from '../fields.ts'
import { fillVersion, isBomLink, purlOfBomLink } from '../identifiers.ts'
import { type Issues, shown } from '../reading.ts'
import type { VexItem, VexPath } from '../statements.ts'

/** Products of one status. */
export type Affects = ReadonlyMap<VexStatus, readonly VexPath[]>

/**
 * The state of the analysis governs. Only versions that are listed against it get a status of their own: an
 * unaffected version beside `exploitable`, an affected one beside `resolved`.
 */
export function readAffects(
  vulnerability: Fields,
  status: VexStatus,
  context: {
    readonly components: ReadonlyMap<string, VexPath>
    readonly issues: Issues
    readonly line: number
  },
): Affects {
  const found = new Map<VexStatus, VexPath[]>()
  for (const entry of listOf(vulnerability, 'affects')) {
    const ref = textOf(entry, 'ref')
    const path = ref === undefined ? undefined : (context.components.get(ref) ?? toLinked(ref))
    if (path === undefined) {
      const message = `${shown(ref ?? '')} is no component of the document and no BOM-Link`
      context.issues.add('REFERENCE_MISSING', message, context.line)
      continue
    }
    const versions = listOf(entry, 'versions')
    if (versions.length === 0) push(found, status, path)
    for (const version of versions) {
      const versioned = withVersions(path, version)
      if (versioned === undefined)
        context.issues.add('SHAPE_UNEXPECTED', 'an affected version without version and range', context.line)
      else push(found, statusOfVersion(status, textOf(version, 'status')), versioned)
    }
  }
  return found
}

function push(found: Map<VexStatus, VexPath[]>, status: VexStatus, path: VexPath): void {
  const paths = found.get(status) ?? []
  paths.push(path)
  found.set(status, paths)
}

/** The fragment of a BOM-Link, or a bare purl that some writers put in its place. */
function toLinked(ref: string): VexPath | undefined {
  if (!isBomLink(ref)) return undefined
  return [{ ids: [ref], ...present({ purl: purlOfBomLink(ref) }) }]
}

function withVersions(path: VexPath, version: unknown): VexPath | undefined {
  const [exact, range] = [textOf(version, 'version'), textOf(version, 'range')]
  const last = path.at(-1)
  if (last === undefined || (exact === undefined && range === undefined)) return undefined
  const item: VexItem =
    exact === undefined ? { ...last, ...present({ versions: range }) } : withExact(last, exact)
  return [...path.slice(0, -1), item]
}

/** Without a purl that could take it, one version is a range that holds one. */
function withExact(item: VexItem, version: string): VexItem {
  if (item.purl === undefined) return { ...item, versions: `vers:generic/${encodeURIComponent(version)}` }
  return { ...item, purl: fillVersion(item.purl, version) }
}

/** `affected` is the default of the schema; with `not_affected` it names the versions that the analysis is about. */
function statusOfVersion(status: VexStatus, listed: string | undefined): VexStatus {
  if (status === 'affected' && listed === 'unaffected') return 'not_affected'
  if (status === 'affected' && listed === 'unknown') return 'under_investigation'
  return status === 'fixed' && (listed ?? 'affected') === 'affected' ? 'affected' : status
}
