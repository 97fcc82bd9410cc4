/** Folders for the code of others: a manifest in one of them states a copied project, not the product itself. */
import type { LockedPackage } from '../../model/index.ts'

const folders = new Set([
  'vendor',
  'vendored',
  'third_party',
  'third-party',
  'thirdparty',
  '3rdparty',
  '3rd_party',
  '3rd-party',
  'external',
  'externals',
  'extern',
  'subprojects',
  'node_modules',
  'bower_components',
])

/** What the project of a manifest is, where the manifest lies in such a folder; its bytes are there, whoever made them. */
export function asCopied(path: string, packages: readonly LockedPackage[]): readonly LockedPackage[] {
  const isCopied = path
    .split('/')
    .slice(0, -1)
    .some((part) => folders.has(part.toLowerCase()))
  if (!isCopied || !packages.some((one) => one.isFirstParty)) return packages
  return packages.map((one) =>
    one.isFirstParty ? { ...one, isFirstParty: false, relation: 'unknown', origin: 'path' } : one,
  )
}
