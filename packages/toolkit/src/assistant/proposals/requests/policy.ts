/** From a topic and what the manufacturer decided to a request for a section of a policy. */
import type { Tongue } from '../../passage.ts'
import type { PolicyRequest } from '../model.ts'
import { nameOf, noteEvidence, type RequestFrame } from './frame.ts'

export type PolicyFact = 'contact' | 'acknowledge' | 'disclosure' | 'supportUntil' | 'fixTime'

export interface PolicyTopic {
  readonly title: Readonly<Record<Tongue, string>>
  /** What has to be decided before such a text can be written. */
  readonly facts: readonly PolicyFact[]
}

/** By the name that people choose it by. */
export const policyTopics = {
  disclosure: {
    title: { en: 'Coordinated vulnerability disclosure', de: 'Koordinierte Offenlegung von Schwachstellen' },
    facts: ['contact', 'acknowledge', 'disclosure'],
  },
  contact: {
    title: { en: 'Contact for reports of vulnerabilities', de: 'Kontakt für Meldungen von Schwachstellen' },
    facts: ['contact'],
  },
  'support-period': {
    title: { en: 'Support period', de: 'Unterstützungszeitraum' },
    facts: ['supportUntil'],
  },
  'security-updates': {
    title: { en: 'Security updates free of charge', de: 'Kostenlose Sicherheitsaktualisierungen' },
    facts: ['supportUntil'],
  },
  remediation: {
    title: { en: 'Remediation of vulnerabilities', de: 'Behebung von Schwachstellen' },
    facts: ['fixTime'],
  },
} as const satisfies Readonly<Record<string, PolicyTopic>>

/** What a product's profile says of security and support; a `ProductProfile` fits. */
export interface ProfileAtHand {
  readonly security?: {
    readonly contacts: readonly string[]
    readonly acknowledgeDays?: number
    readonly fixTargetDays?: number
  }
  readonly support?: { readonly endsAt?: string }
}

export interface PolicyAtHand {
  /** A name of `policyTopics`, or a subject in words. */
  readonly topic: string
  /** As a person stated them for this text; they win over the profile. */
  readonly facts: Readonly<Record<string, string>>
  /** Asked for what a known topic needs, and for nothing else. */
  readonly profile?: ProfileAtHand
}

/** What a known topic needs and nobody stated stays open, so that it is asked for. */
export function toPolicyRequest(
  { topic, facts, profile = {} }: PolicyAtHand,
  frame: RequestFrame,
): PolicyRequest {
  const known = findPolicyTopic(topic)
  const stated = policyFacts(profile, frame.language)
  const needed = Object.fromEntries((known?.facts ?? []).map((name) => [name, stated[name] ?? '']))
  return {
    kind: 'policy_text',
    language: frame.language,
    question: known?.title[frame.language] ?? topic,
    facts: { product: nameOf(frame), ...needed, ...facts },
    evidence: noteEvidence(frame),
  }
}

function findPolicyTopic(name: string): PolicyTopic | undefined {
  return Object.hasOwn(policyTopics, name) ? policyTopics[name as keyof typeof policyTopics] : undefined
}

/** What stands in the profile, by the names that topics ask for; what does not is absent. */
function policyFacts(
  { security, support }: ProfileAtHand,
  language: Tongue,
): Readonly<Partial<Record<PolicyFact, string>>> {
  const days = (count: number): string =>
    language === 'en' ? `within ${count} days` : `innerhalb von ${count} Tagen`
  const { contacts = [], acknowledgeDays, fixTargetDays } = security ?? {}
  return {
    ...(contacts.length > 0 && { contact: contacts.join(', ') }),
    ...(acknowledgeDays !== undefined && { acknowledge: days(acknowledgeDays) }),
    ...(fixTargetDays !== undefined && { fixTime: days(fixTargetDays) }),
    ...(support?.endsAt !== undefined && { supportUntil: support.endsAt }),
  }
}
