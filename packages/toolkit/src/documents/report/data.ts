/** The data block of the report: each component and finding once, as compact JSON that cannot end its script element. */
import { clip } from '@occtet/ui'
import type { Component, Finding, Inventory, Match, Reachability } from '../../model/index.ts'
import {
  type ComponentRow,
  type FindingRow,
  type MatchRow,
  type PackedRow,
  relationCodes,
  type ReportData,
  scopeCodes,
} from './data-types.ts'
import { decisionKey, groupKey } from './filters.ts'

/** Longest outside text that the report repeats, in UTF-16 units; the whole text stands in the JSON files. */
const longestText = 300

/** Gives each distinct text one number, in the order of first use. */
interface Numbering {
  readonly texts: readonly string[]
  readonly numberOf: (text: string) => number
}

export interface DataOptions {
  readonly isSilent: (component: Component) => boolean
  /** Lines about attacks beyond what the row says. */
  readonly attacksOf: (finding: Finding) => readonly string[]
}

export function toReportData(
  inventory: Inventory,
  findings: readonly Finding[],
  { isSilent, attacksOf }: DataOptions,
): ReportData {
  const purls = createNumbering(inventory.components.map((component) => component.purl))
  const licenses = createNumbering([])
  const files = createNumbering([])
  const sources = createNumbering([])
  const c = inventory.components.map((component) =>
    toComponentRow(component, { purls, licenses, files, isSilent }),
  )
  const f = findings.map((finding) => toFindingRow(finding, { purls, sources, files, attacksOf }))
  const r = inventory.roots.map((root) => purls.numberOf(root))
  const known = inventory.components.length
  return {
    c,
    f,
    r,
    x: purls.texts.slice(known).map((text) => clip(text, longestText)),
    l: licenses.texts.map((text) => clip(text, longestText)),
    p: files.texts.map((text) => clip(text, longestText)),
    s: sources.texts.map((text) => clip(text, longestText)),
  }
}

/** Numbers for the words that each of five thousand rows would repeat. */
export function packRows(rows: readonly ComponentRow[]): readonly PackedRow[] {
  return rows.map(([purl, relation, scope, ...rest]): PackedRow => {
    return [purl, relationCodes.indexOf(relation), scopeCodes.indexOf(scope), ...rest]
  })
}

/** JSON for a script element: no `<`, `>`, `&`, line separator or direction mark survives, whatever the data holds (HTML, 4.12.1.3). */
export function formatDataBlock(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
    },
  )
}

function toComponentRow(
  component: Component,
  numbers: {
    readonly purls: Numbering
    readonly licenses: Numbering
    readonly files: Numbering
    readonly isSilent: (component: Component) => boolean
  },
): ComponentRow {
  const flags =
    (component.isVersionResolved ? 0 : 1) +
    (component.isFirstParty ? 2 : 0) +
    (numbers.isSilent(component) ? 4 : 0)
  const evidence = component.evidence.flatMap(({ path, line }) => [numbers.files.numberOf(path), line])
  const row: ComponentRow = [
    clip(component.purl, longestText),
    component.relation,
    component.scope,
    flags,
    component.licenses.map((license) => numbers.licenses.numberOf(license)),
    evidence,
    component.dependsOn.map((purl) => numbers.purls.numberOf(purl)),
  ]
  const extra = component.requirement ?? (component.origin === 'registry' ? undefined : component.origin)
  return extra === undefined ? row : [...row, clip(extra, longestText)]
}

function toFindingRow(
  finding: Finding,
  numbers: {
    readonly purls: Numbering
    readonly sources: Numbering
    readonly files: Numbering
    readonly attacksOf: DataOptions['attacksOf']
  },
): FindingRow {
  const { purls, sources } = numbers
  return {
    c: purls.numberOf(finding.purl),
    g: clip(finding.group, longestText),
    a: finding.aliases.filter((alias) => alias !== finding.group).map((alias) => clip(alias, longestText)),
    t: clip(finding.summary ?? '', longestText),
    v: finding.level,
    sc: finding.scope,
    re: finding.relation,
    m: finding.matched.map((match) => toMatchRow(match, sources)),
    y: finding.severity.map(({ source, vector, score, word }) => [
      sources.numberOf(source),
      clip(word ?? vector, longestText),
      score ?? null,
    ]),
    x: finding.fix.kind,
    ...(finding.fix.nearest === undefined ? {} : { n: clip(finding.fix.nearest, longestText) }),
    ...(finding.fix.direct === undefined ? {} : { d: purls.numberOf(finding.fix.direct) }),
    w: finding.paths.map((path) => path.map((purl) => purls.numberOf(purl))),
    ...(finding.score === undefined ? {} : { q: finding.score }),
    ...(finding.published === undefined ? {} : { u: clip(finding.published, 40) }),
    ...(finding.isMalicious ? { z: 1 } : {}),
    ...(finding.informational === undefined ? {} : { o: clip(finding.informational, 80) }),
    ...toTriage(finding, numbers),
  }
}

/** Left out where there is nothing: five hundred rows repeat every member. */
function toTriage(
  finding: Finding,
  numbers: { readonly files: Numbering; readonly attacksOf: DataOptions['attacksOf'] },
): Pick<FindingRow, 'k' | 'b' | 'h' | 'e'> {
  const attacks = numbers.attacksOf(finding)
  const group = groupKey(finding)
  const decision = decisionKey(finding)
  return {
    ...(group === '' ? {} : { k: group }),
    ...(decision === 'none' ? {} : { b: decision }),
    ...(finding.reachability === undefined ? {} : { h: toReach(finding.reachability, numbers.files) }),
    ...(attacks.length === 0 ? {} : { e: attacks.map((line) => clip(line, longestText)) }),
  }
}

function toMatchRow(match: Match, sources: Numbering): MatchRow {
  return {
    s: sources.numberOf(match.source),
    r: clip(match.record, longestText),
    d: clip(match.digest, 128),
    k: match.kind,
    t: clip(match.range, longestText),
    ...(match.introduced === undefined ? {} : { i: clip(match.introduced, longestText) }),
    ...(match.fixed === undefined ? {} : { f: clip(match.fixed, longestText) }),
    ...(match.lastAffected === undefined ? {} : { l: clip(match.lastAffected, longestText) }),
  }
}

function toReach(
  { state, reason, looked, places }: Reachability,
  files: Numbering,
): NonNullable<FindingRow['h']> {
  const lines = places.flatMap(({ path, line }) => [files.numberOf(path), line])
  return [state, clip(reason.message, longestText), looked.files, looked.unread, lines]
}

function createNumbering(first: readonly string[]): Numbering {
  const texts: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (text: string): number => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, texts.length)
    return texts.push(text) - 1
  }
  for (const text of first) {
    if (!numbers.has(text)) numbers.set(text, texts.length)
    texts.push(text)
  }
  return { texts, numberOf }
}
