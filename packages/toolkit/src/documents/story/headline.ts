/** The answer on top of report and summary, in one sentence with a number. */
import type { MessageKey, Translator } from '@occtet/ui'
import type { ReportInput } from '../input.ts'
import type { Knowledge } from './knowledge.ts'

export function formatHeadline(input: ReportInput, known: Knowledge, t: Translator<MessageKey>): string {
  const product = formatProduct(input)
  const components = known.components.length
  switch (known.verdict) {
    case 'no-components':
      return t('headline.noComponents', { product })
    case 'no-data':
      return t('headline.noData', { product, n: components })
    case 'unknown':
      return t('headline.unknown', { product, n: components })
    case 'clean':
      return t('headline.clean', { product, n: known.checked })
    case 'found':
      return foundHeadline(known, t, product)
    default:
      return known.verdict satisfies never
  }
}

/** Name and version as one text. */
export function formatProduct(input: ReportInput): string {
  const { name, version } = input.product
  return version === undefined ? name : `${name} ${version}`
}

function foundHeadline(known: Knowledge, t: Translator<MessageKey>, product: string): string {
  const affected = new Set([...known.malicious, ...known.vulnerabilities].map((finding) => finding.purl)).size
  const values = {
    product,
    n: known.vulnerabilities.length,
    malicious: known.malicious.length,
    affected,
    components: known.components.length,
  }
  if (known.malicious.length > 0) {
    return t(known.vulnerabilities.length > 0 ? 'headline.maliciousAndFound' : 'headline.malicious', values)
  }
  return t(known.isAtLeast ? 'headline.foundAtLeast' : 'headline.found', values)
}
