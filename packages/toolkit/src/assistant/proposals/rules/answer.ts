/** A questionnaire's answer from evidence. Missing evidence is `unknown`, and a file is not a practice. */
import type { AnswerOption, AnswerRequest, Drafted, EvidenceText } from '../model.ts'
import { denies, isDoubtful, isTalk, quoteAll, sentencesOf } from '../reading.ts'
import { abstain } from './abstain.ts'
import { isPractice, type Topic, topics } from './answer-topics.ts'

export function draftAnswer(request: AnswerRequest): Drafted {
  const topic = topics.find(({ question }) => question.test(request.question))
  const own = request.evidence.filter(({ origin }) => origin === 'own')
  const usable = own.filter(({ text }) => !isTalk(text) && !isDoubtful(text))
  const forIt = usable.filter(({ text }) => topic !== undefined && shows(topic, text))
  const against = usable.filter(({ text }) => topic?.no.test(text) === true)
  if (forIt.length > 0 && against.length > 0) return unknown(request, 'CONTRADICTION')
  if (against.length > 0) return propose(request, 'no', [against, usable])
  if (forIt.length > 0 && own.length > usable.length) return unknown(request, 'DOUBT')
  if (forIt.some(({ text }) => isPartial(text))) return propose(request, 'partial', [forIt, usable])
  if (isCarried(request, forIt)) return propose(request, 'yes', [forIt, usable])
  return unknown(request, own.length > usable.length ? 'DOUBT' : 'MISSING_FACT')
}

/** By words that nothing else in the sentence denies or puts off. */
function shows({ yes, no }: Topic, text: string): boolean {
  if (no.test(text)) return false
  return sentencesOf(text).some((sentence) => {
    const rest = sentence.replace(yes, ' ')
    return (
      rest !== sentence &&
      !denies(rest) &&
      !/\b(?:planned|will be|draft|geplant|künftig|entwurf)\b/i.test(sentence)
    )
  })
}

/** A question on what is done needs a record of it having been done. */
function isCarried({ question }: AnswerRequest, forIt: readonly EvidenceText[]): boolean {
  const asksPractice =
    /\b(?:practice|enforced|regular\w*|appl(?:y|ied)|carried out|put into|praxis|umgesetzt|regelmäßig\w*|angewend\w*|gelebt)(?![\p{L}])/iu.test(
      question,
    )
  return forIt.length > 0 && (!asksPractice || forIt.some(({ text }) => isPractice.test(text)))
}

function isPartial(text: string): boolean {
  const ofAll = /\b(\d+) (?:of|von) (?:the |den )?(\d+)\b/i.exec(text)
  const isShare = ofAll !== null && Number(ofAll[1]) < Number(ofAll[2])
  return (
    isShare || /\b(?:partly|only some|some of|in part|not all|teilweise|nur einige|nicht alle)\b/i.test(text)
  )
}

function unknown(request: AnswerRequest, reason: 'MISSING_FACT' | 'DOUBT' | 'CONTRADICTION'): Drafted {
  return abstain(request, {
    reason,
    seen: request.evidence,
    ask: {
      en: 'The answer stays unknown. Which test, record or published text of this product shows it?',
      de: 'Die Antwort bleibt „unbekannt“. Welcher Test, welche Aufzeichnung oder welcher veröffentlichte Text zu diesem Produkt zeigt es?',
    },
  })
}

function propose(
  request: AnswerRequest,
  answer: Exclude<AnswerOption, 'unknown'>,
  [by, usable]: readonly [readonly EvidenceText[], readonly EvidenceText[]],
): Drafted {
  if (!request.options.includes(answer)) return unknown(request, 'MISSING_FACT')
  const beside = usable.filter((one) => !by.includes(one))
  const words = { yes: 'ja', partial: 'teilweise', no: 'nein' }
  return {
    outcome: 'propose',
    value: { kind: 'answer', answer },
    text:
      request.language === 'en'
        ? `Proposed answer: ${answer}. It rests on: ${quoteAll(by)}.${beside.length > 0 ? ` Also given: ${quoteAll(beside)}.` : ''}`
        : `Vorgeschlagene Antwort: ${words[answer]}. Grundlage: ${quoteAll(by)}.${beside.length > 0 ? ` Außerdem gegeben: ${quoteAll(beside)}.` : ''}`,
    evidence: by.map(({ id }) => id),
    confidence: by.length > 1 ? 'high' : 'medium',
    passages: [],
  }
}
