/** The answer on top of report and summary, in one sentence with a number. */
import { clip, type MessageKey, type Translator } from '@occtet/ui'
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

/** Name and version as one text, short enough for a heading whatever the input holds. */
export function formatProduct(input: ReportInput): string {
  const { name, version } = input.product
  const short = clip(name, 100)
  return version === undefined ? short : `${short} ${clip(version, 50)}`
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
  const found = t(known.isAtLeast ? 'headline.foundAtLeast' : 'headline.found', values)
  return `${found} ${worstOf(known, t)}`.trimEnd()
}

/** "3 are critical.", or the same for high; empty when neither is there. */
function worstOf(known: Knowledge, t: Translator<MessageKey>): string {
  const count = (level: 'critical' | 'high'): number =>
    known.vulnerabilities.filter((finding) => finding.level === level).length
  if (count('critical') > 0) return t('headline.critical', { n: count('critical') })
  return count('high') > 0 ? t('headline.high', { n: count('high') }) : ''
}
