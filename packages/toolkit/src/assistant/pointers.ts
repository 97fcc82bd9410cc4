/** Where a person turns when the assistant has no answer, in plain words. */
import type { RefusalReason, Tongue } from './passage.ts'

export const pointers: Readonly<Record<RefusalReason, Readonly<Record<Tongue, string>>>> = {
  out_of_corpus: {
    en: 'I do not know: none of my texts answers this. They cover the Cyber Resilience Act, this tool, your product and the documents that you added.',
    de: 'Das weiß ich nicht: Keiner meiner Texte beantwortet es. Sie behandeln die Cyberresilienz-Verordnung, dieses Werkzeug, Ihr Produkt und die Dokumente, die Sie hinzugefügt haben.',
  },
  legal_advice: {
    en: 'This asks for advice on your own case. A lawyer can give it; I can show what the regulation says.',
    de: 'Das fragt nach Rat in Ihrem eigenen Fall. Den gibt eine Anwältin oder ein Anwalt; ich kann zeigen, was in der Verordnung steht.',
  },
  other_law: {
    en: 'This is a matter of another law, which my texts do not cover. Ask the authority in charge of it.',
    de: 'Das regelt ein anderes Gesetz, das meine Texte nicht behandeln. Zuständig ist die Behörde für dieses Gesetz.',
  },
  no_promise: {
    en: 'I promise and confirm nothing of this kind: compliance is declared by the manufacturer and judged by authorities. I can show what is met, what is open and what is unknown.',
    de: 'So etwas verspreche und bestätige ich nicht: Konformität erklärt der Hersteller, und Behörden prüfen sie. Ich kann zeigen, was erfüllt, was offen und was unbekannt ist.',
  },
}
