/** Between the form of the public page and a drafted section of a policy. Pure. */
import { createTranslator, type Language, publicWords } from '@occtet/ui'
import { policyFactsOf, type PolicyTopic } from '../assistant/policy-topics.ts'
import type { Settings } from './settings.ts'

type Wishes = Settings['wishes']

/** What the form states already of what the section needs, in the language of its text. */
export function factsFrom(
  { contacts, acknowledgeDays }: Pick<Wishes, 'contacts' | 'acknowledgeDays'>,
  topic: PolicyTopic,
  language: Language,
): Readonly<Record<string, string>> {
  const t = createTranslator(language, publicWords[language])
  const stated: readonly (readonly [string, string])[] = [
    ['contact', contacts.join(', ')],
    ['acknowledge', t('draft.days', { n: acknowledgeDays })],
  ]
  const needed: readonly string[] = policyFactsOf(topic)
  return Object.fromEntries(stated.filter(([name, value]) => needed.includes(name) && value !== ''))
}

/** Below what stands there, once: nothing that a person wrote is lost. A line becomes a paragraph, as the page shows it. */
export function addSection(policy: string, section: string): string {
  const paragraphs = section.split(/\n+/).join('\n\n')
  if (policy.includes(paragraphs)) return policy
  return policy.trim() === '' ? paragraphs : `${policy.trimEnd()}\n\n${paragraphs}`
}
