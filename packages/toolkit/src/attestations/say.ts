/** A verdict in plain words, for readers who know nothing of signatures. */
import type { Check } from './checks.ts'
import type { AttestationVerdict } from './question.ts'
import { de } from './texts/de.ts'
import { en } from './texts/en.ts'
import type { AttestationTexts } from './texts/types.ts'

export type AttestationLanguage = 'en' | 'de'

const texts: Readonly<Record<AttestationLanguage, AttestationTexts>> = { en, de }

export interface SaidCheck {
  readonly id: Check['id']
  /** Such as "The key". */
  readonly heading: string
  /** Such as "in order". */
  readonly outcome: string
  readonly sentence: string
}

/** Values come from untrusted statements: whoever prints them escapes them. Control characters are gone, long ones cut. */
export function sayCheck(check: Check, language: AttestationLanguage): SaidCheck {
  const { headings, outcomes, codes } = texts[language]
  const sentence = codes[check.code].replace(/\{(\w+)\}/g, (_, name: string) =>
    tame(check.values[name] ?? '?'),
  )
  return { id: check.id, heading: headings[check.id], outcome: outcomes[check.outcome], sentence }
}

export function sayVerdict(
  verdict: AttestationVerdict,
  language: AttestationLanguage,
): { readonly summary: string; readonly checks: readonly SaidCheck[] } {
  const checks = verdict.checks.map((check) => sayCheck(check, language))
  return { summary: texts[language].verdicts[verdict.state], checks }
}

const MAX_VALUE = 500

/** Also without the marks that turn the direction of writing. */
function tame(value: string): string {
  const plain = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
  return plain.length > MAX_VALUE ? `${plain.slice(0, MAX_VALUE)}…` : plain
}
