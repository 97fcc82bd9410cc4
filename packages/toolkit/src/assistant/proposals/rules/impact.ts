/** What a flaw does in a product: said only where somebody observed or analysed it there. */
import type { Drafted, EvidenceText, ImpactRequest } from '../model.ts'
import { isDoubtful, isOpen, isTalk, quoteAll, toPlain } from '../reading.ts'
import { abstain } from './abstain.ts'

const observed =
  /\b(?:tests?|tested|labs?|laboratory|proofs?|proof of concept|reproduc\w*|measure[ds]?|measurements?|logs?|traces?|analys\w*|review(?:ed)?|audit\w*|shown|showed|seen|observed|Test\w*|Labor\w*|Versuch\w*|nachgestellt|reproduziert|gemessen|Messung\w*|Protokoll\w*|Prüf\w*|geprüft|beobachtet|gezeigt)\b|\w+(?:test|versuch|messung|prüfung)\b/iu
const withheld =
  /\b(?:withheld|no details?|not (?:yet )?(?:published|disclosed)|embargo\w*|zurückgehalten|keine (?:einzelheiten|details)|nicht veröffentlicht)\b/i
const presence =
  /\b(?:dependency|dependencies|listed|sbom|installed|uses the package|abhängigkeit\w*|stückliste|steht in|aufgeführt|eingebunden)\b/i

export function draftImpact(request: ImpactRequest): Drafted {
  const { advisory, product, evidence } = request
  const known = evidence.filter(({ text, origin }) => origin === 'own' && !isDoubtful(text) && !isTalk(text))
  const isCarried = known.some(isObservation)
  if (isOpen(product) || isOpen(advisory) || withheld.test(advisory) || !isCarried) {
    const doubt = evidence.some(({ text }) => isDoubtful(text)) && known.length === 0
    return abstain(request, {
      reason: doubt ? 'DOUBT' : 'MISSING_FACT',
      seen: evidence,
      ask: {
        en: 'What was observed or analysed in this release: what can somebody reach through the flaw, and under which conditions?',
        de: 'Was wurde in dieser Version beobachtet oder untersucht: Was erreicht jemand durch die Lücke, und unter welchen Bedingungen?',
      },
    })
  }
  return draft(request, known)
}

function isObservation({ text }: EvidenceText): boolean {
  return observed.test(text) && !presence.test(text)
}

function draft(
  { language, component, advisory, product }: ImpactRequest,
  known: readonly EvidenceText[],
): Drafted {
  const [of, flaw] = [toPlain(product), toPlain(advisory).replace(/[.]$/, '')]
  const lines =
    language === 'en'
      ? [
          `Impact on ${of} of the flaw in ${toPlain(component)}: ${flaw}.`,
          `What is known: ${quoteAll(known)}.`,
          'Nothing beyond this was examined.',
        ]
      : [
          `Auswirkung der Lücke in ${toPlain(component)} auf ${of}: ${flaw}.`,
          `Was bekannt ist: ${quoteAll(known)}.`,
          'Darüber hinaus wurde nichts untersucht.',
        ]
  return {
    outcome: 'propose',
    value: { kind: 'text' },
    text: lines.join('\n'),
    evidence: known.map(({ id }) => id),
    confidence: known.filter(isObservation).length > 1 ? 'high' : 'medium',
    passages: [],
  }
}
