/** Small made-up bulletins in the forms of distributions and of who collects them; names, ids and texts are invented. */
import type { SourceFile } from '../../source-format.ts'

const linux = 'xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux"'

/** Written as Oracle does: a bulletin, per architecture, with signatures and a variant. */
const ovalPatch = `<?xml version="1.0" encoding="UTF-8"?>
<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5">
<!-- not a <definition> -->
<definitions>
<definition id="oval:com.oracle.elsa:def:20319001" version="501" class="patch">
<metadata>
<title>
ELSA-2031-9001:  kettle security update (IMPORTANT)
</title>
<affected family="unix"><platform>Oracle Linux 8</platform></affected>
<reference source="elsa" ref_id="ELSA-2031-9001" ref_url="https://linux.oracle.example/ELSA-2031-9001.html"/>
<reference source="CVE" ref_id="CVE-2031-80001"/>
<reference source="CVE" ref_id="CVE-2031-80002"/>
<description>The lid &amp; the handle.</description>
<advisory>
<severity>IMPORTANT</severity>
<issued date="2031-03-04"/>
<cve cvss3="8.1/CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H" href="#">CVE-2031-80001</cve>
</advisory>
</metadata>
<criteria operator="AND">
<criterion test_ref="t:1" comment="Oracle Linux 8 is installed"/>
<criteria operator="OR">
<criteria operator="AND">
<criterion test_ref="t:2" comment="Oracle Linux arch is aarch64"/>
<criteria operator="AND">
<criterion test_ref="t:3" comment="kettle is earlier than 1:2.0-4.el8"/>
<criterion test_ref="t:4" comment="kettle is signed with the Oracle Linux 8 key"/>
</criteria>
</criteria>
<criteria operator="AND">
<criterion test_ref="t:5" comment="Oracle Linux arch is x86_64"/>
<criteria operator="OR">
<criterion test_ref="t:6" comment="kettle is earlier than 1:2.0-3.el8"/>
<criteria operator="AND">
<criterion test_ref="t:7" comment="kettle-lid is earlier than 1:2.0-3.live1.el8"/>
<criterion test_ref="t:8" comment="kettle-lid is ksplice-based"/>
</criteria>
<criterion test_ref="t:9" comment="kettle-doc is earlier than 1:2.0-3.el8"/>
</criteria>
</criteria>
</criteria>
</criteria>
</definition>
</definitions>
<tests>
<rpminfo_test ${linux} id="t:1" check="at least one"><object object_ref="o:1"/><state state_ref="s:1"/></rpminfo_test>
<rpminfo_test ${linux} id="t:2" check="at least one"><object object_ref="o:1"/><state state_ref="s:2"/></rpminfo_test>
<rpminfo_test ${linux} id="t:3" check="at least one"><object object_ref="o:2"/><state state_ref="s:3"/></rpminfo_test>
<rpminfo_test ${linux} id="t:4" check="at least one"><object object_ref="o:2"/><state state_ref="s:4"/></rpminfo_test>
<rpminfo_test ${linux} id="t:5" check="at least one"><object object_ref="o:1"/><state state_ref="s:5"/></rpminfo_test>
<rpminfo_test ${linux} id="t:6" check="at least one"><object object_ref="o:2"/><state state_ref="s:6"/></rpminfo_test>
<rpminfo_test ${linux} id="t:7" check="at least one"><object object_ref="o:3"/><state state_ref="s:7"/></rpminfo_test>
<rpminfo_test ${linux} id="t:8" check="at least one"><object object_ref="o:3"/><state state_ref="s:8"/></rpminfo_test>
</tests>
<objects>
<rpminfo_object ${linux} id="o:1"><name>oraclelinux-release</name></rpminfo_object>
<rpminfo_object ${linux} id="o:2"><name>kettle</name></rpminfo_object>
<rpminfo_object ${linux} id="o:3"><name>kettle-lid</name></rpminfo_object>
</objects>
<states>
<rpminfo_state ${linux} id="s:1"><version operation="pattern match">^8</version></rpminfo_state>
<rpminfo_state ${linux} id="s:2"><arch operation="pattern match">aarch64</arch></rpminfo_state>
<rpminfo_state ${linux} id="s:3"><evr datatype="evr_string" operation="less than">1:2.0-4.el8</evr></rpminfo_state>
<rpminfo_state ${linux} id="s:4"><signature_keyid operation="equals">00</signature_keyid></rpminfo_state>
<rpminfo_state ${linux} id="s:5"><arch operation="pattern match">x86_64</arch></rpminfo_state>
<rpminfo_state ${linux} id="s:6"><evr datatype="evr_string" operation="less than">1:2.0-3.el8</evr></rpminfo_state>
<rpminfo_state ${linux} id="s:7"><evr datatype="evr_string" operation="less than">1:2.0-3.live1.el8</evr></rpminfo_state>
<rpminfo_state ${linux} id="s:8"><release operation="pattern match">live</release></rpminfo_state>
</states>
</oval_definitions>
`

/** Written as SUSE and Microsoft do: a flaw, on several products, with prefixes, bounds on both sides, and "not affected". */
const ovalFlaw = `<oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:linux-def="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux">
  <definitions>
    <definition id="oval:org.opensuse.security:def:203180003" version="1" class="vulnerability">
      <metadata>
        <title>CVE-2031-80003</title>
        <affected family="unix"><platform>SUSE Linux Enterprise Server 95</platform></affected>
        <reference ref_id="Mitre CVE-2031-80003" ref_url="https://example.org/cve" source="CVE"/>
        <reference ref_id="SUSE-SU-2031:0001-1" ref_url="https://example.org/su" source="SUSE-SU"/>
        <description>Steam.</description>
        <advisory from="security@example.org">
          <issued date="2031-04-01"/>
          <updated date="2031-04-05"/>
          <severity>Moderate</severity>
        </advisory>
      </metadata>
      <criteria operator="AND">
        <criteria operator="OR">
          <criterion test_ref="t:20" comment="SUSE Linux Enterprise Server 95 is installed"/>
          <criterion test_ref="t:21" comment="SUSE Linux Enterprise Server 95 SP1 is installed"/>
        </criteria>
        <criteria operator="OR">
          <criterion test_ref="t:22" comment="kettle-1.0-2.3 is installed"/>
          <criterion test_ref="t:23" comment="kettle-lid is not affected"/>
        </criteria>
      </criteria>
    </definition>
    <definition id="oval:com.microsoft.azurelinux:def:80004" version="1" class="vulnerability">
      <metadata>
        <title>CVE-2031-80004 affecting package kettle for versions less than 2.0-3</title>
        <affected family="unix"><platform>Azure Linux</platform></affected>
        <reference ref_id="CVE-2031-80004" ref_url="https://example.org/80004" source="CVE"/>
        <patchable>true</patchable>
        <advisory_date>2031-05-01T10:00:00Z</advisory_date>
        <severity>High</severity>
        <description>Heat.</description>
      </metadata>
      <criteria operator="AND">
        <criterion comment="Package kettle is earlier than 2.0-3" test_ref="t:24"/>
        <criterion comment="Package kettle is greater than 1.9" test_ref="t:25"/>
      </criteria>
    </definition>
  </definitions>
  <tests>
    <linux-def:rpminfo_test check="at least one" id="t:22"><linux-def:object object_ref="o:20"/><linux-def:state state_ref="s:20"/></linux-def:rpminfo_test>
    <linux-def:rpminfo_test check="at least one" id="t:23"><linux-def:object object_ref="o:21"/><linux-def:state state_ref="s:21"/></linux-def:rpminfo_test>
    <linux-def:rpminfo_test check="at least one" id="t:24"><linux-def:object object_ref="o:20"/><linux-def:state state_ref="s:22"/></linux-def:rpminfo_test>
    <linux-def:rpminfo_test check="at least one" id="t:25"><linux-def:object object_ref="o:20"/><linux-def:state state_ref="s:23"/></linux-def:rpminfo_test>
  </tests>
  <objects>
    <linux-def:rpminfo_object id="o:20"><linux-def:name>kettle</linux-def:name></linux-def:rpminfo_object>
    <linux-def:rpminfo_object id="o:21"><linux-def:name>kettle-lid</linux-def:name></linux-def:rpminfo_object>
  </objects>
  <states>
    <linux-def:rpminfo_state id="s:20"><linux-def:arch operation="pattern match">(aarch64|x86_64)</linux-def:arch><linux-def:evr operation="less than">0:1.0-2.3</linux-def:evr></linux-def:rpminfo_state>
    <linux-def:rpminfo_state id="s:21"><linux-def:version operation="equals">0</linux-def:version></linux-def:rpminfo_state>
    <linux-def:rpminfo_state id="s:22"><linux-def:evr operation="less than">0:2.0-3.azl3</linux-def:evr></linux-def:rpminfo_state>
    <linux-def:rpminfo_state id="s:23"><linux-def:evr operation="greater than">0:1.9.azl3</linux-def:evr></linux-def:rpminfo_state>
  </states>
</oval_definitions>
`

const fedora = `{
  "updates": [
    {
      "alias": "FEDORA-2031-aaa0000001",
      "display_name": "",
      "title": "kettle-2.0-3.fc95 teapot-1.1-1.fc95",
      "notes": "Also see CVE-2031-80006.",
      "severity": "high",
      "type": "security",
      "status": "stable",
      "date_submitted": "2031-01-10 10:00:00",
      "date_modified": null,
      "date_stable": "2031-01-15 12:00:00",
      "url": "https://bodhi.example.org/updates/FEDORA-2031-aaa0000001",
      "release": { "name": "F95", "version": "95", "id_prefix": "FEDORA" },
      "bugs": [
        { "bug_id": 1, "security": true, "title": "CVE-2031-80005 kettle: boils over [fedora-95]" },
        { "bug_id": 2, "security": false, "title": "CVE-2031-80007 is mentioned here" }
      ],
      "builds": [
        { "nvr": "kettle-2.0-3.fc95", "type": "rpm", "epoch": 0 },
        { "nvr": "tea-pot-1.1-1.fc95", "type": "rpm", "epoch": 2 },
        { "nvr": "cup-1.0-1.fc95", "type": "rpm", "epoch": null }
      ]
    },
    {
      "alias": "FEDORA-EPEL-2031-bbb0000002",
      "display_name": "Two flaws: CVE-2031-80005, CVE-2031-80006",
      "title": "kettle-1.9-1.el95",
      "notes": "",
      "severity": "unspecified",
      "type": "security",
      "status": "unpushed",
      "date_submitted": "2031-01-11 10:00:00",
      "date_modified": "2031-01-12 10:00:00",
      "release": { "name": "EPEL-95", "version": "95", "id_prefix": "FEDORA-EPEL" },
      "bugs": [],
      "builds": [{ "nvr": "kettle-1.9-1.el95", "type": "rpm", "epoch": 0 }]
    },
    {
      "alias": "FEDORA-FLATPAK-2031-ccc0000003",
      "title": "kettle flatpak",
      "type": "security",
      "status": "stable",
      "release": { "name": "F95F", "version": "95", "id_prefix": "FEDORA-FLATPAK" },
      "builds": [{ "nvr": "kettle-flatpak-1-1", "type": "flatpak", "epoch": null }]
    }
  ]
}
`

const ubuntuTracker = `{"name":"CVE-2031-80008","priority":"medium","patches":[
{"distro":"jammy","status":"released","version":"1.2-0ubuntu0.22.04.1","package":"kettle","priority":null},
{"distro":"noble","status":"needed","version":null,"package":"kettle","priority":null},
{"distro":"mantic","status":"pending","version":"1.3-1","package":"kettle","priority":null},
{"distro":"focal","status":"not-affected","version":"1.1-1","package":"kettle","priority":null},
{"distro":"bionic","status":"needs-triage","version":null,"package":"kettle","priority":null}],
"ignored_patches":[
{"distro":"upstream","status":"released","version":"1.2","package":"kettle","priority":null},
{"distro":"devel","status":"released","version":"1.4-1","package":"kettle","priority":null},
{"distro":"esm-apps/bionic","status":"released","version":"1.0-1+esm2","package":"kettle","priority":null},
{"distro":"trusty/esm","status":"ignored","version":"end of life","package":"kettle","priority":null},
{"distro":"fips/bionic","status":"needed","version":null,"package":"kettle","priority":null},
{"distro":"xenial","status":"DNE","version":null,"package":"kettle","priority":null},
{"distro":"artful","status":"released","version":null,"package":"kettle","priority":null}],
"git_last_processed_rev":"0","references":["https://example.org/cve"],"description":"It boils."}
`

const redhatData = `{
  "name": "CVE-2031-80009",
  "threat_severity": "Moderate",
  "public_date": "2031-03-16T00:00:00Z",
  "bugzilla": { "description": "kettle: boils over", "id": "1", "url": "https://example.org/bug" },
  "cvss3": { "cvss3_base_score": "6.8", "cvss3_scoring_vector": "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:C/C:N/I:H/A:N", "status": "verified" },
  "cwe": "(CWE-444|CWE-20)",
  "details": ["Upstream says.", "Red Hat says."],
  "affected_release": [
    { "product_name": "Red Hat Enterprise Linux 95", "advisory": "RHSA-2031:0402", "cpe": "cpe:/o:redhat:enterprise_linux:95", "package": "kettle-32:9.11.4-26.P2.el95_9.13" },
    { "product_name": "Red Hat Enterprise Linux 95", "advisory": "RHSA-2031:0403", "cpe": "cpe:/a:redhat:enterprise_linux:95", "package": "teapot:18-8060020230306170042.ad008a3a" },
    { "product_name": "OpenShift", "advisory": "RHSA-2031:0404", "cpe": "cpe:/a:redhat:openshift:4.95::el9", "package": "openshift4/ose-kettle:v4.95.0-1" },
    { "product_name": "No package", "advisory": "RHSA-2031:0405", "cpe": "cpe:/a:redhat:rhel_eus:95.6" }
  ],
  "package_state": [
    { "product_name": "Red Hat Enterprise Linux 94", "fix_state": "Will not fix", "package_name": "kettle", "cpe": "cpe:/o:redhat:enterprise_linux:94" },
    { "product_name": "Red Hat Enterprise Linux 93", "fix_state": "Out of support scope", "package_name": "kettle", "cpe": "cpe:/o:redhat:enterprise_linux:93" },
    { "product_name": "Red Hat Enterprise Linux 92", "fix_state": "Not affected", "package_name": "kettle", "cpe": "cpe:/o:redhat:enterprise_linux:92" },
    { "product_name": "Red Hat Enterprise Linux 95", "fix_state": "Affected", "package_name": "teapot:20/teapot", "cpe": "cpe:/o:redhat:enterprise_linux:95" }
  ],
  "references": ["https://example.org/a\\nhttps://example.org/b"]
}
`

const redhatPage = `[
  {
    "CVE": "CVE-2031-80010",
    "severity": "low",
    "public_date": "2031-05-30T19:21:14Z",
    "advisories": ["RHSA-2031:0406"],
    "bugzilla": "2",
    "bugzilla_description": "cup: leaks",
    "CWE": "CWE-327",
    "affected_packages": ["cup-0:1.0-1.el95"],
    "package_state": null,
    "resource_url": "https://example.org/cve/CVE-2031-80010.json",
    "cvss3_scoring_vector": null
  }
]
`

const openrewrite = `CVE-2031-80011,2031-04-30T18:14:15Z,"Kettle, hot",org.example:kettle,0,,MODERATE,CWE-200
GHSA-2222-3333-4444,2031-04-30T18:15:08Z,"Cup ""leaks""",org.example:cup,1.0,1.2,HIGH,CWE-79;CWE-80
CVE-2031-80011,2031-04-30T18:14:15Z,"Kettle, hot",org.example:teapot,2.0.0,2.4.1,MODERATE,CWE-200
`

const anchoreList = `[
 { "Vulnerability": { "Description": "", "FixedIn": [
     { "Name": "kettle", "NamespaceName": "debian:95", "Version": "1.2-3+deb95u1", "VersionFormat": "dpkg" },
     { "Name": "teapot", "NamespaceName": "debian:95", "Version": "None", "VersionFormat": "dpkg" },
     { "Name": "cup", "NamespaceName": "debian:95", "Version": "0", "VersionFormat": "dpkg" },
     { "Name": "lid", "NamespaceName": "debian:95", "Version": "1.0", "VersionFormat": "dpkg", "Module": "x:1" } ],
   "Link": "https://example.org/CVE-2031-80012", "Metadata": { "NVD": { "CVSSv2": { "Score": 6.4, "Vectors": "AV:L/AC:M/Au:N/C:P/I:N" } } },
   "Name": "CVE-2031-80012", "NamespaceName": "debian:95", "Severity": "Negligible" } },
 { "Vulnerability": { "FixedIn": [ { "Name": "kettle", "Version": "1.0", "VersionFormat": "rpm" } ],
   "Name": "CVE-2031-80012", "NamespaceName": "moon:1", "Severity": "Low" } }
]
`

const amazonNotices = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0">
<channel>
    <title>Amazon Linux 95 Security Bulletins</title>
    <item>
        <title>ALAS-2031-001 (medium): kettle, cup</title>
        <description>
            CVE-2031-80013, CVE-2031-80014
        </description>
        <pubDate>Tue, 26 Oct 2021 02:25:00 GMT</pubDate>
        <lastBuildDate>Wed, 27 Oct 2021 00:24:00 GMT</lastBuildDate>
        <link>https://alas.example.org/AL95/ALAS-2031-001.html</link>
    </item>
    <item>
        <title>ALAS-2031-001 (low): teapot</title>
        <description>CVE-2031-80015</description>
        <pubDate>soon</pubDate>
        <link>https://alas.example.org/ALAS-2031-001.html</link>
    </item>
</channel>
</rss>
`

const photonNotice = `

# Critical Photon OS Security Update

## Summary

Advisory Id     : PHSA-2031-9.0-0500

Type            : Security

Severity        : ['Critical', 'Low']

Issue date      : 2031-10-11

Affected Release: 9.0

## Details

Updates of ['kettle'] packages of Photon OS have been released.
## Affected Packages

### Critical

kettle - ['[CVE-2031-80016](https://example.org/CVE-2031-80016)']

### Low

kettle-lid - ['[CVE-2031-80016](https://example.org/CVE-2031-80016)']
`

export const bulletinSamples: readonly (readonly [format: string, file: SourceFile])[] = [
  ['oval', { path: 'oval/patch', text: ovalPatch }],
  ['oval', { path: 'oval/flaw.xml', text: ovalFlaw }],
  ['fedora', { path: 'fedora/updates.json', text: fedora }],
  ['ubuntu-tracker', { path: 'ubuntu/CVE-2031-80008', text: ubuntuTracker }],
  ['redhat-data', { path: 'hydra/cve-2031-80009.json', text: redhatData }],
  ['redhat-data', { path: 'hydra/1.json', text: redhatPage }],
  ['openrewrite', { path: 'rewrite/advisories-maven.csv', text: openrewrite }],
  ['anchore-list', { path: 'anchore/vulnerabilities-debian:95-0.json', text: anchoreList }],
  ['amazon-notices', { path: 'amazon/alas.rss', text: amazonNotices }],
  ['photon-notices', { path: 'photon.wiki/Security-Update-9.0-500.md', text: photonNotice }],
]
