/** The facts that rules may ask for, by subject: name, type, legal values, meaning. The reference page is made from it. */
import { decisionScopes, priorityGroups, vexStatuses } from '../model/index.ts'
import type { PolicySubject } from './model.ts'

export type FactType =
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly unit: string }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** A list of texts is matched by any member. */
  | { readonly kind: 'text' }
  | { readonly kind: 'license' }

export interface FactSpec {
  readonly type: FactType
  /** One sentence; ends with when it is unknown. */
  readonly means: string
}

const flag: FactType = { kind: 'flag' }
const text: FactType = { kind: 'text' }
const days: FactType = { kind: 'number', unit: 'days' }
const count: FactType = { kind: 'number', unit: '' }
const choice = (values: readonly string[]): FactType => ({ kind: 'choice', values })

const ofPackage: Readonly<Record<string, FactSpec>> = {
  purl: { type: text, means: 'The purl, with its version. Never unknown.' },
  ecosystem: { type: text, means: 'The type of the purl, such as npm. Never unknown.' },
  scope: {
    type: choice(['runtime', 'development', 'optional', 'peer', 'build']),
    means: 'What the component is used for. Unknown where the lock file does not say.',
  },
  relation: {
    type: choice(['direct', 'transitive']),
    means: 'Whether the product itself asks for it. Unknown where the lock file does not say.',
  },
}

const ofFinding: Readonly<Record<string, FactSpec>> = {
  ...ofPackage,
  vulnerability: { type: text, means: 'All ids of the vulnerability. Never unknown.' },
  severity: {
    type: choice(['critical', 'high', 'medium', 'low', 'none']),
    means: 'The highest level that a source gives. Unknown where none gives one.',
  },
  score: { type: { kind: 'number', unit: 'CVSS' }, means: 'The highest CVSS score. Unknown without one.' },
  exploited: {
    type: flag,
    means:
      'Listed as exploited by CISA or the EU, or SSVC exploitation is active. Unknown where no list is loaded.',
  },
  ransomware: { type: flag, means: 'Known to be used by ransomware. Unknown where no list is loaded.' },
  epss: {
    type: { kind: 'number', unit: 'probability from 0 to 1' },
    means: 'EPSS: how likely it is exploited within 30 days. Unknown where no score is loaded.',
  },
  malicious: { type: flag, means: 'The package itself is the attack. Never unknown.' },
  informational: {
    type: choice(['unmaintained', 'unsound', 'notice', 'no']),
    means: 'A notice instead of a vulnerability; no where it is a vulnerability. Never unknown.',
  },
  reachability: {
    type: choice(['imported', 'development-only', 'not-seen']),
    means: 'Whether product code imports it. Unknown where that could not be found out.',
  },
  'fix-known': { type: flag, means: 'A version without this vulnerability is known. Never unknown.' },
  'days-known': {
    type: days,
    means: 'Days since the advisory was published. Unknown where it gives no date.',
  },
  decision: {
    type: choice([...vexStatuses, 'none']),
    means:
      'The decision that is in force today; none where there is none, or it waits, is stale or past its day. Never unknown.',
  },
  standing: {
    type: choice(['in-force', 'waiting', 'stale', 'expired', 'revoked', 'none']),
    means: 'Where the newest decision stands. Never unknown.',
  },
  'decision-scope': {
    type: choice([...decisionScopes, 'none']),
    means: 'How far the decision reaches. Never unknown.',
  },
  'days-to-deadline': {
    type: days,
    means: 'Days until the action decided on is due, negative when late. Unknown without a deadline.',
  },
  priority: {
    type: choice(priorityGroups),
    means: 'Its group in the queue. Unknown where there is no queue.',
  },
  new: { type: flag, means: 'Not in the baseline. Unknown without a baseline.' },
}

const ofComponent: Readonly<Record<string, FactSpec>> = {
  ...ofPackage,
  license: {
    type: { kind: 'license' },
    means: 'The license that counts: concluded, else declared, else detected. Unknown where there is none.',
  },
  'license-basis': {
    type: choice(['concluded', 'declared', 'detected']),
    means: 'Where that license comes from. Unknown where there is none.',
  },
  'license-class': {
    type: choice([
      'public-domain',
      'permissive',
      'weak-copyleft',
      'strong-copyleft',
      'network-copyleft',
      'source-available',
      'non-commercial',
    ]),
    means:
      'The strictest class that cannot be avoided by a choice. Unknown where a license is not in the table.',
  },
  'license-conflict': {
    type: flag,
    means: 'What is declared and what the texts say differ. Unknown where no text was read.',
  },
  'version-known': { type: flag, means: 'The version is pinned. Never unknown.' },
  origin: {
    type: choice(['registry', 'git', 'url', 'path', 'workspace']),
    means: 'Where its bytes come from. Never unknown.',
  },
  repository: {
    type: text,
    means: 'Addresses in the purl (repository_url, download_url, vcs_url). Unknown where it has none.',
  },
  'hash-known': { type: flag, means: 'The lock file pins its bytes by a hash. Never unknown.' },
  'vulnerability-data': {
    type: choice(['known', 'no-source', 'no-version', 'stale']),
    means: 'Whether silence about it means anything. Never unknown.',
  },
  new: { type: flag, means: 'Not in the baseline. Unknown without a baseline.' },
}

const ofProduct: Readonly<Record<string, FactSpec>> = {
  'data-age': { type: days, means: 'Days since the newest vulnerability data. Never unknown.' },
  'data-full': { type: flag, means: 'A full database was used, not the starter set. Never unknown.' },
  'kev-loaded': { type: flag, means: 'A list of exploited vulnerabilities is loaded. Never unknown.' },
  sources: { type: text, means: 'Names of the loaded sources. Never unknown.' },
  'files-unread': { type: count, means: 'Files that could not be read, wholly or in part. Never unknown.' },
  'components-unknown': {
    type: count,
    means: 'Components about which nothing can be said. Never unknown.',
  },
  'decisions-broken': {
    type: count,
    means: 'Decision files that cannot be read: their findings are open. Never unknown.',
  },
}

export const factTable: Readonly<Record<PolicySubject, Readonly<Record<string, FactSpec>>>> = {
  finding: ofFinding,
  component: ofComponent,
  product: ofProduct,
}
