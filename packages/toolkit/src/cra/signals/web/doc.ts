/** SIG-WEB-DOC: which points of Annex V a saved EU declaration of conformity shows. */
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { linesOfPage, pageOf, placeOnPage } from '../../web-page.ts'
import { say } from '../../say.ts'

const id = 'SIG-WEB-DOC'

/** Annex V, points 1 to 8, by words that a declaration in English or German cannot do without. */
const points: readonly (readonly [string, RegExp])[] = [
  [
    'product',
    /\b(product name|name and type|product type|serial number|produktname|bezeichnung des produkts)\b/i,
  ],
  [
    'manufacturer',
    /\b(name and address|address of the manufacturer|manufacturer\s*:|hersteller\s*:|anschrift des herstellers)/i,
  ],
  ['sole_responsibility', /\b(sole responsibility|alleinige verantwortung)\b/i],
  ['object', /\b(object of the declaration|gegenstand der erklärung)\b/i],
  ['legislation', /\b2024\/2847\b/],
  [
    'standards',
    /\b(harmoni[sz]ed standards?|common specifications?|EN (IEC |ISO )?\d{4,6}|harmonisierte normen?)\b/i,
  ],
  ['notified_body', /\b(notified body|notifizierte stelle|benannte stelle)\b/i],
  ['signature', /\b(signed for and on behalf|place and date|unterzeichnet für|ort und datum)\b/i],
]

export const webDoc: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const page = pageOf(input.pages, 'declaration')
    const nothing = { reachable: null, fields_found: [] }
    const statement = say`Whether the EU declaration of conformity can be reached is unknown.`
    if (page === undefined)
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: nothing,
        reason: reasonWithout(input, 'pages'),
      })
    const lines = linesOfPage(page)
    const found = points.flatMap(([field, words]) => {
      const at = lines.findIndex((line) => words.test(line))
      return at < 0 ? [] : [{ field, place: placeOnPage(page, at + 1) }]
    })
    const legislation = found.find(({ field }) => field === 'legislation')
    // Only a person can say that the address where it was saved is the public one.
    const facts = { reachable: null, fields_found: found.map(({ field }) => field) }
    const evidence = found.length === 0 ? [placeOnPage(page, 1)] : found.map(({ place }) => place)
    if (legislation === undefined) {
      const text = say`The saved page ${page.name} does not name Regulation (EU) 2024/2847.`
      return toSignalResult(id, { state: 'contrary', statement: text, facts, evidence })
    }
    const text = say`The saved page ${page.name} shows ${found.length} of ${points.length} points of a declaration of conformity.`
    return toSignalResult(id, {
      state: 'present',
      statement: text,
      facts,
      evidence,
      ...(found.length < 6 ? { strength: 'weak' as const } : {}),
    })
  },
}
