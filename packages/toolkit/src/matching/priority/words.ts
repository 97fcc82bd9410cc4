/** Table of data: what each reason says, in both languages; `{name}` is filled with the value of that name. */
import type { PriorityReason } from '../../model/index.ts'
import type { ReasonCode } from './reason.ts'

export type PriorityLanguage = 'en' | 'de'

type Texts = Readonly<Record<PriorityLanguage, string>>

/** Pieces of one sentence, put together by `;`; the first one's letter is raised. */
const texts: Readonly<Record<ReasonCode, Texts>> = {
  DECIDED: {
    en: 'decided on {date}: {status}',
    de: 'entschieden am {date}: {status}',
  },
  DECIDED_UNTIL: {
    en: 'decided on {date}: {status}, until {until}',
    de: 'entschieden am {date}: {status}, bis {until}',
  },
  MALICIOUS: {
    en: 'this is known malicious code, not a flaw in good code',
    de: 'bekannte Schadsoftware, kein Fehler in gutem Code',
  },
  KEV_CISA: {
    en: "in CISA's list of exploited vulnerabilities since {date}",
    de: 'seit {date} in der Liste ausgenutzter Schwachstellen der CISA',
  },
  KEV_CISA_UNDATED: {
    en: "in CISA's list of exploited vulnerabilities",
    de: 'in der Liste ausgenutzter Schwachstellen der CISA',
  },
  KEV_EU: {
    en: "in the EU's list of exploited vulnerabilities since {date}",
    de: 'seit {date} in der Liste ausgenutzter Schwachstellen der EU',
  },
  KEV_EU_UNDATED: {
    en: "in the EU's list of exploited vulnerabilities",
    de: 'in der Liste ausgenutzter Schwachstellen der EU',
  },
  RANSOMWARE: {
    en: 'known to be used by ransomware',
    de: 'bekanntermaßen von Erpressungssoftware genutzt',
  },
  SSVC_ACTIVE: {
    en: 'CISA knows of active exploitation',
    de: 'der CISA ist aktive Ausnutzung bekannt',
  },
  KEV_UNKNOWN: {
    en: 'whether it is exploited is unknown, because no fresh list of exploited vulnerabilities is loaded',
    de: 'ob sie ausgenutzt wird, ist unbekannt: Keine aktuelle Liste ausgenutzter Schwachstellen ist geladen',
  },
  ACTION_OVERDUE: {
    en: 'the action decided on was due on {date}',
    de: 'die beschlossene Maßnahme war am {date} fällig',
  },
  DECISION_STALE: {
    en: 'the decision of {date} ({status}) went stale: {what} changed',
    de: 'die Entscheidung vom {date} ({status}) gilt nicht mehr: {what} hat sich geändert',
  },
  DECISION_EXPIRED: {
    en: 'the decision of {date} ({status}) has expired',
    de: 'die Entscheidung vom {date} ({status}) ist abgelaufen',
  },
  DECISION_WAITING: {
    en: 'the decision of {date} ({status}) waits for a second person',
    de: 'die Entscheidung vom {date} ({status}) wartet auf eine zweite Person',
  },
  DISPUTED: {
    en: 'sources do not agree: {yes} counts {version} in, {no} does not',
    de: 'die Quellen sind sich nicht einig: {yes} zählt {version} dazu, {no} nicht',
  },
  NOTICE: {
    en: 'a notice ({kind}), not a vulnerability',
    de: 'ein Hinweis ({kind}), keine Schwachstelle',
  },
  REACHED: {
    en: '{component} is loaded by {place}',
    de: '{component} wird von {place} geladen',
  },
  REACHED_UNPLACED: {
    en: '{component} is loaded by the product',
    de: '{component} wird vom Produkt geladen',
  },
  REACHED_BY_DEVELOPMENT: {
    en: '{component} is loaded by development only ({place})',
    de: '{component} wird nur bei der Entwicklung geladen ({place})',
  },
  REACHED_BY_DEVELOPMENT_UNPLACED: {
    en: '{component} is loaded by development only',
    de: '{component} wird nur bei der Entwicklung geladen',
  },
  NOT_SEEN: {
    en: 'no import of {component} was seen in {files} files',
    de: 'in {files} Dateien wurde kein Import von {component} gesehen',
  },
  REACH_UNKNOWN: {
    en: 'whether the product loads {component} is unknown',
    de: 'ob das Produkt {component} lädt, ist unbekannt',
  },
  NOT_SHIPPED: {
    en: 'only used for development or building',
    de: 'nur für Entwicklung oder Bau genutzt',
  },
  ONLY_TESTED: {
    en: 'only lock files of tests, examples or documents hold it',
    de: 'nur Sperrdateien von Tests, Beispielen oder Dokumenten enthalten es',
  },
  SEVERITY: {
    en: '{level} ({score}, {source})',
    de: '{level} ({score}, {source})',
  },
  SEVERITY_SPREAD: {
    en: '{level} ({score}, {source}; another source says {low})',
    de: '{level} ({score}, {source}; eine andere Quelle sagt {low})',
  },
  SEVERITY_WORD: {
    en: '{level} ({source} says "{word}", no source gives a score)',
    de: '{level} ({source} sagt „{word}“, keine Quelle nennt einen Wert)',
  },
  SEVERITY_UNKNOWN: {
    en: 'no source gives a severity',
    de: 'keine Quelle nennt eine Schwere',
  },
  SSVC: {
    en: 'SSVC: {decision}',
    de: 'SSVC: {decision}',
  },
  SSVC_DERIVED: {
    en: 'SSVC: {decision} (automatable and technical impact derived from the CVSS vector)',
    de: 'SSVC: {decision} (Automatisierbarkeit und technische Wirkung aus dem CVSS-Vektor abgeleitet)',
  },
  EPSS: {
    en: 'EPSS expects an exploit within 30 days with {percent} %',
    de: 'EPSS erwartet eine Ausnutzung binnen 30 Tagen mit {percent} %',
  },
  EPSS_DATED: {
    en: 'EPSS expects an exploit within 30 days with {percent} % ({date})',
    de: 'EPSS erwartet eine Ausnutzung binnen 30 Tagen mit {percent} % ({date})',
  },
  EPSS_UNKNOWN: {
    en: 'its EPSS is unknown',
    de: 'ihr EPSS ist unbekannt',
  },
  NETWORKED_RAISES: {
    en: 'the product is networked, and the attack comes over a network',
    de: 'das Produkt ist vernetzt, und der Angriff kommt über ein Netz',
  },
  REMOTE_RAISES: {
    en: 'the product processes data remotely, where the attack can reach it',
    de: 'das Produkt verarbeitet Daten aus der Ferne, wo der Angriff es erreicht',
  },
  PERSONAL_DATA_RAISES: {
    en: 'the product holds personal data, and the flaw can disclose data',
    de: 'das Produkt enthält personenbezogene Daten, und die Schwachstelle kann Daten offenlegen',
  },
  OFFLINE_LOWERS: {
    en: 'the attack comes over a network, and the product is stated to have no data connection',
    de: 'der Angriff kommt über ein Netz, und das Produkt hat laut Angabe keine Datenverbindung',
  },
  FIX_UPGRADE: {
    en: '{version} fixes it',
    de: '{version} behebt sie',
  },
  FIX_THROUGH: {
    en: '{version} fixes it, to be brought in through {direct}',
    de: '{version} behebt sie, über {direct} einzubinden',
  },
  FIX_REMOVE: {
    en: 'remove {component}',
    de: '{component} entfernen',
  },
  FIX_UNKNOWN: {
    en: 'no fixed version is known',
    de: 'keine behobene Version ist bekannt',
  },
}

/** Values that are words of ours, by the name of the gap. */
const terms: Readonly<Record<string, Readonly<Record<string, Texts>>>> = {
  level: {
    critical: { en: 'critical', de: 'kritisch' },
    high: { en: 'high', de: 'hoch' },
    medium: { en: 'medium', de: 'mittel' },
    low: { en: 'low', de: 'gering' },
    none: { en: 'no severity', de: 'keine Schwere' },
    unknown: { en: 'unknown severity', de: 'Schwere unbekannt' },
  },
  status: {
    not_affected: { en: 'not affected', de: 'nicht betroffen' },
    affected: { en: 'affected', de: 'betroffen' },
    fixed: { en: 'fixed', de: 'behoben' },
    under_investigation: { en: 'being looked into', de: 'wird untersucht' },
  },
  what: {
    VERSION_CHANGED: { en: 'the version', de: 'die Version' },
    RANGE_CHANGED: { en: 'the affected range', de: 'der betroffene Bereich' },
    ADVISORY_CHANGED: { en: 'the advisory', de: 'die Meldung' },
    REACHABILITY_CHANGED: { en: 'the use in the product', de: 'die Nutzung im Produkt' },
    SCOPE_CHANGED: { en: 'the use of the component', de: 'die Verwendung der Komponente' },
    EXPLOITATION_CHANGED: { en: 'what is known of attacks', de: 'der Stand zu Angriffen' },
    '': { en: 'something', de: 'etwas' },
  },
}

/** The sentence that the reasons make together. Values of ours are worded; names, versions and ids stay as they are. */
export function sayReasons(reasons: readonly PriorityReason[], language: PriorityLanguage): string {
  const [first = '', ...others] = reasons.map((reason) => sayReason(reason, language))
  const opening = startsWithName(reasons[0], language)
    ? first
    : first.charAt(0).toUpperCase() + first.slice(1)
  return `${[opening, ...others].join('; ')}.`
}

/** One pass, so that a value that holds `{x}` stays what it is. A code of a later version is said as it is. */
function sayReason({ code, values }: PriorityReason, language: PriorityLanguage): string {
  const template = findText(code)?.[language]
  if (template === undefined) return code
  return template.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = values[name]
    return value === undefined ? gap : sayValue(name, value, language)
  })
}

function findText(code: string): Texts | undefined {
  return Object.hasOwn(texts, code) ? texts[code as ReasonCode] : undefined
}

function sayValue(name: string, value: string | number, language: PriorityLanguage): string {
  const isGerman = language === 'de'
  if (typeof value === 'number') return isGerman ? String(value).replace('.', ',') : String(value)
  if (name === 'date' || name === 'until')
    return isGerman ? value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3.$2.$1') : value
  return terms[name === 'low' ? 'level' : name]?.[value]?.[language] ?? value
}

/** A package's own name keeps its letters. */
function startsWithName(reason: PriorityReason | undefined, language: PriorityLanguage): boolean {
  const template = reason === undefined ? undefined : findText(reason.code)?.[language]
  return template?.startsWith('{component}') === true || template?.startsWith('{version}') === true
}
