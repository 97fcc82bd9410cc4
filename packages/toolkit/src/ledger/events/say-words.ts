/** How the fixed values of event data read in a sentence. Table of data. */

export type EventLanguage = 'en' | 'de'

const words: Readonly<Record<string, { readonly en?: string; readonly de: string }>> = {
  not_affected: { en: 'not affected', de: 'nicht betroffen' },
  affected: { de: 'betroffen' },
  fixed: { de: 'behoben' },
  under_investigation: { en: 'under investigation', de: 'wird untersucht' },
  default: { en: 'default category', de: 'Standardkategorie' },
  'important-1': { en: 'important, class I', de: 'wichtig, Klasse I' },
  'important-2': { en: 'important, class II', de: 'wichtig, Klasse II' },
  critical: { de: 'kritisch' },
  'out-of-scope': { en: 'out of scope', de: 'außerhalb des Anwendungsbereichs' },
  unknown: { de: 'unbekannt' },
  accepted: { de: 'angenommen' },
  rejected: { de: 'abgelehnt' },
  accept: { de: 'annehmen' },
  'accept-with-measures': { en: 'accept with measures', de: 'mit Maßnahmen annehmen' },
  replace: { de: 'ersetzen' },
  reject: { de: 'ablehnen' },
  valid: { de: 'gültig' },
  'valid-but-stale': { en: 'valid but stale', de: 'gültig, aber veraltet' },
  invalid: { de: 'ungültig' },
  'early-warning': { en: 'early warning', de: 'Frühwarnung' },
  notification: { de: 'Meldung' },
  'final-report': { en: 'final report', de: 'Abschlussbericht' },
  'intermediate-report': { en: 'intermediate report', de: 'Zwischenbericht' },
  vulnerability: { de: 'Schwachstelle' },
  incident: { de: 'Sicherheitsvorfall' },
  'technical-documentation': { en: 'technical documentation', de: 'technische Dokumentation' },
  'declaration-of-conformity': { en: 'EU declaration of conformity', de: 'EU-Konformitätserklärung' },
  'user-information': { en: 'user information', de: 'Nutzerinformation' },
  report: { de: 'Bericht' },
  other: { de: 'anderes' },
  document: { de: 'Dokument' },
  decision: { de: 'Entscheidung' },
  declaration: { de: 'Erklärung' },
  'assistant-proposal': { en: 'proposal of the assistant', de: 'Vorschlag des Assistenten' },
  disclosures: { en: 'personal fields', de: 'personenbezogene Felder' },
  payload: { en: 'content', de: 'Inhalt' },
  key: { en: 'content, with its key', de: 'Inhalt samt Schlüssel' },
  log: { en: 'the log', de: 'das Log' },
  event: { en: 'events', de: 'Ereignisse' },
  attestation: { en: 'attestations', de: 'Bescheinigungen' },
  witness: { en: 'cosignatures', de: 'Gegenzeichnungen' },
  tsa: { en: 'time stamps', de: 'Zeitstempel' },
}

/** Other texts come back as they are. */
export function sayChoice(value: string, language: EventLanguage): string {
  const word = Object.hasOwn(words, value) ? words[value] : undefined
  return word?.[language] ?? value
}
