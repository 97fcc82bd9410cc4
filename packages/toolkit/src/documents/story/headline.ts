/** The answer on top of report and summary, in one sentence with a number. */
import { clip, type MessageKey, type Translator } from '@occtet/ui'
import { isExploited } from '../../model/index.ts'
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
      return withDecided(known, t, t('headline.unknown', { product, n: components }))
    case 'clean':
      return known.closed.length === 0
        ? t('headline.clean', { product, n: known.checked })
        : t('headline.cleanDecided', { product, n: known.checked, decided: known.closed.length })
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
    const key = known.vulnerabilities.length > 0 ? 'headline.maliciousAndFound' : 'headline.malicious'
    return withDecided(known, t, t(key, values))
  }
  const found = t(foundKey(known), { ...values, decided: known.closed.length })
  return `${found} ${worstOf(known, t)}`.trimEnd()
}

/** With decisions the sentence names both counts: what is decided is never left out of it. */
function foundKey({ isAtLeast, closed }: Knowledge): MessageKey {
  if (closed.length > 0) return isAtLeast ? 'headline.openAtLeast' : 'headline.open'
  return isAtLeast ? 'headline.foundAtLeast' : 'headline.found'
}

/** "2 are exploited already." before "3 are critical.", or the same for high; empty when none is there. */
function worstOf(known: Knowledge, t: Translator<MessageKey>): string {
  const exploited = known.vulnerabilities.filter((finding) => isExploited(finding) === true).length
  if (exploited > 0) return t('headline.exploited', { n: exploited })
  const count = (level: 'critical' | 'high'): number =>
    known.vulnerabilities.filter((finding) => finding.level === level).length
  if (count('critical') > 0) return t('headline.critical', { n: count('critical') })
  return count('high') > 0 ? t('headline.high', { n: count('high') }) : ''
}

function withDecided({ closed }: Knowledge, t: Translator<MessageKey>, sentence: string): string {
  return closed.length === 0 ? sentence : `${sentence} ${t('headline.alsoDecided', { n: closed.length })}`
}
