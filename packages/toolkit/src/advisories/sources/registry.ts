/** The one list of source formats. A new one is a file beside this and a line here. */
import type { Sample, SourceFormat } from '../source-format.ts'
import { aboutcodeA } from './aboutcode-a.ts'
import { aboutcodeB } from './aboutcode-b.ts'
import { amazonNotices } from './amazon-notices.ts'
import { anchoreList } from './anchore-list.ts'
import { arch } from './arch.ts'
import { csaf } from './csaf.ts'
import { debianAdvisories } from './debian-advisories.ts'
import { debianTracker } from './debian-tracker.ts'
import { echo } from './echo.ts'
import { cve5 } from './cve5.ts'
import { epss } from './epss.ts'
import { euvd } from './euvd.ts'
import { fedora } from './fedora.ts'
import { friendsofphp } from './friendsofphp.ts'
import { ghsa } from './ghsa.ts'
import { gitlab } from './gitlab.ts'
import { goVulndb } from './go-vulndb.ts'
import { kev } from './kev.ts'
import { npmSecurityWg } from './npm-security-wg.ts'
import { nvd } from './nvd.ts'
import { openrewrite } from './openrewrite.ts'
import { osv } from './osv.ts'
import { oval } from './oval.ts'
import { review } from './review.ts'
import { photonNotices } from './photon-notices.ts'
import { photon } from './photon.ts'
import { redhatData } from './redhat-data.ts'
import { retirejs } from './retirejs.ts'
import { rubysec } from './rubysec.ts'
import { rustsec } from './rustsec.ts'
import { secdb } from './secdb.ts'
import { ubuntuTracker } from './ubuntu-tracker.ts'
import { vulnerablecode } from './vulnerablecode.ts'

/** Asked in this order; OSV last, because others carry its words. */
const formats: readonly SourceFormat[] = [
  aboutcodeA,
  aboutcodeB,
  cve5,
  amazonNotices,
  anchoreList,
  arch,
  csaf,
  debianAdvisories,
  debianTracker,
  echo,
  epss,
  euvd,
  fedora,
  friendsofphp,
  ghsa,
  gitlab,
  goVulndb,
  kev,
  npmSecurityWg,
  nvd,
  openrewrite,
  oval,
  photon,
  photonNotices,
  redhatData,
  retirejs,
  rubysec,
  rustsec,
  secdb,
  ubuntuTracker,
  vulnerablecode,
  review,
  osv,
]

const byId: ReadonlyMap<string, SourceFormat> = new Map(formats.map((format) => [format.id, format]))

export function listFormats(): readonly SourceFormat[] {
  return formats
}

export function findFormat(id: string): SourceFormat | undefined {
  return byId.get(id)
}

/** Undefined where no format knows the file. */
export function recogniseFormat(sample: Sample): SourceFormat | undefined {
  return formats.find((format) => format.recognises(sample))
}
