/** The questions of the self-assessment as passages: what each asks for, why, and what would prove the answer. */
import { questionnaire, refsOf, textsOf } from '../../cra/index.ts'
import type { Passage, Tongue } from '../passage.ts'
import { findReferences } from '../reference.ts'
import { passageEntry, type WordedEntry } from '../search/entry.ts'

/** One entry a question, `question/E1`. */
export function questionEntries(): readonly WordedEntry[] {
  return [...questionnaire.questions.values()].map((question) => {
    const [ref, ...also] = refsOf(question).flatMap(findReferences)
    return passageEntry(
      `question/${question.id}`,
      (['en', 'de'] as const).map((language) => ({
        id: `questionnaire/${question.id}/${language}`,
        source: 'questionnaire',
        ...(ref !== undefined && { ref }),
        also,
        language,
        ...wordsOf(question.id, language),
        asks: [],
        place: `question/${question.id}`,
      })),
    )
  })
}

function wordsOf(id: string, language: Tongue): Pick<Passage, 'title' | 'text'> {
  const words = textsOf(language).questions.get(id)
  if (words === undefined) throw new Error(`the questionnaire has no words for ${id}`)
  const proof = words.evidence === undefined ? [] : [words.evidence]
  return { title: `${id}: ${words.text}`, text: [words.why, ...proof].join(' ') }
}
