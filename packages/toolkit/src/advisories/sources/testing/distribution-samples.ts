/** Small made-up files in the forms that distributions publish; names, ids and texts are invented. */
import type { SourceFile } from '../../source-format.ts'

const debianTracker = `{
  "copper-pot": {
    "CVE-2031-70001": {
      "scope": "remote",
      "description": "The handle \\"{gets\\" hot.",
      "releases": {
        "bookworm": { "status": "resolved", "repositories": { "bookworm": "1.2-3" }, "fixed_version": "1.2-3+deb12u1", "urgency": "high**" },
        "trixie": { "status": "resolved", "repositories": { "trixie": "1.4-1" }, "fixed_version": "0", "urgency": "unimportant" },
        "sid": { "status": "open", "repositories": { "sid": "1.4-1" }, "urgency": "not yet assigned" }
      }
    },
    "TEMP-0000000-ABCDEF": {
      "releases": {
        "bullseye": { "status": "undetermined", "urgency": "end-of-life", "nodsa": "Minor issue", "nodsa_reason": "postponed" }
      }
    }
  },
  "tin-pot": {
    "CVE-2031-70001": {
      "releases": { "bookworm": { "status": "open", "nodsa": "Too hot", "nodsa_reason": "", "urgency": "low" } }
    },
    "CVE-2031-70002": { "releases": [] }
  }
}
`

const alpine = `apkurl: '{{urlprefix}}/{{distroversion}}/{{reponame}}/{{arch}}/{{pkg.name}}-{{pkg.ver}}.apk'
archs:
- x86_64
reponame: main
urlprefix: https://mirror.alpinelinux.example/alpine
distroversion: v3.20
packages:
- pkg:
    name: copper-pot
    secfixes:
      '0':
      - CVE-2031-70003
      1.10-r0:
      - CVE-2031-70001 POT-236
      - CVE-2031-70004 (+ CVE-2031-70005)
      1.2:
      - GHSA-2222-3333-5555
- pkg:
    name: tin-pot
    secfixes:
      2.0-r1:
      - CVE-2031-70001 GHSA-2222-3333-6666
      - regression in the lid
`

const wolfi = `{
  "apkurl": "{{urlprefix}}/{{reponame}}/{{arch}}/{{pkg.name}}-{{pkg.ver}}.apk",
  "archs": ["x86_64"],
  "reponame": "os",
  "urlprefix": "https://packages.wolfi.example",
  "packages": [
    { "pkg": { "name": "copper-pot", "secfixes": { "1.4-r2": ["CVE-2031-70001"], "0": ["CVE-2031-70002"] } } }
  ]
}
`

const echo = `{
  "copper-pot": {
    "CVE-2031-70001": { "fixed_version": "1.2.1" },
    "CVE-2031-70002": {},
    "CVE-2031-70003": { "fixed_version": "0" }
  }
}
`

const csaf = `{
  "document": {
    "category": "csaf_security_advisory", "csaf_version": "2.0", "title": "Copper pots",
    "distribution": { "tlp": { "label": "WHITE" } },
    "publisher": { "category": "vendor", "name": "Pots", "namespace": "https://pots.example" },
    "tracking": { "id": "POT-2031-1", "status": "final", "version": "1", "initial_release_date": "2031-01-01T00:00:00Z",
      "current_release_date": "2031-01-02T00:00:00Z" }
  },
  "product_tree": { "branches": [ { "category": "vendor", "name": "Pots", "branches": [
    { "category": "product_version_range", "name": "vers:npm/<1.2.3",
      "product": { "name": "pot", "product_id": "P1", "product_identification_helper": { "purl": "pkg:npm/pot" } } } ] } ] },
  "vulnerabilities": [ { "cve": "CVE-2031-70001", "product_status": { "known_affected": ["P1"] },
    "scores": [ { "products": ["P1"], "cvss_v3": { "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" } } ] } ]
}
`

const debianList = `[01 Aug 2031] DSA-141 copper-pot - the handle gets hot
\t{CVE-2031-70001}
\t[woody] - copper-pot 1.5-7woody2
[16 Dec 2031] DSA-2819-1 tin-pot - several
\t{CVE-2031-70001 CVE-2031-70002}
\t[bookworm] - tin-pot 2.0-1
\t[trixie] - tin-pot <not-affected>
\t[sid] - tin-pot <unfixed>
\t[bullseye] - tin-pot <end-of-life>
\tNOTE: mind the lid
`

const photon = `[
  { "cve_id": "CVE-2031-70001", "pkg": "copper-pot", "cve_score": 7.8, "aff_ver": "all versions before 1.2-3.ph4 are vulnerable", "res_ver": "1.2-3.ph4", "status": "Fixed" },
  { "cve_id": "CVE-2031-70001", "pkg": "tin-pot", "cve_score": 7.8, "aff_ver": "", "res_ver": "NA", "status": "Not Affected" },
  { "cve_id": "CVE-2031-70002", "pkg": "tin-pot", "cve_score": 5, "aff_ver": "all versions", "res_ver": "NA", "status": "Unfixed" }
]
`

const arch = `[
  { "name": "AVG-7001", "packages": ["copper-pot", "lib32-copper-pot"], "affected": "1.2-1", "fixed": "1.2-2", "severity": "High",
    "status": "Fixed", "type": "burns", "issues": ["CVE-2031-70001"], "advisories": ["ASA-203101-1"] },
  { "name": "AVG-7002", "packages": ["tin-pot"], "affected": "3-1", "fixed": null, "severity": "Unknown", "status": "Vulnerable",
    "type": "dents", "issues": ["CVE-2031-70001", "CVE-2031-70002"], "advisories": [] },
  { "name": "AVG-7003", "packages": ["tin-pot"], "affected": "3-1", "fixed": null, "severity": "Low", "status": "Unknown",
    "type": "dust", "issues": [], "advisories": [] },
  { "name": "AVG-7004", "packages": ["lid"], "affected": "3-1", "fixed": null, "severity": "Low", "status": "Not affected",
    "type": "dust", "issues": [], "advisories": [] }
]
`

/** Id of the format, and a file of it. */
export const distributionSamples: readonly (readonly [format: string, file: SourceFile])[] = [
  ['debian-tracker', { path: 'debian/tracker.json', text: debianTracker }],
  ['csaf', { path: 'csaf/2031/pot-2031-1.json', text: csaf }],
  ['secdb', { path: 'v3.20/main.yaml', text: alpine }],
  ['secdb', { path: 'wolfi/security.json', text: wolfi }],
  ['arch', { path: 'arch/all.json', text: arch }],
  ['debian-advisories', { path: 'debian/DSA', text: debianList }],
  ['photon', { path: 'photon/cve_data_photon4.0.json', text: photon }],
  ['echo', { path: 'echo/data.json', text: echo }],
]
