/** For tests of ecosystems: a lock file as text in, one short row for each package out. */
import type { LockedPackage, ParsedFile } from '../../model/index.ts'
import type { Ecosystem } from '../ecosystem.ts'

export interface Rows {
  readonly status: ParsedFile['status']
  /** `LINE PURL RELATION SCOPE [groups] ORIGIN`, then what else there is. */
  readonly rows: readonly string[]
  /** `CODE:LINE`. */
  readonly issues: readonly string[]
  readonly packages: readonly LockedPackage[]
}

/** Reads a text as the ecosystem's first file name; neighbours are keyed by relative path. */
export function readRows(
  ecosystem: Ecosystem,
  text: string,
  neighbours: Readonly<Record<string, string>> = {},
): Rows {
  const { status, packages, issues } = ecosystem.parse(
    { path: ecosystem.files[0] ?? 'file', text },
    (relativePath) => {
      const found = Object.hasOwn(neighbours, relativePath) ? neighbours[relativePath] : undefined
      return found === undefined ? undefined : { path: relativePath, text: found }
    },
  )
  return {
    status,
    rows: packages.map(toRow),
    issues: issues.map(({ code, line }) => `${code}:${line ?? '-'}`),
    packages,
  }
}

function toRow(found: LockedPackage): string {
  const parts = [
    String(found.line),
    found.purl.replace(/[?#].*$/, ''),
    found.relation,
    found.scope,
    ...(found.groups.length === 0 ? [] : [`[${found.groups.join(' ')}]`]),
    ...(found.origin === 'registry' ? [] : [found.origin]),
    ...(found.isFirstParty ? ['first-party'] : []),
    ...(found.alias === undefined ? [] : [`alias ${found.alias}`]),
    ...(found.requirement === undefined ? [] : [`wants ${found.requirement}`]),
    ...(found.license === undefined ? [] : [`license ${found.license}`]),
    ...found.hashes.map(({ algorithm, value }) => `${algorithm} ${value.slice(0, 4)}`),
  ]
  return parts.join(' ')
}

/** `KEY -> KEY, KEY` for each package that depends on something. */
export function edgesOf({ packages }: Rows): readonly string[] {
  return packages
    .filter((found) => found.dependsOn.length > 0)
    .map((found) => `${found.key} -> ${found.dependsOn.join(', ')}`)
}
