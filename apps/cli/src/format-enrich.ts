/** What was filled into an SBOM, for people, and what is still missing. */
import type { RegistryReport } from '@occtet/toolkit/adapters'
import type { EnrichReport } from '@occtet/toolkit/sbom'
import { firstRows, formatTable, plain } from './layout.ts'

export function formatEnrich(report: EnrichReport, asked: RegistryReport | undefined): string {
  return `${formatFilled(report)}${formatContradictions(report)}${asked === undefined ? '' : formatAsked(asked)}${formatMissing(report)}`
}

function formatFilled({ filled }: EnrichReport): string {
  if (filled.length === 0) return 'Nothing was filled in.\n'
  const counts = new Map<string, number>()
  for (const { field, source } of filled) {
    const key = `${field}\0${originOf(source)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const rows = [...counts].map(([key, count]) => [...key.split('\0').map(plain), String(count)])
  const table = formatTable(rows, { right: new Set([2]), indent: 2 })
  return `${filled.length} values filled in, each with its source in a property:\n${table.map((row) => `${row}\n`).join('')}`
}

/** Of many lock files and many advisories, the kind; of registries, which. */
function originOf(source: string): string {
  if (source.startsWith('registry ')) return source
  return source.startsWith('FedDB') ? 'FedDB' : 'lock files'
}

function formatContradictions({ contradictions }: EnrichReport): string {
  if (contradictions.length === 0) return ''
  const rows = contradictions.map(
    ({ purl, stated, found, source }) =>
      `  ${plain(`${purl}: the SBOM says ${stated}, ${source} says ${found}`)}\n`,
  )
  return `${contradictions.length} hashes contradict each other; nothing of these sources was taken:\n${firstRows(rows, 20)}`
}

function formatAsked({ asked, facts, unknown, failed, notAsked }: RegistryReport): string {
  const head = `Registries: asked for ${asked} components, ${facts.length} answered, ${unknown.length} not known there, ${failed.length} failed.\n`
  const reasons = failed.map(({ purl, reason }) => `  ${plain(`${purl}: ${reason}`)}\n`)
  const rest = notAsked.map(
    ({ type, components, reason }) =>
      `  not asked: ${components} of type ${plain(type)}, because ${reason}\n`,
  )
  return `${head}${firstRows(reasons, 5)}${rest.join('')}`
}

function formatMissing({ missing }: EnrichReport): string {
  if (missing.length === 0) return 'Nothing is missing any more.\n'
  const counts = new Map<string, number>()
  for (const { fields } of missing)
    for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1)
  const list = [...counts].map(([field, count]) => `${field} in ${count}`).join(', ')
  const rows = missing.map(({ name, fields }) => `  ${plain(name)}: ${fields.join(', ')}\n`)
  return `Still missing, and no source knows it: ${list}\n${firstRows(rows, 10)}`
}
