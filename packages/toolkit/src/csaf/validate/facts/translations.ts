/** Terms with a special meaning in titles and summaries, in other languages than English. */

export type Term =
  | 'license'
  | 'product_description'
  | 'reasoning_for_supersession'
  | 'reasoning_for_withdrawal'
  | 'superseding_document'

/** Data: translations.json of the OASIS CSAF TC at 27af37f5 (2026-08-17), by primary language subtag. */
const translations: ReadonlyMap<string, Readonly<Record<Term, string>>> = new Map([
  [
    'de',
    {
      license: 'Lizenz',
      product_description: 'Produktbeschreibung',
      reasoning_for_supersession: 'Begründung für die Ersetzung',
      reasoning_for_withdrawal: 'Begründung für die Zurückziehung',
      superseding_document: 'Ersetzendes Dokument',
    },
  ],
])

/** Undefined where the TC has recorded none. */
export function translate(term: Term, language: string): string | undefined {
  return translations.get(language)?.[term]
}
