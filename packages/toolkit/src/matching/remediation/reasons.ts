/** The sentences of the plan in English and German: a code, the facts, and the words around them. */
import type { Reason, ReasonCode, StepKind } from './model.ts'

export type PlanLanguage = 'en' | 'de'

const english: Readonly<Record<ReasonCode, string>> = {
  DIRECT_WITHIN:
    'The product asks for {package} {requirement}, which allows {to}: only the lock file holds {from}.',
  DIRECT_EDIT:
    'The product asks for {package} {requirement}, which does not allow {to}: the requirement has to change.',
  DIRECT_UNSTATED:
    'The product uses {package} directly; what it asks for is not written where it could be compared with {to}.',
  VIA: '{package} {to} allows {targets}, and the present version does not.',
  VIA_DROPS: '{package} {to} no longer brings along {targets}.',
  REFRESH_STATED: 'All dependents of {package} ({count}) allow {to}: only the lock file holds {from}.',
  REFRESH_ASSUMED:
    'The files do not state what the dependents of {package} allow. {to} is a small step from {from}, which is usually allowed; the package manager says if it is not.',
  REFRESH_MINIMUM: 'Requirements on {package} are minimums: {to} may be asked for at any time.',
  OVERRIDE_FORBIDDEN:
    '{dependent} asks for {package} {requirement}, which does not allow {to}. The override is a stop-gap: test what uses it, and take it out once {dependent} allows the version.',
  OVERRIDE_UNKNOWN:
    'The files do not state what the dependents of {package} allow, and {to} is too far from {from} to assume it. The override is a stop-gap: test what uses it, and take it out once its dependents ask for the version.',
  OVERRIDE_PINNED:
    'Others bring {package} along, and the package manager does not raise it by itself: the product has to name the version. That is a stop-gap: take it out once its dependents ask for the version.',
  REMOVE_MALICIOUS:
    '{package} {from} is known as malicious code: remove it, find out what it did, and change every secret that it could read. {via}',
  NO_FIX_KNOWN: 'No loaded record names a version of {package} above {from} that is clear.',
  ONLY_WITH_NEW_FINDINGS: 'Every version of {package} above {from} that is known has other findings.',
  REQUIREMENT_FORBIDS:
    '{to} would be clear, but {dependent} asks for {package} {requirement}, no version of it that allows more is known, and {ecosystem} has no override.',
  REQUIREMENT_UNKNOWN:
    '{to} would be clear, but the files do not state whether {dependent} allows it, it is far from {from}, and {ecosystem} has no override.',
  VERSION_UNKNOWN: 'The version of {package} is not stated or cannot be ordered.',
  NOT_FROM_REGISTRY: '{package} does not come from a registry: look for a newer state where it comes from.',
  OUTWEIGHED: 'A version that clears it would leave graver findings open.',
  SEARCH_ENDED: 'The search ended before a set of steps that clears it was found.',
  DECIDED: 'A decision in force says: {status}.',
}

const german: Readonly<Record<ReasonCode, string>> = {
  DIRECT_WITHIN:
    'Das Produkt verlangt {package} {requirement}, und das erlaubt {to}: nur die Lock-Datei hält {from} fest.',
  DIRECT_EDIT:
    'Das Produkt verlangt {package} {requirement}, und das erlaubt {to} nicht: die Anforderung muss geändert werden.',
  DIRECT_UNSTATED:
    'Das Produkt nutzt {package} direkt; was es verlangt, steht nirgends so, dass es mit {to} verglichen werden kann.',
  VIA: '{package} {to} erlaubt {targets}, die jetzige Version nicht.',
  VIA_DROPS: '{package} {to} bringt {targets} nicht mehr mit.',
  REFRESH_STATED:
    'Alle, die {package} verlangen ({count}), erlauben {to}: nur die Lock-Datei hält {from} fest.',
  REFRESH_ASSUMED:
    'Die Dateien sagen nicht, was die Abhängigen von {package} erlauben. {to} ist von {from} ein kleiner Schritt, der meist erlaubt ist; sonst meldet es der Paketmanager.',
  REFRESH_MINIMUM: 'Anforderungen an {package} sind Mindestversionen: {to} darf jederzeit verlangt werden.',
  OVERRIDE_FORBIDDEN:
    '{dependent} verlangt {package} {requirement}, und das erlaubt {to} nicht. Die Übersteuerung ist ein Notbehelf: testen Sie, was davon Gebrauch macht, und nehmen Sie sie heraus, sobald {dependent} die Version erlaubt.',
  OVERRIDE_UNKNOWN:
    'Die Dateien sagen nicht, was die Abhängigen von {package} erlauben, und {to} ist von {from} zu weit entfernt, um es anzunehmen. Die Übersteuerung ist ein Notbehelf: testen Sie, was davon Gebrauch macht, und nehmen Sie sie heraus, sobald die Abhängigen die Version verlangen.',
  OVERRIDE_PINNED:
    'Andere bringen {package} mit, und der Paketmanager hebt es nicht von selbst an: das Produkt muss die Version nennen. Das ist ein Notbehelf: nehmen Sie sie heraus, sobald die Abhängigen die Version verlangen.',
  REMOVE_MALICIOUS:
    '{package} {from} ist als Schadcode bekannt: entfernen Sie es, stellen Sie fest, was es getan hat, und ändern Sie jedes Geheimnis, das es lesen konnte. {via}',
  NO_FIX_KNOWN: 'Kein geladener Eintrag nennt eine Version von {package} über {from}, die frei ist.',
  ONLY_WITH_NEW_FINDINGS: 'Jede bekannte Version von {package} über {from} hat andere Befunde.',
  REQUIREMENT_FORBIDS:
    '{to} wäre frei, aber {dependent} verlangt {package} {requirement}, keine Version davon, die mehr erlaubt, ist bekannt, und {ecosystem} kennt keine Übersteuerung.',
  REQUIREMENT_UNKNOWN:
    '{to} wäre frei, aber die Dateien sagen nicht, ob {dependent} es erlaubt, es ist weit von {from} entfernt, und {ecosystem} kennt keine Übersteuerung.',
  VERSION_UNKNOWN: 'Die Version von {package} ist nicht angegeben oder nicht einzuordnen.',
  NOT_FROM_REGISTRY:
    '{package} stammt nicht aus einem Paketverzeichnis: suchen Sie an seiner Quelle nach einem neueren Stand.',
  OUTWEIGHED: 'Eine Version, die ihn behebt, ließe schwerere Befunde offen.',
  SEARCH_ENDED: 'Die Suche endete, bevor eine Folge von Schritten gefunden war, die ihn behebt.',
  DECIDED: 'Eine geltende Entscheidung sagt: {status}.',
}

const catalogues = { en: english, de: german }

export function toReason(code: ReasonCode, facts: Readonly<Record<string, string>>): Reason {
  return { code, facts, sentence: fill(english[code], facts) }
}

export function formatReason({ code, facts }: Reason, language: PlanLanguage): string {
  return fill(catalogues[language][code], facts)
}

function fill(text: string, facts: Readonly<Record<string, string>>): string {
  return text
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(facts, name) ? (facts[name] ?? '') : ''))
    .trim()
}

export const kindWords: Readonly<Record<PlanLanguage, Readonly<Record<StepKind, string>>>> = {
  en: {
    'upgrade-direct': 'upgrade',
    'upgrade-direct-via': 'upgrade for what it brings along',
    'refresh-lock': 'refresh the lock file',
    override: 'override (stop-gap)',
    remove: 'remove',
  },
  de: {
    'upgrade-direct': 'anheben',
    'upgrade-direct-via': 'anheben wegen dessen, was es mitbringt',
    'refresh-lock': 'Lock-Datei auffrischen',
    override: 'übersteuern (Notbehelf)',
    remove: 'entfernen',
  },
}
