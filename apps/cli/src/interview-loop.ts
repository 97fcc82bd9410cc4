/** The questionnaire on a terminal: shows a question, reads a line, saves what was answered, shows the next. */
import {
  currentQuestion,
  type Interview,
  look,
  parseCommand,
  progressOf,
  type QuestionnaireAnswer,
  type Situation,
  startInterview,
  step,
  textsOf,
} from '@occtet/toolkit/cra'
import type { Context } from './context.ts'
import type { Desk } from './assess-desk.ts'
import { formatEnd, formatOutcome, formatQuestion } from './format-question.ts'
import { readLines } from './ndjson.ts'
import { addSeconds } from './time-spent.ts'

export interface InterviewWork {
  readonly by: string | undefined
  /** Durable when it resolves; gives all answers as they lie on the disk then. */
  readonly save: (answer: QuestionnaireAnswer) => Promise<Situation['answers']>
}

/** Ends with quit, with the end of input, or when nobody says who answers. All that was answered is saved. */
export async function runInterview(context: Context, desk: Desk, work: InterviewWork): Promise<Situation> {
  const lines = readLines(context.stdin)
  const texts = textsOf(desk.language)
  const by = work.by ?? (await askName(context, lines, texts.words.who))
  if (by === '') return desk.situation
  const { section, situation } = desk
  let interview = startInterview({ situation, texts, by, ...(section === undefined ? {} : { section }) })
  show(context, desk, interview)
  context.say('> ')
  let shownAt = performance.now()
  for await (const line of lines) {
    const current = currentQuestion(interview)
    const outcome = step(interview, parseCommand(line.text, current?.question, texts), context.now())
    interview = outcome.interview
    if (outcome.given !== undefined) {
      const answers = await work.save(outcome.given)
      interview = { ...interview, situation: { ...interview.situation, answers } }
      addSeconds(desk, outcome.given.question, (performance.now() - shownAt) / 1000)
    }
    context.say(formatOutcome(outcome, texts, widthOf(context)))
    if (interview.isOver) break
    const stays = outcome.complaint !== undefined || outcome.hits !== undefined || outcome.showHelp === true
    if (!stays) {
      show(context, desk, interview)
      shownAt = performance.now()
    }
    context.say('> ')
  }
  return interview.situation
}

async function askName(
  context: Context,
  lines: ReturnType<typeof readLines>,
  question: string,
): Promise<string> {
  context.say(`${question}: `)
  const line = await lines.next()
  return line.done === true ? '' : line.value.text.trim().slice(0, 200)
}

function show(context: Context, desk: Desk, interview: Interview): void {
  const view = look(interview.situation)
  const progress = progressOf(interview.situation, view, desk.section)
  const current = currentQuestion(interview, view)
  const width = widthOf(context)
  context.say(
    current === undefined
      ? formatEnd(interview, width)
      : formatQuestion({ ...current, interview, view, progress, desk, width }),
  )
}

function widthOf({ columns }: Context): number {
  return Math.min(Math.max(columns, 50), 90)
}
