/** How people ask for the thing that they have before them: "what does this mean?" then means that, and nothing else. */
import { questionEntries, type WordedEntry } from '@occtet/toolkit/assistant'

export type AboutKind = 'question' | 'finding' | 'requirement'

export const waysToAsk: Readonly<Record<AboutKind, Readonly<Record<'en' | 'de', readonly string[]>>>> = {
  question: {
    en: [
      'What does this mean?',
      'What does this question mean?',
      'Why is this asked?',
      'Explain this question to me',
      'What should I answer here?',
      'What counts as proof for this answer?',
    ],
    de: [
      'Was bedeutet das?',
      'Was bedeutet diese Frage?',
      'Warum wird das gefragt?',
      'Erkläre mir diese Frage',
      'Was soll ich hier antworten?',
      'Was gilt hier als Nachweis?',
    ],
  },
  finding: {
    en: [
      'What does this mean?',
      'What is this finding about?',
      'Explain this finding to me',
      'How bad is this?',
      'Which version repairs this?',
    ],
    de: [
      'Was bedeutet das?',
      'Worum geht es bei diesem Fund?',
      'Erkläre mir diesen Fund',
      'Wie schlimm ist das?',
      'Welche Version behebt das?',
    ],
  },
  requirement: {
    en: [
      'What does this mean?',
      'Where do we stand with this requirement?',
      'Explain this requirement to me',
      'What is missing here?',
      'What is left to do here?',
    ],
    de: [
      'Was bedeutet das?',
      'Wie stehen wir bei dieser Anforderung?',
      'Erkläre mir diese Anforderung',
      'Was fehlt hier noch?',
      'Was ist hier noch zu tun?',
    ],
  },
}

/** Found on ways of asking that are not listed above: what is meant comes first, and what asks for a provision finds that. */
const onScreenPrior = 1.35

export function onScreen(entry: WordedEntry): WordedEntry {
  return { ...entry, prior: onScreenPrior }
}

/** Of the questionnaire; empty: it has no such question. */
export function askedQuestion(id: string): readonly WordedEntry[] {
  const entry = questionEntries().find((one) => one.id === `question/${id}`)
  if (entry === undefined) return []
  const ways = (['en', 'de'] as const).flatMap((language) =>
    waysToAsk.question[language].map((text) => ({ text, language })),
  )
  return [{ ...entry, asks: [...entry.asks, ...ways] }]
}
