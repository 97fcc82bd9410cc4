import { describe, expect, it, test } from 'vitest'
import { ask, createSearchIndex, lawCorpus } from './index.ts'

const law = lawCorpus()
const index = createSearchIndex(law)
const provisions = law.entries.flatMap(({ id, means }) =>
  means.kind === 'passage' ? [id.slice('law/'.length)] : [],
)

function answerTo(question: string): string | undefined {
  const answer = ask(index, question)
  return answer.status === 'refused' ? answer.reason : answer.answer[0]?.citations[0]?.ref
}

describe('a provision that is asked for by its name', () => {
  it('is the answer, whichever it is', () => {
    const wrong = provisions.flatMap((ref) =>
      [ref, `What does ${ref} say?`, `Was steht in ${ref}?`].filter((question) => answerTo(question) !== ref),
    )
    expect(wrong).toEqual([])
    expect(provisions.length).toBeGreaterThan(750)
  })

  test.each([
    ['Artikel 13 Absatz 8 erklären', 'Art. 13(8)'],
    ['art. 3 nr. 13', 'Art. 3(13)'],
    ['Explain Annex I part II point 1 to me', 'Annex I, Part II, point (1)'],
    // The law has no such article: nothing is made up.
    ['Art. 99', 'out_of_corpus'],
    ['Art. 14(99)', 'out_of_corpus'],
    ['Annex VIII, Part IX, point (2)', 'out_of_corpus'],
    ['What does Art. 32 of the GDPR require?', 'other_law'],
    ['Art. 21 NIS2', 'other_law'],
    ['Does Art. 14 apply to stewards?', 'Art. 24(3)'],
  ])('%s: %s', (question, wanted) => {
    expect(answerTo(question)).toBe(wanted)
  })
})
