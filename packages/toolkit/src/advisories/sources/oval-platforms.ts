/** Table of data: the platforms of OVAL files, and the ecosystem that each stands for. */

type Rule = readonly [pattern: RegExp, ecosystem: (release: string, evr: string) => string]

/** Releases of Azure Linux stand in no platform, but in the tag of each version: `-1.cm2`, `-1.azl3`. */
function toAzure(_release: string, evr: string): string {
  const [, tag] = /\.(?:cm|azl)(\d{1,3})$/.exec(evr) ?? []
  return tag === undefined ? 'Azure Linux' : `Azure Linux:${tag}`
}

const rules: readonly Rule[] = [
  [/^(?:CBL-Mariner|Azure Linux)/, toAzure],
  [/^Oracle Linux (\d{1,3})$/, (release) => `Oracle Linux:${release}`],
  [/^Amazon Linux (\d{1,4})$/, (release) => `Amazon Linux:${release}`],
  [/^AlmaLinux (\d{1,3})$/, (release) => `AlmaLinux:${release}`],
  [/^Rocky Linux (\d{1,3})$/, (release) => `Rocky Linux:${release}`],
  [/^Red Hat Enterprise Linux (\d{1,3})$/, (release) => `Red Hat:enterprise_linux:${release}`],
  // As OSV names them: `SUSE:Linux Enterprise Server 15 SP1-LTSS`, `openSUSE:Leap 15.3`.
  [/^SUSE (.{1,200})$/, (product) => `SUSE:${product}`],
  [/^openSUSE (.{1,200})$/, (product) => `openSUSE:${product}`],
]

/** Undefined for a platform that nobody here knows. `evr`: a version of a package on it. */
export function ecosystemOfPlatform(platform: string, evr: string): string | undefined {
  for (const [pattern, toEcosystem] of rules) {
    const found = pattern.exec(platform)
    if (found !== null) return toEcosystem(found[1] ?? '', evr)
  }
  return undefined
}
