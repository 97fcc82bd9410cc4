/** An entry for the risk assessment: what was found, never how likely or how bad it is. */
import type { Reference } from '../../reference.ts'
import type { Drafted, EvidenceText, RiskRequest } from '../model.ts'
import { isDoubtful, isOpen, isTalk, quoteAll, toPlain } from '../reading.ts'
import { abstain } from './abstain.ts'
import { cite } from './references.ts'

/** Which property a risk is about, by words that leave no doubt. */
const subjects: readonly (readonly [words: RegExp, reference: Reference])[] = [
  [
    /known (?:exploitable )?vulnerabilit|bekannte (?:ausnutzbare )?schwachstelle/i,
    cite('Annex I, Part I, point (2)(a)'),
  ],
  [
    /default (?:password|configuration|setting)|standard(?:kennwort|passwort|einstellung)|werkseinstellung/i,
    cite('Annex I, Part I, point (2)(b)'),
  ],
  [/security updates?\b|sicherheits(?:update|aktualisierung)/i, cite('Annex I, Part I, point (2)(c)')],
  [
    /unauthori[sz]ed|without (?:a )?(?:log[- ]?in|password|authentication)|password|authenticat|unbefugt|ohne anmeldung|kennwort|passwort/i,
    cite('Annex I, Part I, point (2)(d)'),
  ],
  [
    /encrypt|clear ?text|plain ?text|eavesdrop|verschlüssel|klartext|mitlesen|abhören/i,
    cite('Annex I, Part I, point (2)(e)'),
  ],
  [
    /tamper|manipulat|unsigned|without (?:a )?signature|integrity|unsigniert|ohne signatur|verfälsch|integrität/i,
    cite('Annex I, Part I, point (2)(f)'),
  ],
  [
    /data minimi[sz]ation|more data than|datenminimierung|mehr daten als/i,
    cite('Annex I, Part I, point (2)(g)'),
  ],
  [
    /denial of service|jamm|overload|flood|availability|überlast|verfügbarkeit|störsender/i,
    cite('Annex I, Part I, point (2)(h)'),
  ],
  [
    /debug (?:port|interface)|open port|jtag|uart|attack surface|offener port|offene schnittstelle|debug-?schnittstelle|angriffsfläche/i,
    cite('Annex I, Part I, point (2)(j)'),
  ],
  [/\blogging\b|event log|protokollier/i, cite('Annex I, Part I, point (2)(l)')],
  [/\b(?:wipe|delete|erase)[ds]?\b|löschen|gelöscht/i, cite('Annex I, Part I, point (2)(m)')],
]

export function draftRisk(request: RiskRequest): Drafted {
  const { product, question, evidence } = request
  const known = evidence.filter(({ text }) => !isDoubtful(text) && !isTalk(text))
  const hasDoubt = known.length < evidence.length && known.length === 0 && evidence.length > 0
  if (question.trim() === '' || isOpen(product) || known.length === 0)
    return abstain(request, {
      reason: hasDoubt ? 'DOUBT' : 'MISSING_FACT',
      seen: evidence,
      ask: {
        en: 'What was tested, measured or read in the design about this?',
        de: 'Was wurde dazu getestet, gemessen oder im Entwurf gelesen?',
      },
    })
  return draft(request, known)
}

function draft({ language, product, question }: RiskRequest, known: readonly EvidenceText[]): Drafted {
  const passages = subjectsOf(question, known)
  const named = passages.join('; ')
  const [about, on] = [toPlain(question).replace(/[.]$/, ''), toPlain(product)]
  const lines =
    language === 'en'
      ? [
          `Risk, ${on}: ${about}`,
          `What is known: ${quoteAll(known)}.`,
          named !== '' && `Requirement: ${named}.`,
          'How likely it is, how much harm it does and what to do about it: for a person to judge.',
        ]
      : [
          `Risiko, ${on}: ${about}`,
          `Was bekannt ist: ${quoteAll(known)}.`,
          named !== '' && `Anforderung: ${named}.`,
          'Wie wahrscheinlich es ist, wie groß der Schaden wäre und was zu tun ist, beurteilt ein Mensch.',
        ]
  return {
    outcome: 'propose',
    value: { kind: 'text' },
    text: lines.filter((line) => line !== false).join('\n'),
    evidence: known.map(({ id }) => id),
    confidence: known.length > 1 ? 'medium' : 'low',
    passages,
  }
}

/** What the question is about; where it says nothing certain, what the evidence is about. More than two are a guess. */
function subjectsOf(question: string, known: readonly EvidenceText[]): readonly Reference[] {
  const own = matching(question)
  const found = own.length > 0 ? own : matching(known.map(({ text }) => text).join('\n'))
  return found.length <= 2 ? found : []
}

function matching(text: string): readonly Reference[] {
  return subjects.flatMap(([words, reference]) => (words.test(text) ? [reference] : []))
}
