/** What the search for imports says of a package, in words that the rules can weigh: a search that came to nothing is silence. */
import type { Tongue } from '../../passage.ts'
import type { EvidenceText } from '../model.ts'
import { isAddressing, toPlain } from '../reading.ts'

/** As `reachability` has it; `code` decides about the words, a foreign code says nothing. */
export interface ImportsAtHand {
  readonly state: 'imported' | 'development-only' | 'not-seen' | 'unknown'
  readonly reason: { readonly code: string }
  readonly places: readonly { readonly path: string; readonly line: number; readonly specifier: string }[]
  readonly looked: { readonly files: number }
}

type Words = Readonly<Record<Tongue, string>>

/**
 * Each says `uses the package`: that somebody uses it shows no effect of a flaw. None names the package, so that none can be
 * taken for a statement about a function of that name.
 */
const states: Readonly<Record<Exclude<ImportsAtHand['state'], 'unknown'>, Words>> = {
  imported: {
    en: 'Product code uses the package: it is imported',
    de: 'Das Paket ist im Code des Produkts eingebunden: es wird importiert',
  },
  'development-only': {
    en: 'By its imports, development alone uses the package',
    de: 'Nach den Importen ist das Paket allein in der Entwicklung eingebunden',
  },
  'not-seen': {
    en: 'By its imports, nothing in the code of the product uses the package',
    de: 'Nach den Importen ist das Paket nirgends im Code des Produkts eingebunden',
  },
}

/** What stands against any statement that the code is not reached; the rules take it as doubt. */
const doubts: Readonly<Record<string, Words>> = {
  COMPUTED_IMPORT: {
    en: 'Product code dynamically loads modules by names that it computes',
    de: 'Code des Produkts lädt dynamisch Module, deren Namen er berechnet',
  },
  FILES_UNREAD: {
    en: 'Files in which product code may use the package could not be read',
    de: 'Dateien, in denen das Paket eingebunden sein kann, sind ungeprüft',
  },
}

const silent: Words = {
  en: 'Whether product code uses the package does not show in its imports',
  de: 'Ob das Paket im Code des Produkts eingebunden ist, zeigen die Importe nicht',
}

const sources: Words = { en: 'search for imports', de: 'Suche nach Importen' }

export function importEvidence(imports: ImportsAtHand, language: Tongue): EvidenceText {
  return {
    id: 'imports',
    source: sources[language],
    origin: 'own',
    text: `${wordsOf(imports)[language]}${detail(imports, language)}.`,
  }
}

function wordsOf({ state, reason }: ImportsAtHand): Words {
  if (state !== 'unknown') return states[state]
  return Object.hasOwn(doubts, reason.code) ? (doubts[reason.code] ?? silent) : silent
}

function detail({ state, places, looked }: ImportsAtHand, language: Tongue): string {
  if (state === 'not-seen')
    return language === 'en' ? ` (${looked.files} files read)` : ` (${looked.files} Dateien gelesen)`
  const named = places
    .map(({ path, line, specifier }) => toPlain(`${path}:${line} “${specifier}”`))
    // A folder may be called what a hostile text would say; the place is shown with the finding.
    .filter((place) => !isAddressing(place))
  return named.length === 0 ? '' : ` (${named.join(', ')})`
}
