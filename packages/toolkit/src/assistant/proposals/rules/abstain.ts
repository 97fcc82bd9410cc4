/** Says that nothing is proposed, why, and what to find out: in two languages. */
import type { Tongue } from '../../passage.ts'
import type { AbstainReason, Drafted, EvidenceText, ProposalRequest } from '../model.ts'

const openings: Readonly<Record<AbstainReason, Readonly<Record<Tongue, string>>>> = {
  MISSING_FACT: {
    en: 'Not enough evidence for a proposal.',
    de: 'Für einen Vorschlag reichen die Belege nicht.',
  },
  CONTRADICTION: {
    en: 'The evidence contradicts itself; a person has to decide.',
    de: 'Die Belege widersprechen einander; das muss ein Mensch entscheiden.',
  },
  DOUBT: {
    en: 'The evidence is a guess, or says that something was not looked at.',
    de: 'Die Belege sind eine Vermutung oder sagen, dass etwas nicht geprüft wurde.',
  },
  UNTRUSTED_TEXT: {
    en: 'A given text addresses the tool, hides characters or carries markup; nothing is drafted from it. Please read it yourself.',
    de: 'Ein gegebener Text spricht das Werkzeug an, verbirgt Zeichen oder enthält Auszeichnung; daraus wird nichts entworfen. Bitte lesen Sie ihn selbst.',
  },
}

export interface Abstention {
  readonly reason: AbstainReason
  /** What to ask, by language. */
  readonly ask?: Readonly<Record<Tongue, string>>
  readonly seen?: readonly EvidenceText[]
}

export function abstain({ language }: ProposalRequest, { reason, ask, seen = [] }: Abstention): Drafted {
  const opening = openings[reason][language]
  const text = ask === undefined ? opening : `${opening} ${ask[language]}`
  return { outcome: 'not_enough_evidence', text, reason, evidence: seen.map(({ id }) => id) }
}
