/** What a group of records is called: the ecosystem's own id, else GHSA, else CVE, else first by code unit (design 10.2). */
import { compareCodeUnits } from '../../base/index.ts'
import { type Joinable, joiningIds } from './join-aliases.ts'
import type { JoinGuards } from './policy.ts'

/** Ids that the ecosystem's own database gives, by purl type. */
const ownPrefixes: Readonly<Record<string, readonly string[]>> = {
  golang: ['GO-'],
  cargo: ['RUSTSEC-'],
  pypi: ['PYSEC-'],
  hackage: ['HSEC-'],
  julia: ['JLSEC-'],
  cran: ['RSEC-'],
  bitnami: ['BIT-'],
  composer: ['DRUPAL-'],
  rpm: ['ALSA-', 'RLSA-', 'RHSA-', 'SUSE-'],
  deb: ['DSA-', 'DLA-', 'DEBIAN-CVE-', 'USN-', 'UBUNTU-CVE-'],
  apk: ['ALPINE-CVE-', 'CGA-'],
}

export interface GroupName {
  readonly id: string
  /** Of the one flaw; sorted, each once; its own id included. */
  readonly ids: readonly string[]
}

/** The ids of a roundup are those of other flaws: it is called by its own. `purlTypes`: of the packages that the records speak of. */
export function nameGroup(
  members: readonly Pick<Joinable, 'id' | 'aliases'>[],
  purlTypes: readonly string[],
  guards: JoinGuards,
): GroupName {
  const ids = [...new Set(members.flatMap((one) => joiningIds(one, guards)))].sort(compareCodeUnits)
  const prefixes = ['MAL-', ...purlTypes.flatMap((type) => ownPrefixes[type] ?? []), 'GHSA-', 'CVE-']
  const preferred = prefixes
    .map((prefix) => ids.find((id) => id.startsWith(prefix)))
    .find((id) => id !== undefined)
  return { id: preferred ?? ids[0] ?? '', ids }
}
