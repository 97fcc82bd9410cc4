/** What changed between two releases, for people and as Markdown. */
import type { BomDiff, FieldChange, RiskChange, RiskDiff } from '@occtet/toolkit/sbom'
import { firstRows, plain } from './layout.ts'

/** `no-data`: there is no FedDB, so nothing is known; `not-asked`: the user did not want to know. */
export type Vulnerabilities =
  | ({ readonly kind: 'compared'; readonly asOf: string } & RiskDiff)
  | { readonly kind: 'no-data' }
  | { readonly kind: 'not-asked' }

export interface DiffValue extends BomDiff {
  readonly schema: 'urn:occtet:schema:sbom-diff:1'
  readonly paths: { readonly before: string; readonly after: string }
  readonly isPartial: { readonly before: boolean; readonly after: boolean }
  readonly vulnerabilities: Vulnerabilities
}

const shown = 40

interface Section {
  readonly title: string
  readonly rows: readonly string[]
}

export function formatDiff(value: DiffValue, columns: number): string {
  const sections = sectionsOf(value).map(({ title, rows }) => {
    const lines = rows.map((row) => `  ${plain(row).slice(0, Math.max(columns, 200))}\n`)
    return `\n${title}: ${rows.length}\n${firstRows(lines, shown)}`
  })
  return `${headOf(value)}\n${sections.join('')}\n${endOf(value)}\n`
}

/** For a release note or a pull request; every row, texts of others made harmless. */
export function formatDiffMarkdown(value: DiffValue): string {
  const sections = sectionsOf(value).map(({ title, rows }) => {
    const lines = rows.map((row) => `- ${escapeMarkdown(row)}\n`)
    return `\n### ${title} (${rows.length})\n\n${lines.join('') || '- none\n'}`
  })
  return `## ${escapeMarkdown(headOf(value))}\n${sections.join('')}\n${escapeMarkdown(endOf(value))}\n`
}

function escapeMarkdown(text: string): string {
  return plain(text).replaceAll(/[\\`*_[\]<>#|!&~]/g, '\\$&')
}

function headOf({ before, after, paths }: DiffValue): string {
  const name = (side: DiffValue['before'], path: string): string =>
    `${plain([side.name, side.version].filter((part) => part !== undefined).join(' ') || path)} (${side.components} components)`
  return `${name(before, paths.before)} → ${name(after, paths.after)}`
}

function sectionsOf(value: DiffValue): readonly Section[] {
  const versions = (all: readonly (string | null)[]): string =>
    all.map((version) => version ?? 'no version').join(', ')
  return [
    { title: 'Added', rows: value.added.map((one) => `${one.name} ${versions(one.versions)}`) },
    { title: 'Removed', rows: value.removed.map((one) => `${one.name} ${versions(one.versions)}`) },
    {
      title: 'Changed',
      rows: value.changed.map(({ name, versions: both, fields }) => {
        const version = both === undefined ? [] : [`${versions(both.before)} → ${versions(both.after)}`]
        return `${name} ${[...version, ...fields.map(formatField)].join('; ')}`
      }),
    },
    ...riskSections(value),
  ]
}

function formatField({ field, kind, version, before, after }: FieldChange): string {
  const of = version === undefined ? '' : ` of ${version}`
  const list = (values: readonly string[]): string =>
    values.map((text) => plain(text).slice(0, 60)).join(', ')
  if (kind === 'stated') return `${field}${of} now stated: ${list(after)}`
  if (kind === 'unstated') return `${field}${of} no longer stated: ${list(before)}`
  return `${field}${of} ${list(before)} → ${list(after)}`
}

function riskSections({ vulnerabilities: found }: DiffValue): readonly Section[] {
  if (found.kind !== 'compared') return []
  const rows = (risks: readonly RiskChange[]): readonly string[] =>
    risks.map(({ vulnerability, level, purls }) => `${vulnerability} (${level}) ${purls.join(', ')}`)
  return [
    { title: 'Newly vulnerable', rows: rows(found.newly) },
    { title: 'No longer vulnerable', rows: rows(found.noLonger) },
    { title: 'Vulnerable now, unknown before', rows: rows(found.unknownBefore) },
    { title: 'Vulnerable before, unknown now', rows: rows(found.unknownNow) },
  ]
}

function endOf({ unchanged, vulnerabilities: found }: DiffValue): string {
  const same = `${unchanged} components are the same.`
  if (found.kind === 'not-asked') return `${same} Vulnerabilities were not asked for.`
  if (found.kind === 'no-data')
    return `${same} There is no vulnerability data: what became vulnerable is unknown.`
  const { unknown, still, asOf } = found
  return `${same} ${still} vulnerabilities in both; nothing can be said of ${unknown.before} components before and ${unknown.after} now. Data as of ${asOf.slice(0, 10)}.`
}
