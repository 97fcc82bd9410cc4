/** Why a package is, or is not, affected by one flaw: what each record says, who is right by which rule, and what is disputed. */
import {
  type AdvisoryStore,
  type AliasAnswer,
  compareAuthority,
  findAliasGroups,
  groupBy,
  type JoinTodo,
  mergePolicy,
  packageKeysOf,
  type Rule,
  type Tier,
  tierOf,
  tiersOf,
} from '../advisories/index.ts'
import { compareCodeUnits } from '../base/index.ts'
import { type AdvisoryClaim, type Match, type Purl, splitPurl } from '../model/index.ts'
import { schemeOfPurlType } from '../versions/index.ts'
import { type Assessment, assessPurl, type Store } from './assess.ts'
import { type DisputedVersions, findDisputed } from './disputed.ts'
import { formatRange } from './evaluate.ts'
import { type Standing, toStanding } from './query.ts'
import { type FlawSignal, signalsOfAll } from './signals.ts'
import { decidingRule } from './verdict-rules.ts'

export type ExplainStore = Store & Pick<AdvisoryStore, 'asOf' | 'recordsOf' | 'signalsOf'>

/** What one entry of one record says, and what follows for the version. */
export interface Statement {
  readonly source: string
  readonly record: string
  readonly digest: string
  readonly ecosystem: string
  readonly tier: Tier
  /** As written, one line; empty when it lists versions only. */
  readonly range: string
  /** How many versions it lists beside the range. */
  readonly listed: number
  /** `unasked`: the purl has no version. */
  readonly verdict: 'affected' | 'outside' | 'unclear' | 'withdrawn' | 'unasked'
  /** Why it is unclear. */
  readonly reason?: string
  /** The very range or listed version that holds the version. */
  readonly match?: Match
  /** Ids of the reviewers' statements that changed what it says; its record is as it was. */
  readonly curatedBy?: readonly string[]
  readonly published?: string
  readonly modified?: string
  readonly withdrawn?: string
  readonly license?: string
  /** How fresh the source is known to be. */
  readonly asOf?: string
  readonly isStale?: boolean
}

export interface Explanation extends Standing {
  readonly purl: Purl
  /** Id that was asked for. */
  readonly id: string
  /** Id of the alias group. */
  readonly group: string
  /** All ids of the flaw, sorted. */
  readonly ids: readonly string[]
  /** Only when affected: the highest authority confirms it, or others alone say so. */
  readonly strength?: 'confirmed' | 'possible'
  readonly rule: Rule
  /** Whether records differ about this very version. */
  readonly isDisputed: boolean
  /** By authority, those withdrawn last. */
  readonly statements: readonly Statement[]
  /** All versions about which records differ; absent when there are none. */
  readonly disputed?: DisputedVersions
  /** Of all ids of the flaw. */
  readonly signals: readonly FlawSignal[]
  /** How the records hang together: each shares `via` with those before it. */
  readonly joined: readonly { readonly source: string; readonly record: string; readonly via: string }[]
  /** Records of the flaw that say nothing of this package. */
  readonly silent: readonly { readonly source: string; readonly record: string }[]
  /** Records that were not joined, with the reason. */
  readonly apart: readonly JoinTodo[]
  /** How many records name the id but speak of other packages only. */
  readonly elsewhere: number
  readonly asOf: string
}

/** Undefined where no record names the id. Agrees with `queryPurl`: affected by a flaw means that the query lists it. */
export function explainPurl(store: ExplainStore, purl: Purl, id: string): Explanation | undefined {
  const answer = findAliasGroups(store, id, { packages: packageKeysOf(purl).keys })
  if (answer.groups.length === 0 && answer.elsewhere.length === 0 && answer.unread.length === 0)
    return undefined
  const claims = store.claimsFor(purl).filter(createMembership(answer))
  const assessment = assessPurl({ ...portOf(store), claimsFor: () => claims }, purl)
  const statements = toStatements(store, claims, assessment)
  const standing = toStanding(assessment)
  const isConfirmed = isTopAffected(statements)
  const ids = [...new Set([id, ...(answer.groups[0]?.ids ?? [])])].sort(compareCodeUnits)
  const disputed = findDispute(purl, assessment.claims)
  const verdicts = new Set(byRecord(statements).map(verdictOf))
  const speaking = new Set(claims.map(keyOf))
  return {
    purl,
    id,
    group: answer.groups[0]?.id ?? id,
    ids,
    ...standing,
    ...(standing.status === 'affected' ? { strength: isConfirmed ? 'confirmed' : 'possible' } : {}),
    rule: decidingRule(standing, isConfirmed),
    isDisputed: verdicts.has('affected') && verdicts.has('outside'),
    statements,
    ...(disputed === undefined ? {} : { disputed }),
    signals: signalsOfAll(store, ids),
    ...toRelations(answer, speaking),
    elsewhere: answer.elsewhere.length,
    asOf: store.asOf,
  }
}

/** Claims of the group's records, and of reports by reviewers, which are no records of a source. */
function createMembership(answer: AliasAnswer): (claim: AdvisoryClaim) => boolean {
  const keys = new Set(
    answer.groups.flatMap(({ versions }) => versions.map(({ source, id }) => `${source}\0${id}`)),
  )
  for (const { source, id } of answer.unread) keys.add(`${source}\0${id}`)
  const ids = new Set([answer.asked, ...answer.groups.flatMap((group) => group.ids)])
  return (claim) =>
    keys.has(keyOf(claim)) ||
    (claim.curatedBy !== undefined && [claim.record, ...claim.aliases].some((id) => ids.has(id)))
}

/** A store's methods may need it as `this`. */
function portOf(store: ExplainStore): Pick<Store, 'sources' | 'covering'> {
  return { sources: store.sources, covering: (purl) => store.covering(purl) }
}

function toStatements(
  store: ExplainStore,
  claims: readonly AdvisoryClaim[],
  assessment: Assessment,
): readonly Statement[] {
  const sources = new Map(store.sources.map((source) => [source.name, source]))
  const tiers = tiersOf(mergePolicy)
  const judge = createJudge(assessment)
  const statements = claims.map((claim): Statement => {
    const { source, record, digest, ecosystem, published, modified, withdrawn, curatedBy } = claim
    const status = sources.get(source)
    return {
      source,
      record,
      digest,
      ecosystem,
      tier: tierOf({ source, record }, [ecosystem], mergePolicy),
      range: claim.ranges.map(formatRange).join(' || '),
      listed: claim.versions.length,
      ...judge(claim),
      ...(curatedBy === undefined ? {} : { curatedBy }),
      ...(published === undefined ? {} : { published }),
      ...(modified === undefined ? {} : { modified }),
      ...(withdrawn === undefined ? {} : { withdrawn }),
      ...(status?.license === undefined ? {} : { license: status.license }),
      ...(status === undefined ? {} : { asOf: status.asOf, isStale: status.isStale }),
    }
  })
  const last = (statement: Statement): number => Number(statement.verdict === 'withdrawn')
  return statements.toSorted((a, b) => last(a) - last(b) || compareAuthority(a, b, tiers))
}

type Judgement = Pick<Statement, 'verdict' | 'reason' | 'match'>

function createJudge(assessment: Assessment): (claim: AdvisoryClaim) => Judgement {
  const hits = new Map(assessment.hits.map(({ claim, match }) => [claim, match]))
  const unclear = new Map(assessment.unclear.map(({ claim, reason }) => [claim, reason]))
  const hasVersion = splitPurl(assessment.purl).version !== undefined
  return (claim) => {
    const match = hits.get(claim)
    const reason = unclear.get(claim)
    if (claim.withdrawn !== undefined) return { verdict: 'withdrawn' }
    if (!hasVersion) return { verdict: 'unasked' }
    if (match !== undefined) return { verdict: 'affected', match }
    return reason === undefined ? { verdict: 'outside' } : { verdict: 'unclear', reason }
  }
}

/** The highest record with its own entries together: any of them is enough. */
function isTopAffected(statements: readonly Statement[]): boolean {
  const [top] = byRecord(statements)
  return top !== undefined && verdictOf(top) === 'affected'
}

/** Live statements, those of one record together; order kept. */
function byRecord(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  return groupBy(
    statements.filter(({ verdict }) => verdict !== 'withdrawn'),
    keyOf,
  )
}

function verdictOf(statements: readonly Statement[]): Statement['verdict'] {
  const verdicts = statements.map(({ verdict }) => verdict)
  return (['affected', 'unclear', 'unasked'] as const).find((one) => verdicts.includes(one)) ?? 'outside'
}

function findDispute(purl: Purl, claims: readonly AdvisoryClaim[]): DisputedVersions | undefined {
  const scheme = schemeOfPurlType(splitPurl(purl).type)
  if (scheme === undefined) return undefined
  return findDisputed(scheme, groupBy(claims, keyOf))
}

function toRelations(
  answer: AliasAnswer,
  speaking: ReadonlySet<string>,
): Pick<Explanation, 'joined' | 'silent' | 'apart'> {
  const joined = (answer.groups[0]?.members ?? []).map(({ read, via }) => {
    return { source: read.source, record: read.id, via }
  })
  const quiet = joined.filter((one) => !speaking.has(keyOf(one)))
  const silent = quiet.map(({ source, record }) => ({ source, record }))
  return { joined, silent, apart: answer.todos }
}

function keyOf({ source, record }: { readonly source: string; readonly record: string }): string {
  return `${source}\0${record}`
}
