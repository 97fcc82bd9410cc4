/** The questions as a YAML file to fill in: nothing is answered in it, also not what was found; a person takes the mark away. */
import {
  allowsNa,
  assessmentWords,
  choicesOf,
  currentStanding,
  formatRef,
  type Language,
  type QuestionStanding,
  refsOf,
  textsOf,
  toRawAnswer,
} from '@occtet/toolkit/cra'
import type { Desk } from './assess-desk.ts'
import { fill } from './assess-report.ts'
import { fold } from './layout.ts'

export function formatAnswerSheet({ situation, language, section, newestRelease }: Desk): string {
  const { questions } = currentStanding(situation, {
    language,
    ...(section === undefined ? {} : { section }),
    ...(newestRelease === undefined ? {} : { newestRelease }),
  })
  return [
    remark(assessmentWords(language)('sheet')),
    ...questions.map((standing) => `\n${entry(standing, language)}`),
  ].join('')
}

function entry(standing: QuestionStanding, language: Language): string {
  const texts = textsOf(language)
  const { question, text, answer, proposal } = standing
  const { words } = texts
  const choices = choicesOf(question).map((choice) => {
    const label = text.options?.[choice] ?? texts.answers[choice] ?? ''
    return remark(`${choice}: ${label}`, 4)
  })
  const found = proposal?.value === undefined ? undefined : JSON.stringify(toRawAnswer(proposal.value))
  return [
    remark(`${question.id} ${text.text}`),
    remark(
      `${words.why}: ${text.why} (${refsOf(question)
        .map((ref) => formatRef(ref, language))
        .join('; ')})`,
      2,
    ),
    ...choices,
    ...(question.type === 'date' ? [remark(words.promptDate, 4)] : []),
    ...(allowsNa(question) ? [remark(`{ na: "…" }: ${texts.answers['na'] ?? ''}`, 4)] : []),
    ...(found === undefined
      ? []
      : [remark(`${words.found} (${words.selected}): ${found} ${proposal?.signals.join(', ') ?? ''}`, 2)]),
    ...(answer === undefined
      ? []
      : [
          remark(
            fill(words.answered, {
              answer: JSON.stringify(toRawAnswer(answer.value)),
              by: answer.by,
              at: answer.at.slice(0, 10),
            }),
            2,
          ),
        ]),
    `# ${question.id}: \n`,
  ].join('')
}

function remark(text: string, indent = 0): string {
  const head = `# ${' '.repeat(indent)}`
  return fold('', text, { indent: 0, width: 100 - head.length, lines: 100 })
    .trimEnd()
    .split('\n')
    .map((line) => `${head}${line}\n`)
    .join('')
}
