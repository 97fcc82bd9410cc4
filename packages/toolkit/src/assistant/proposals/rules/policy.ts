/** A section of a policy from decided facts; a fact that is open is asked for, never filled in. */
import type { Tongue } from '../../passage.ts'
import type { Reference } from '../../reference.ts'
import type { Drafted, PolicyRequest } from '../model.ts'
import { isDoubtful, isOpen, quoteAll, toLine, toPlain } from '../reading.ts'
import { abstain } from './abstain.ts'
import { cite } from './references.ts'

interface Subject {
  readonly words: RegExp
  readonly title: Readonly<Record<Tongue, string>>
  readonly reference: Reference
}

const subjects: readonly Subject[] = [
  {
    words: /disclos|offenlegung/i,
    title: { en: 'Coordinated vulnerability disclosure', de: 'Koordinierte Offenlegung von Schwachstellen' },
    reference: cite('Annex I, Part II, point (5)'),
  },
  {
    words: /support[- ]period|unterstützungszeitraum|supportzeitraum/i,
    title: { en: 'Support period', de: 'Unterstützungszeitraum' },
    reference: cite('Art. 13(8)'),
  },
  {
    words: /contact|kontakt/i,
    title: { en: 'Contact for reports of vulnerabilities', de: 'Kontakt für Meldungen von Schwachstellen' },
    reference: cite('Annex I, Part II, point (6)'),
  },
  {
    words:
      /(?:distribut|verteil).*(?:updates?|aktualisierung)|(?:updates?|aktualisierung\w*).*(?:distribut|verteil)/i,
    title: { en: 'Distribution of updates', de: 'Verteilung von Aktualisierungen' },
    reference: cite('Annex I, Part II, point (7)'),
  },
  {
    words: /free of charge|kostenlos|security updates|sicherheits(?:updates|aktualisierung)/i,
    title: { en: 'Security updates', de: 'Sicherheitsaktualisierungen' },
    reference: cite('Annex I, Part II, point (8)'),
  },
  {
    words: /\bfix|remed|beheb/i,
    title: { en: 'Remediation of vulnerabilities', de: 'Behebung von Schwachstellen' },
    reference: cite('Annex I, Part II, point (2)'),
  },
  {
    words: /sbom|bill of materials|stückliste/i,
    title: { en: 'Software bill of materials', de: 'Software-Stückliste' },
    reference: cite('Annex I, Part II, point (1)'),
  },
  {
    words: /(?:security )?tests?\b|reviews?\b|prüfung/i,
    title: { en: 'Tests and reviews', de: 'Tests und Überprüfungen' },
    reference: cite('Annex I, Part II, point (3)'),
  },
]

const labels: Readonly<Record<string, Readonly<Record<Tongue, string>>>> = {
  product: { en: 'Product', de: 'Produkt' },
  contact: { en: 'Reports are taken by', de: 'Meldungen nimmt entgegen' },
  acknowledge: { en: 'Receipt is confirmed', de: 'Der Eingang wird bestätigt' },
  disclosure: { en: 'Publication', de: 'Veröffentlichung' },
  supportPeriod: { en: 'Support period', de: 'Unterstützungszeitraum' },
  supportUntil: { en: 'Security updates until', de: 'Sicherheitsaktualisierungen bis' },
  fixTime: { en: 'Time to a fix', de: 'Zeit bis zur Behebung' },
}

export function draftPolicy(request: PolicyRequest): Drafted {
  const { facts, evidence } = request
  const entries = Object.entries(facts)
  const missing = entries.filter(([, value]) => isOpen(value)).map(([name]) => toPlain(name))
  const isDecided = entries.some(([name]) => name !== 'product')
  if (missing.length > 0 || !isDecided) {
    const what = missing.join(', ')
    return abstain(request, {
      reason: 'MISSING_FACT',
      seen: evidence,
      ask: {
        en: what === '' ? 'What has the manufacturer decided?' : `Please decide and state: ${what}.`,
        de: what === '' ? 'Was hat der Hersteller entschieden?' : `Bitte entscheiden und angeben: ${what}.`,
      },
    })
  }
  return draft(request)
}

function draft({ language, question, facts, evidence }: PolicyRequest): Drafted {
  const subject = subjects.find(({ words }) => words.test(question))
  const known = evidence.filter(({ text }) => !isDoubtful(text))
  const title = subject?.title[language] ?? toPlain(question)
  const lines = [
    title,
    ...Object.entries(facts).map(
      ([name, value]) => `${labelOf(name, language)}: ${toLine(value).replace(/[.]$/, '')}.`,
    ),
    known.length > 0 && `${language === 'en' ? 'What is known' : 'Was bekannt ist'}: ${quoteAll(known)}.`,
    subject !== undefined &&
      `${language === 'en' ? 'Requirement' : 'Anforderung'}: ${subject.reference} (${language === 'en' ? 'Regulation' : 'Verordnung'} (EU) 2024/2847).`,
  ]
  return {
    outcome: 'propose',
    value: { kind: 'text' },
    text: lines.filter((line) => line !== false).join('\n'),
    evidence: known.map(({ id }) => id),
    confidence: subject === undefined ? 'low' : 'medium',
    passages: subject === undefined ? [] : [subject.reference],
  }
}

function labelOf(name: string, language: Tongue): string {
  const known = Object.hasOwn(labels, name) ? labels[name] : undefined
  return known?.[language] ?? toPlain(name)
}
