/** The loss report of a conversion, for people. */
import type { ConversionLoss } from '@occtet/toolkit/sbom'
import { fold, plain } from './layout.ts'

const kinds = {
  'left-out': 'left out',
  reduced: 'said less exactly',
  moved: 'kept where only OCCTET looks',
} as const
const shown = 40

export function formatLosses(losses: readonly ConversionLoss[], columns: number): string {
  if (losses.length === 0) return 'Nothing was lost.\n'
  const rows = losses.slice(0, shown).map((loss) => formatLoss(loss, columns))
  const more = losses.length > shown ? `  … and ${losses.length - shown} more; --json lists all\n` : ''
  const values = losses.reduce((sum, { count }) => sum + count, 0)
  const head = `${losses.length} kinds of facts (${values} values) do not fit as they were:\n`
  return `${head}${rows.join('')}${more}`
}

function formatLoss(loss: ConversionLoss, width: number): string {
  const head = `  ${plain(loss.where)} × ${loss.count}: ${kinds[loss.kind]}\n`
  return `${head}${fold('      ', loss.reason, { indent: 6, width })}`
}
