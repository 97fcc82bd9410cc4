/** The distribution has put the fix into an older version: its own feed for this very release says so. */
import { type Finding, splitPurl } from '../../model/index.ts'
import { compareVersions, schemeOfPurlType } from '../../versions/index.ts'
import { quoted } from './draft.ts'
import { isSameRelease } from './releases.ts'
import type { Confidence, Draft, DistributionClaim, DistributionFacts, Proposer } from './model.ts'

const types: ReadonlySet<string> = new Set(['deb', 'apk', 'rpm'])

export const distributionBackport: Proposer = {
  kind: 'distribution-backport',
  propose(finding, { distribution }) {
    const { type, namespace, name } = splitPurl(finding.purl)
    const scheme = types.has(type) ? schemeOfPurlType(type)?.id : undefined
    if (distribution === undefined || scheme === undefined || finding.isMalicious) return undefined
    if (namespace === undefined || !isOfDistribution(namespace, distribution.name)) return undefined
    const ids = new Set([...finding.aliases, ...finding.records, finding.group])
    const about = distribution.claims.filter(
      (claim) =>
        claim.names.some((id) => ids.has(id)) &&
        isOfDistribution(claim.distribution, distribution.name) &&
        isSameRelease(distribution.name, claim.release, distribution.release) &&
        (claim.package === distribution.package || claim.package === name),
    )
    const fixes = about.filter(({ status }) => isFixed(status))
    if (fixes.length === 0 || about.some(({ status }) => !isFixed(status))) return undefined
    if (!fixes.every((claim) => isReached(claim, distribution, scheme))) return undefined
    return draft(finding, fixes, distribution)
  },
}

function isFixed(status: string): boolean {
  return status === 'fixed' || status === 'resolved' || status === 'released'
}

/** Red Hat's data are not those of its rebuilds, and Debian's are not Ubuntu's: names must be the same. */
function isOfDistribution(a: string, b: string): boolean {
  return distributionName(a) === distributionName(b)
}

function distributionName(text: string): string {
  const name = text.toLowerCase()
  return sameNames.get(name) ?? name
}

const sameNames: ReadonlyMap<string, string> = new Map([
  ['redhat', 'rhel'],
  ['rocky-linux', 'rocky'],
  ['rockylinux', 'rocky'],
  ['alma', 'almalinux'],
  ['amzn', 'amazon'],
  ['oracle', 'ol'],
  ['oraclelinux', 'ol'],
])

/** The installed version holds the fix for certain: not older, of the same line of builds, with comparable epochs. */
function isReached({ fixed }: DistributionClaim, { version }: DistributionFacts, scheme: string): boolean {
  if (fixed === undefined || /^(?:0+:)?0*$/.test(fixed)) return false
  if (epochOf(version) !== epochOf(fixed)) return false
  if (buildLine(version) !== buildLine(fixed)) return false
  const order = compareVersions(scheme, version, fixed)
  return order.ok && order.value >= 0
}

function epochOf(version: string): number {
  const epoch = /^(\d+):/.exec(version)?.[1]
  return epoch === undefined ? 0 : Number(epoch)
}

/** What the version says of the line that it was built for: major release and module of an RPM, paid line of Ubuntu. */
function buildLine(version: string): string {
  const release = /\.(el|fc|amzn|oe|mga|cm|azl)(\d+)/.exec(version)
  const module = /\.module(?:_|\+)/.test(version)
    ? `module ${/^(?:\d+:)?(\d+\.\d+|\d+)/.exec(version)?.[1] ?? ''}`
    : ''
  const isPaid = /[+~]esm\d/i.test(version) ? 'esm' : ''
  return [release === null ? '' : `${release[1]}${release[2]}`, module, isPaid].join(' ')
}

/** Rebuilt by somebody else: whether they kept the patches is not known. */
const foreign =
  /[+~.](?:ppa|rpt|sury|local|custom|mint|zabbix|pgdg|bpo|nodesource|sb|kali|pve|dotdeb|deb\.sury)/i

function draft(
  finding: Finding,
  fixes: readonly DistributionClaim[],
  { name, release, version, package: source }: DistributionFacts,
): Draft {
  const isForeign = foreign.test(version)
  const confidence: Confidence = isForeign ? 'medium' : 'high'
  const [first] = fixes
  const fixed = quoted(first?.fixed ?? '')
  return {
    verdict: { status: 'fixed', responses: [] },
    confidence,
    message: `${quoted(name)} ${quoted(release)} has the fix of ${quoted(finding.group)} in ${quoted(source)} ${fixed}, and ${quoted(version)} is installed.`,
    evidence: [
      ...fixes.map(({ source: feed, record, fixed: since }) => ({
        text: `${quoted(feed)}, ${quoted(record)}: fixed in ${quoted(since ?? '')}`,
      })),
      { text: `installed: ${quoted(version)}` },
      ...(isForeign
        ? [
            {
              text: 'unknown: whether the builder of this version, who is not the distribution, kept the fix',
            },
          ]
        : []),
    ],
  }
}
