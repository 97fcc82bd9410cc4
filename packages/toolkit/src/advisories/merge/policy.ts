/** The merge policy as data: who outranks whom, how each field is put together, and when records are not joined. */
import { type Publisher, publishers, relays, type Tier } from './publishers.ts'

/** A rule that an answer can cite: the id is stable, the sentence is for people. */
export interface Rule {
  readonly id: string
  readonly says: string
}

/**
 * `first`: the word of the highest authority. `live-first`: the same among records that are not taken back, and only
 * without any among the others. `earliest` and `latest`: of the credible dates. `union`: all values, once each.
 * `each`: all values, each under its source. `statements`: every statement stands; authority says which is confirmed.
 */
export type Strategy = 'first' | 'live-first' | 'earliest' | 'latest' | 'union' | 'each' | 'statements'

export interface FieldRule extends Rule {
  readonly strategy: Strategy
  /** Whether different values are a disagreement; other wording or another day of publication is none. */
  readonly isCompared: boolean
  /** Order of authority where the field has its own. */
  readonly tiers?: readonly Tier[]
}

export type FieldName =
  | 'status'
  | 'title'
  | 'details'
  | 'published'
  | 'modified'
  | 'severity'
  | 'weaknesses'
  | 'references'
  | 'aliases'
  | 'upstream'
  | 'related'
  | 'affected'

/** When records that name each other do not count as one flaw (feddb.md 7.10). */
export interface JoinGuards {
  /** A record that names more other ids is a roundup and joins nothing. */
  readonly aliasesPerRecord: number
  readonly idsPerGroup: number
  readonly cvesPerGroup: number
  /** Purl types of those who package others' software again: their names never show that two flaws differ. */
  readonly repackagers: ReadonlySet<string>
}

export interface MergePolicy {
  /** Changes with the content. */
  readonly id: string
  /** Highest first. */
  readonly tiers: readonly (Rule & { readonly tier: Tier })[]
  readonly publishers: readonly Publisher[]
  readonly relays: ReadonlySet<string>
  readonly fields: Readonly<Record<FieldName, FieldRule>>
  readonly guards: JoinGuards
}

function rule(id: string, strategy: Strategy, says: string): FieldRule {
  return { id, strategy, says, isCompared: false }
}

export const mergePolicy: MergePolicy = {
  id: 'occtet-merge-1',
  tiers: [
    { tier: 'own', id: 'tier-own', says: 'own database of the ecosystem' },
    { tier: 'reviewed', id: 'tier-reviewed', says: 'reviewed database' },
    { tier: 'cna', id: 'tier-cna', says: 'CNA of the CVE' },
    { tier: 'nvd', id: 'tier-nvd', says: 'NVD or ADP' },
    { tier: 'euvd', id: 'tier-euvd', says: 'EUVD' },
    { tier: 'other', id: 'tier-other', says: 'other source' },
  ],
  publishers,
  relays,
  fields: {
    status: {
      ...rule(
        'status-live-first',
        'live-first',
        'A withdrawal takes back its own record only; what the others say still stands.',
      ),
      isCompared: true,
      // Whether a CVE exists at all is for its CNA to say.
      tiers: ['cna', 'nvd', 'own', 'reviewed', 'euvd', 'other'],
    },
    title: rule('title-authority', 'first', 'The title of the highest authority that gives one.'),
    details: rule('details-authority', 'first', 'The text of the highest authority that gives one.'),
    published: rule('published-earliest', 'earliest', 'The earliest credible date of publication.'),
    modified: rule('modified-latest', 'latest', 'The latest credible date of change.'),
    severity: {
      ...rule('severity-each', 'each', 'Every rating stays with its source; nothing is averaged.'),
      isCompared: true,
    },
    weaknesses: {
      ...rule('weaknesses-union', 'union', 'Every weakness that a source names.'),
      isCompared: true,
    },
    references: rule('references-union', 'union', 'Every reference that a source gives.'),
    aliases: rule('aliases-union', 'union', 'Every id by which a joined record calls the flaw.'),
    upstream: rule('upstream-union', 'union', 'Ids that a record was made from; they join nothing.'),
    related: rule('related-union', 'union', 'Ids that a record calls related; they join nothing.'),
    affected: {
      ...rule(
        'affected-union',
        'statements',
        'A version that one live record holds is possibly affected; the highest authority confirms it.',
      ),
      isCompared: true,
    },
  },
  guards: {
    aliasesPerRecord: 5,
    idsPerGroup: 32,
    cvesPerGroup: 1,
    repackagers: new Set(['alpm', 'apk', 'bitnami', 'deb', 'generic', 'rpm']),
  },
}
