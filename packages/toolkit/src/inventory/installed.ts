/** Installed packages are stated one file each: an edge goes to the package that lies where the dependent looks. */
import { corePurl, type LockedPackage, type Purl } from '../model/index.ts'

/** `FOLDER PURL-WITHOUT-VERSION`. */
export type Lying = ReadonlyMap<string, Purl>

export function findInstalled(packages: readonly LockedPackage[]): Lying {
  const lying = new Map<string, Purl>()
  for (const { purl, installed } of packages) {
    if (installed !== undefined) lying.set(keyOf(installed.in, corePurl(purl)), purl)
  }
  return lying
}

/** What it requires, as far as it lies within reach; the nearest wins, as it does when the program runs. */
export function installedTargets(
  { purl, installed, requires = [] }: LockedPackage,
  lying: Lying,
): readonly Purl[] {
  if (installed === undefined) return []
  return requires.flatMap(({ target }) => {
    const folder = installed.looksIn.find((one) => lying.has(keyOf(one, target)))
    const found = folder === undefined ? undefined : lying.get(keyOf(folder, target))
    return found === undefined || found === purl ? [] : [found]
  })
}

/** One spelling for all spellings of a name of Python (PEP 503). */
function keyOf(folder: string, core: Purl): string {
  return `${folder} ${core.startsWith('pkg:pypi/') ? core.replace(/[-_.]+/g, '-') : core}`
}
