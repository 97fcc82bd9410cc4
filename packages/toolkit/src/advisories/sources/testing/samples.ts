/** Small made-up files in the published forms; names, ids and texts are invented. */
import type { SourceFile } from '../../source-format.ts'
import { bulletinSamples } from './bulletin-samples.ts'
import { distributionSamples } from './distribution-samples.ts'
import { vulnerabilitySamples } from './vulnerability-samples.ts'

const rubysec = `---
gem: brass_kettle
framework: rails
platform: jruby
cve: 2031-10001
osvdb: 99901
ghsa: aaaa-bbbb-cccc
url: https://example.org/kettle
title: "Steam escapes: it scalds"
date: 2031-04-02
description: |
  The lid is open.

  Every time.
cvss_v2: 5.0
cvss_v3: 7.10
unaffected_versions:
  - "< 1.10"
patched_versions:
  - "~> 1.10.4"
  - ">= 2.0.0.rc1, < 2.1"
  - '>= 3.1'
related:
  cve:
    - 2031-10002
  url:
    - https://example.org/kettle
    - https://example.org/steam
`

const friendsofphp = `title:     Spoon bends
link:      https://example.org/spoon
cve:       ~
branches:
    1.x:
        time:     2031-05-02 7:08:09
        versions: ['>=1.0.0', '<1.10']
    master:
        time:     2031-05-01 23:30:00 +0200
        versions: ['>=2.0.0-beta1', '<2.3.2-p2']
reference: composer://acme/spoon
`

const gitlab = `---
identifier: "CVE-2031-20001"
identifiers:
- "GHSA-dddd-eeee-ffff"
- "CVE-2031-20001"
package_slug: "maven/org.example/teapot"
title: "Handle comes off"
description: "Do not lift it."
date: "2031-06-02"
pubdate: "2031-06-01"
affected_range: "[1.0,1.10),[2.0,2.2]"
fixed_versions:
- "1.10"
affected_versions: "All versions before 1.10"
not_impacted: "none"
solution: "Upgrade."
urls:
- "https://example.org/tea"
cvss_v2: "AV:N/AC:M/Au:N/C:P/I:P/A:P"
cvss_v3: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
cwe_ids:
- "CWE-94"
uuid: "00000000-0000-4000-8000-000000000000"
`

const npmAdvisory = `{
  "id": 7001,
  "created_at": "2031-01-01",
  "updated_at": "2031-01-03",
  "publish_date": "2031-01-02",
  "title": "Clock stops",
  "author": { "name": null },
  "module_name": "@acme/clock",
  "cves": ["CVE-2031-30001"],
  "vulnerable_versions": ">= 0.2.0 <= 0.9.6 || ~0.8.0-pre",
  "patched_versions": ">=1.0.1 || 0.9.7-rc.1",
  "overview": "It does.",
  "references": ["https://example.org/clock"],
  "cvss_vector": "CVSS:3.0/AV:N/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L",
  "cvss_score": 2
}
`

const coreAdvisory = `{
  "cve": ["CVE-2031-30002", "CVE-2031-30003"],
  "vulnerable": "90.x || 92.x",
  "patched": "^90.1.2 || ^92.0.1",
  "ref": "https://example.org/node",
  "overview": "A parser reads too far.",
  "affectedEnvironments": ["all"],
  "severity": "medium"
}
`

const dependency = `{
  "cve": ["CVE-2031-30004"],
  "description": "A library overflows.",
  "overview": "Node.js does not use that part.",
  "ref": "https://example.org/dep",
  "reason": "vulnerable_code_not_present"
}
`

const retirejs = `{
  "sundial": {
    "npmname": "sundial-js",
    "bowername": ["Sundial"],
    "vulnerabilities": [
      { "below": "1.4.0", "atOrAbove": "1.0", "severity": "medium", "cwe": ["CWE-79"], "info": ["https://example.org/a"],
        "identifiers": { "summary": "shadow", "CVE": ["CVE-2031-40002", "CVE-2031-40001"], "githubID": "GHSA-gggg-hhhh-jjjj" } },
      { "below": "3.0.0", "atOrAbove": "2.0.0", "excludes": ["2.1.0-fixed"], "severity": "high", "info": ["https://example.org/b"],
        "identifiers": { "CVE": ["CVE-2031-40001", "CVE-2031-40002"] } },
      { "below": "2.5", "severity": "low", "info": ["https://example.org/c"], "identifiers": { "summary": "night", "retid": "901" } }
    ],
    "extractors": { "func": ["sundial.v"] }
  },
  "astrolabe": {
    "vulnerabilities": [
      { "below": "9", "severity": "low", "info": ["https://example.org/d"], "identifiers": { "summary": "stars" } }
    ],
    "extractors": {}
  },
  "nothing": { "vulnerabilities": [], "extractors": {} }
}
`

const retirejsNpm = `{
  "sundial-js": {
    "vulnerabilities": [{ "atOrAbove": "1.0.0", "below": "1.0.2", "info": ["https://example.org/e"] }]
  }
}
`

const ghsa = `{
  "schema_version": "1.4.0",
  "id": "GHSA-2222-3333-4444",
  "modified": "2031-07-02T00:00:00Z",
  "published": "2031-07-01T00:00:00Z",
  "aliases": ["CVE-2031-50001"],
  "summary": "Compass points south",
  "affected": [
    { "package": { "ecosystem": "npm", "name": "compass-x" },
      "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "0" }] }],
      "database_specific": { "last_known_affected_version_range": "<= 1.10.0" } },
    { "package": { "ecosystem": "npm", "name": "compass-y" },
      "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "1.0.0" }, { "fixed": "1.2.0" }] }],
      "database_specific": { "last_known_affected_version_range": "< 1.1.0" } },
    { "package": { "ecosystem": "npm", "name": "compass-z" },
      "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "2.0.0" }] }],
      "database_specific": { "last_known_affected_version_range": "< 3.0.0" } }
  ],
  "database_specific": { "cwe_ids": ["CWE-20"], "severity": "HIGH", "github_reviewed": true }
}
`

const ghsaUnreviewed = `{
  "schema_version": "1.4.0",
  "id": "GHSA-5555-6666-7777",
  "modified": "2031-07-02T00:00:00Z",
  "aliases": ["CVE-2031-50002"],
  "details": "Something somewhere.",
  "severity": [],
  "affected": [],
  "database_specific": { "severity": "LOW", "github_reviewed": false, "github_reviewed_at": null }
}
`

const rustsec = `\`\`\`toml
[advisory]
id = "RUSTSEC-2031-0001"
package = "acme_lamp"
date = "2031-08-01"
url = "https://example.org/lamp"
references = ["https://example.org/lamp", "https://example.org/wick"]
cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
aliases = ["CVE-2031-60001"]
related = ["CVE-2031-60002"]
informational = "unsound"

[versions]
patched = ["1.10.2", ">= 2.0.0-rc.1,<3"]
unaffected = ["< 1.2"]
\`\`\`

# Lamp goes out

At night.

\`\`\`toml
not = "the head"
\`\`\`
`

const goVulndb = `id: GO-2031-0001
modules:
    - module: std
      versions:
        - fixed: 1.22.10
        - introduced: 1.23.0-0
        - fixed: 1.23.5
      vulnerable_at: 1.23.1
      packages:
        - package: net/lamp
    - module: example.org/Acme/lamp
      non_go_versions:
        - introduced: 2.0.0-alpha.1
summary: Lamp goes out in net/lamp
description: |-
    At night.
cves:
    - CVE-2031-60003
ghsas:
    - GHSA-8888-9999-2222
references:
    - fix: https://example.org/cl/1
    - web: https://example.org/post
cve_metadata:
    id: CVE-2031-60004
    cwe: 'CWE-201: Insertion of Sensitive Information Into Sent Data'
review_status: REVIEWED
`

/** Id of the format, and a file of it. */
export const samples: readonly (readonly [format: string, file: SourceFile])[] = [
  ['rustsec', { path: 'crates/acme_lamp/RUSTSEC-2031-0001.md', text: rustsec }],
  ['go-vulndb', { path: 'data/reports/GO-2031-0001.yaml', text: goVulndb }],
  ...bulletinSamples,
  ...distributionSamples,
  ...vulnerabilitySamples,
  ['rubysec', { path: 'db/gems/brass_kettle/CVE-2031-10001.yml', text: rubysec }],
  ['friendsofphp', { path: 'db/acme/spoon/2031-05-01-1.yaml', text: friendsofphp }],
  ['gitlab', { path: 'maven/org.example/teapot/CVE-2031-20001.yml', text: gitlab }],
  ['npm-security-wg', { path: 'vuln/npm/7001.json', text: npmAdvisory }],
  ['npm-security-wg', { path: 'vuln/core/41.json', text: coreAdvisory }],
  ['npm-security-wg', { path: 'vuln/deps/7.json', text: dependency }],
  ['retirejs', { path: 'repository/jsrepository.json', text: retirejs }],
  ['retirejs', { path: 'repository/npmrepository.json', text: retirejsNpm }],
  [
    'ghsa',
    { path: 'advisories/github-reviewed/2031/07/GHSA-2222-3333-4444/GHSA-2222-3333-4444.json', text: ghsa },
  ],
  [
    'ghsa',
    {
      path: 'advisories/unreviewed/2031/07/GHSA-5555-6666-7777/GHSA-5555-6666-7777.json',
      text: ghsaUnreviewed,
    },
  ],
]
