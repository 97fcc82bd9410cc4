/** Findings of a release as texts: the most urgent of those that nobody has settled, and the one that is asked about. */
import type { ProductText, Tongue } from '@occtet/toolkit/assistant'
import { type Finding, isExploited } from '@occtet/toolkit/model'
import type { ReleaseRow } from '../db/tables/products.ts'
import type { Caller, OrgScope } from '../kernel/model.ts'
import { hiddenFrom, maskRow } from '../products/kept-back.ts'
import { waysToAsk } from './asked-about.ts'
import { words } from './words.ts'

/** Findings of a release that are searched; the text about the release tells how many are not. */
export const mostFindings = 500

/** What a finding's text needs beside the finding itself. */
interface StandingRow {
  readonly key: string
  readonly state: string
  readonly status: string | null
  readonly decision_id: string | null
}

export interface OpenFindings {
  /** Of the release, settled or not. */
  readonly all: number
  readonly open: number
  readonly texts: readonly ProductText[]
}

/** First what to look at first. What the caller may not know of decisions is as if nobody had taken them. */
export async function openFindings(
  org: OrgScope,
  caller: Caller,
  { release, language }: { readonly release: ReleaseRow; readonly language: Tongue },
): Promise<OpenFindings> {
  const all = await selectStandings(org, caller, release)
  const open = all.filter(({ state }) => state !== 'in-force')
  const shown = new Map(open.slice(0, mostFindings).map((row) => [row.key, row]))
  const bodies = await selectBodies(org, release, [...shown.keys()])
  return {
    all: all.length,
    open: open.length,
    texts: [...shown].flatMap(([key, row]) => {
      const finding = bodies.get(key)
      return finding === undefined ? [] : [toText(finding, row, language)]
    }),
  }
}

/** Undefined: the release has no such finding. Settled or not. */
export async function findingAsked(
  org: OrgScope,
  caller: Caller,
  asked: { readonly release: ReleaseRow; readonly language: Tongue; readonly key: string },
): Promise<ProductText | undefined> {
  const { release, language, key } = asked
  const row = (await selectStandings(org, caller, release)).find((one) => one.key === key)
  const finding = (await selectBodies(org, release, [key])).get(key)
  if (row === undefined || finding === undefined) return undefined
  const text = toText(finding, row, language)
  const { en, de } = waysToAsk.finding
  return { ...text, names: [...(text.names ?? []), ...en, ...de] }
}

async function selectStandings(
  org: OrgScope,
  caller: Caller,
  { id }: ReleaseRow,
): Promise<readonly StandingRow[]> {
  const hidden = await hiddenFrom(org, caller)
  const rows = await org.db
    .selectFrom('finding')
    .select(['key', 'state', 'status', 'decision_id'])
    .where('org_id', '=', org.id)
    .where('release_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map((row) => maskRow(row, hidden))
}

async function selectBodies(
  { db, id }: OrgScope,
  release: ReleaseRow,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Finding>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('finding')
    .select(['key', 'body'])
    .where('org_id', '=', id)
    .where('release_id', '=', release.id)
    .where('key', 'in', keys)
    .execute()
  return new Map(rows.map(({ key, body }) => [key, JSON.parse(body) as Finding]))
}

/** The summary is what an advisory says: untrusted. */
function toText(finding: Finding, { state, status }: StandingRow, language: Tongue): ProductText {
  const { key, purl, group, aliases, level, summary, fix } = finding
  const say = words[language].finding
  const sentences = [
    summary ?? '',
    say.level(purl, level),
    isExploited(finding) ? say.exploited : '',
    fix.nearest === undefined ? say.noFix : say.fix(fix.nearest),
    say.state(state, status),
  ]
  return {
    kind: 'finding',
    id: key,
    title: say.title(group, purl),
    text: sentences.filter((sentence) => sentence !== '').join(' '),
    names: [...new Set([group, purl, ...aliases])],
  }
}
