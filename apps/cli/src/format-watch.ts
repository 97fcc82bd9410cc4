/** Witnesses and monitors for people. */
import type { MonitorReport, WitnessStatus } from '@occtet/toolkit/adapters'
import { fold, formatTable, plain } from './layout.ts'

export function formatPolicy({
  origin,
  witnesses,
  needsWitnesses,
}: {
  readonly origin: string
  readonly witnesses: readonly { readonly name: string; readonly url?: string }[]
  readonly needsWitnesses: boolean
}): string {
  if (witnesses.length === 0) {
    return `${plain(origin)} is not independently witnessed: its owner could show two histories to two people, and nobody would notice.\nAsk a partner or a public witness, then: occtet ledger policy FILE\n`
  }
  const rows = witnesses.map(({ name, url }) => [`  ${plain(name)}`, plain(url ?? 'no address')])
  const head = needsWitnesses
    ? 'published only when enough of these cosign'
    : 'published at once; these are asked to cosign'
  return `${plain(origin)}: ${head}\n${formatTable(rows, { right: new Set() }).join('\n')}\n`
}

export function formatMonitor(
  { origin, head, read, observed, alarms }: MonitorReport,
  columns: number,
): string {
  const width = Math.min(columns, 110)
  const first =
    alarms.length === 0
      ? `${plain(origin)}: no alarm`
      : `ALARM: ${plain(origin)}: ${alarms.length === 1 ? 'one alarm' : `${alarms.length} alarms`}`
  const size =
    head === undefined
      ? 'nothing was read'
      : `${head.size} entries, ${Number(read.to) - Number(read.from)} of them new`
  const lines = alarms.map(({ code, from, message, since, evidence }) =>
    fold(
      `  ${code.padEnd(16)}`,
      `${plain(from)}: ${plain(message)} (since ${since})${evidence === undefined ? '' : ` Evidence: ${plain(evidence)}`}`,
      { indent: 18, width },
    ),
  )
  const seen = observed.map(({ kind, from, size: at, cosigners }) => [
    `  ${kind}`,
    plain(from),
    `${at} entries`,
    cosigners.length === 0 ? '' : `cosigned by ${plain(cosigners.join(', '))}`,
  ])
  return `${first}; ${size}\n${lines.join('')}${formatTable(seen, { right: new Set() }).join('\n')}\n`
}

export function formatStamped({
  size,
  time,
  file,
}: {
  readonly size: number
  readonly time: string
  readonly file: string
}): string {
  return `The log was at ${size} entries at ${time} at the latest; the authority's stamp: ${plain(file)}\n`
}

export function formatWitness({ name, verifierKey, logs }: WitnessStatus): string {
  const rows = logs.map(({ origin, state, cosigned, evidence }) => [
    `  ${plain(origin)}`,
    state === 'forked' ? 'FORKED' : state,
    cosigned === undefined ? '' : `${cosigned.size} entries`,
    evidence === undefined ? '' : `evidence: ${plain(evidence)}`,
  ])
  return `${plain(name)}\n${plain(verifierKey)}\n${formatTable(rows, { right: new Set() }).join('\n')}\n`
}
