/** What the lock files of a tree say of packages. */
import type { Inventory } from '../../model/index.ts'
import type { PackageFacts } from './model.ts'

/** Only what is pinned: of a package without a version nothing can be said of one version. */
export function factsOfInventory({ components }: Inventory): readonly PackageFacts[] {
  return components
    .filter(({ isVersionResolved }) => isVersionResolved)
    .map(({ purl, hashes, licenses, dependsOn, evidence }) => {
      const [place] = evidence
      return {
        purl,
        source: place === undefined ? 'lock files' : `file ${place.path}:${place.line}`,
        hashes,
        licenses: licenses.filter((text) => text !== ''),
        dependsOn,
        references: [],
      }
    })
}
