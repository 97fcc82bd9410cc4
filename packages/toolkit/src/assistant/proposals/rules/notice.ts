/** A notice for users of a product with a flaw: only what was given, and a measure only where somebody stands for it. */
import type { Drafted, NoticeRequest } from '../model.ts'
import { isDoubtful, isOpen, quoteAll, toLine, toPlain } from '../reading.ts'
import { abstain } from './abstain.ts'
import { cite } from './references.ts'

const noMeasure = /^(?:none|none yet|no measure\w*|keine|bisher keine|noch keine)\b/i

export function draftNotice(request: NoticeRequest): Drafted {
  const { product, affected, advisory, mitigation, exploited } = request
  const ask = (en: string, de: string): Drafted =>
    abstain(request, { reason: 'MISSING_FACT', ask: { en, de } })
  if (isOpen(product) || isOpen(affected))
    return ask(
      'Which versions of which product have the flaw?',
      'Welche Versionen welches Produkts haben die Lücke?',
    )
  if (isOpen(advisory)) return ask('What can happen through the flaw?', 'Was kann durch die Lücke geschehen?')
  if (isOpen(mitigation) && !noMeasure.test(mitigation))
    return ask(
      'Which measure helps, and who has tested it?',
      'Welche Maßnahme hilft, und wer hat sie geprüft?',
    )
  if (exploited === 'unknown')
    return ask(
      'Is the flaw exploited? The duty to inform users under Art. 14(8) depends on it.',
      'Wird die Lücke ausgenutzt? Davon hängt die Pflicht zur Information der Nutzer nach Art. 14(8) ab.',
    )
  return draft(request)
}

const words = {
  en: {
    title: 'Security notice',
    affected: 'Affected',
    happens: 'What can happen',
    exploited: 'The flaw is being exploited.',
    measure: 'What you can do',
    known: 'What is known',
    duty: 'Users are informed under Art. 14(8) of Regulation (EU) 2024/2847.',
  },
  de: {
    title: 'Sicherheitshinweis',
    affected: 'Betroffen',
    happens: 'Was geschehen kann',
    exploited: 'Die Lücke wird ausgenutzt.',
    measure: 'Was Sie tun können',
    known: 'Was bekannt ist',
    duty: 'Die Nutzer werden nach Art. 14(8) der Verordnung (EU) 2024/2847 informiert.',
  },
} as const

function draft(request: NoticeRequest): Drafted {
  const say = words[request.language]
  const isExploited = request.exploited === 'yes'
  const known = request.evidence.filter(({ text }) => !isDoubtful(text))
  const lines = [
    `${say.title}: ${toPlain(request.product)}`,
    `${say.affected}: ${bare(toPlain(request.affected))}.`,
    `${say.happens}: ${bare(toPlain(request.advisory))}.`,
    ...(isExploited ? [say.exploited] : []),
    `${say.measure}: ${bare(toLine(request.mitigation))}.`,
    ...(known.length > 0 ? [`${say.known}: ${quoteAll(known)}.`] : []),
    ...(isExploited ? [say.duty] : []),
  ]
  return {
    outcome: 'propose',
    value: { kind: 'text' },
    text: lines.join('\n'),
    evidence: known.map(({ id }) => id),
    confidence: known.length > 0 ? 'medium' : 'low',
    passages: isExploited ? [cite('Art. 14(8)')] : [],
  }
}

function bare(text: string): string {
  return text.replace(/[.]$/, '')
}
