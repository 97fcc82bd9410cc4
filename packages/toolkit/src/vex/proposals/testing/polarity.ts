/** For each kind one known good and one known bad finding: alike but for the fact that decides (needs 4.2, "Polarity"). */
import type { Finding } from '../../../model/index.ts'
import { memorySources } from '../../../reachability/index.ts'
import { applyVex, type TrustedDocument } from '../../apply/apply-vex.ts'
import { documentOf, productOf, sceneOf, statementOf } from '../../apply/testing/scenes.ts'
import { findingOf, purlOf, reachabilityOf } from '../../decisions/testing/sample.ts'
import type { ProposalFacts, ProposalKind } from '../model.ts'

export interface Pair {
  readonly good: readonly [Finding, ProposalFacts]
  readonly bad: readonly [Finding, ProposalFacts]
}

const component = (finding: Finding): NonNullable<ProposalFacts['component']> => ({
  component: {
    scope: finding.scope,
    relation: finding.relation,
    groups: ['dev'],
    evidence: [{ path: 'package-lock.json', line: 12 }],
  },
})

const underEslint = findingOf({
  scope: 'development',
  relation: 'transitive',
  paths: [[purlOf('pkg:npm/eslint@8.1.0'), purlOf('pkg:npm/lodash@4.17.20')]],
})

function developmentFacts(manifest: object): ProposalFacts {
  return {
    component: component(underEslint),
    reachability: reachabilityOf('development-only'),
    tree: memorySources({ 'package.json': JSON.stringify(manifest) }),
  }
}

const goModule = findingOf({ purl: purlOf('pkg:golang/golang.org/x/net@v0.30.0') })

function compiledFacts(items: readonly string[]): ProposalFacts {
  return {
    component: { ...component(goModule), packages: { items, isComplete: true } },
    advisory: { packagePaths: ['golang.org/x/net/html'] },
  }
}

const curl = findingOf({
  purl: purlOf('pkg:deb/debian/curl@7.88.1-10%2Bdeb12u5?distro=debian-12'),
  aliases: ['CVE-2023-46218'],
})

function debianFacts(version: string): ProposalFacts {
  const claim = {
    source: 'Debian security tracker',
    record: 'CVE-2023-46218',
    names: ['CVE-2023-46218'],
    distribution: 'debian',
    release: 'bookworm',
    package: 'curl',
    status: 'resolved',
    fixed: '7.88.1-10+deb12u5',
  }
  return { distribution: { name: 'debian', release: '12', package: 'curl', version, claims: [claim] } }
}

const insideWidget = findingOf({
  relation: 'transitive',
  paths: [[purlOf('pkg:npm/widget@2.0.0'), purlOf('pkg:npm/lodash@4.17.20')]],
})

function vexFacts(documents: readonly TrustedDocument[]): ProposalFacts {
  const scene = sceneOf('pkg:npm/app@1', {
    roots: ['pkg:npm/widget@2.0.0'],
    edges: { 'pkg:npm/widget@2.0.0': ['pkg:npm/lodash@4.17.20'], 'pkg:npm/lodash@4.17.20': [] },
  })
  const [vex] = applyVex([insideWidget], documents, scene)
  return vex === undefined ? {} : { vex }
}

const says = (author: string, status: 'not_affected' | 'affected'): TrustedDocument => ({
  document: documentOf(author, [
    statementOf(status, [productOf('pkg:npm/widget@2.0.0', 'pkg:npm/lodash@4.17.20')], {
      at: '2026-01-01T00:00:00Z',
    }),
  ]),
  trust: 'supplier',
})

const anywhere = findingOf()
const platforms = (...names: readonly string[]): ProposalFacts => ({
  advisory: { os: ['windows'] },
  product: { platforms: names },
})

export const polarity: Readonly<Record<ProposalKind, Pair>> = {
  'dev-only': {
    good: [underEslint, developmentFacts({ devDependencies: { eslint: '^8.0.0' } })],
    bad: [
      underEslint,
      developmentFacts({ devDependencies: { eslint: '^8.0.0' }, bundledDependencies: ['eslint'] }),
    ],
  },
  'not-imported': {
    good: [anywhere, { component: component(anywhere), reachability: reachabilityOf('not-seen') }],
    bad: [anywhere, { component: component(anywhere), reachability: reachabilityOf('unknown') }],
  },
  'file-absent': {
    good: [goModule, compiledFacts(['golang.org/x/net/http2'])],
    bad: [goModule, compiledFacts(['golang.org/x/net/http2', 'golang.org/x/net/html'])],
  },
  'platform-mismatch': {
    good: [anywhere, platforms('linux/amd64', 'darwin')],
    bad: [anywhere, platforms('linux/amd64', 'windows/amd64')],
  },
  'distribution-backport': {
    good: [curl, debianFacts('7.88.1-10+deb12u5')],
    bad: [curl, debianFacts('7.88.1-10+deb12u4')],
  },
  'upstream-vex': {
    good: [insideWidget, vexFacts([says('Widget Makers', 'not_affected')])],
    bad: [insideWidget, vexFacts([says('Widget Makers', 'not_affected'), says('Zebra Lab', 'affected')])],
  },
}
