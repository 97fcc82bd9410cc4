/** What the db commands say to people. */
import type { PublishedReport, VerifyReport } from '@occtet/toolkit/adapters'
import type { QueryAnswer } from '@occtet/toolkit/matching'
import { firstOf, fold, plain } from './layout.ts'

export function formatVerify(report: VerifyReport): string {
  if (report.problems.length > 0) return report.problems.map((problem) => `${plain(problem)}\n`).join('')
  return `All ${report.segments} segments are as the snapshot ${report.root?.slice(0, 8) ?? ''} states them.\n`
}

export function formatPublished(report: PublishedReport): string {
  const { origin, snapshots, published } = report
  const head = `${origin}: snapshot number ${snapshots}, published ${published}, signed by a trusted key`
  return `${plain(head)}\n${formatVerify(report)}`
}

export function formatQuery(answer: QueryAnswer): string {
  const head = `${plain(answer.purl)}: ${statusWords[answer.status]}`
  if (answer.status === 'unknown')
    return `${head}\n${fold('', `${answer.detail ?? ''} (${answer.reason ?? ''})`, { indent: 2 })}`
  if (answer.status === 'no_known_vulnerability')
    return `${head} (${answer.basis}, as of ${answer.asOf.slice(0, 10)})\n`
  const ids = answer.advisories.map(({ id }) => plain(id))
  const width = Math.min(24, Math.max(...ids.map((id) => id.length)))
  const rows = answer.advisories.map(({ aliases }, at) => {
    const also = firstOf(aliases, MOST_ALIASES)
    return fold(`  ${ids[at]?.padEnd(width) ?? ''}`, also, { indent: width + 4 })
  })
  return `${head}\n${rows.join('')}`
}

/** Aliases on the terminal; the rest is in --json. */
const MOST_ALIASES = 4

const statusWords: Readonly<Record<QueryAnswer['status'], string>> = {
  affected: 'affected',
  no_known_vulnerability: 'no known vulnerability',
  unknown: 'unknown',
}
