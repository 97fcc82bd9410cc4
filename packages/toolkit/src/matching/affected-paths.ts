/** Import paths and symbols that the records of a group name: read from the stored records, and only once something hit. */
import { type AdvisoryStore, packageKeyOf, readAgain } from '../advisories/index.ts'
import { compareCodeUnits } from '../base/index.ts'
import type { AdvisoryClaim } from '../model/index.ts'

/** Ecosystems whose records name paths; of others no record is read again. */
const ecosystems: ReadonlySet<string> = new Set(['Go', 'crates.io'])

/** Sorted, each once: `golang.org/x/net/html` for a package, with `#Parse` for a symbol in it. Undefined where they name none. */
export function affectedPathsOf(
  store: Pick<AdvisoryStore, 'recordsOf'>,
  claims: readonly AdvisoryClaim[],
): readonly string[] | undefined {
  const paths = claims.filter(({ ecosystem }) => ecosystems.has(ecosystem)).flatMap(pathsOf(store))
  return paths.length === 0 ? undefined : [...new Set(paths)].sort(compareCodeUnits)
}

function pathsOf(store: Pick<AdvisoryStore, 'recordsOf'>): (claim: AdvisoryClaim) => readonly string[] {
  return ({ record, source, digest, ecosystem, name }) => {
    const stored = store
      .recordsOf(record)
      .find((one) => one.id === record && one.source === source && one.digest === digest)
    const own = packageKeyOf(ecosystem, name)
    const read = stored === undefined ? undefined : readAgain(stored)?.facts().paths
    return (read ?? [])
      .filter((one) => packageKeyOf(one.ecosystem, one.name) === own)
      .flatMap((one) => one.paths)
  }
}
