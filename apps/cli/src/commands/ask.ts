/** `occtet ask`: answers from passages that are named, or says that it does not know. */
import { type Answer, ask, guessTongue, type ModelReport, type Tongue } from '@occtet/toolkit/assistant'
import { formatAnswer, formatReport } from '../assistant/format-answer.ts'
import { type Assistant, openAssistant } from '../assistant/open-assistant.ts'
import { disclose, startModel } from '../assistant/use-model.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { answerLines } from '../ndjson.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'

/** A refusal is an answer: exit 0. Questions of standard input are answered line by line, without a model. */
export async function runAsk(
  context: Context,
  words: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const question = words.join(' ')
  const chosen = toTongue(textOption(options, 'language'))
  const assistant = await openAssistant(context, {
    dir: textOption(options, 'dir') ?? '.',
    documents: listOption(options, 'document'),
    language: chosen ?? guessTongue(question),
  })
  for (const problem of assistant.missing) context.say(`Not searched: ${problem}\n`)
  const answer = (text: string): Answer =>
    ask(assistant.index, text, chosen === undefined ? {} : { language: chosen })
  if (question === '-') await answerLines(context, answer)
  else await answerOne(context, assistant, { answer: answer(question), options })
  return exitCodes.done
}

interface One {
  readonly answer: Answer
  readonly options: Options
}

async function answerOne(context: Context, assistant: Assistant, { answer, options }: One): Promise<void> {
  if (flagOption(options, 'preview')) {
    const sent = answer.status === 'refused' ? undefined : disclose(assistant, answer)
    context.out(`${JSON.stringify(sent ?? { sent: 'nothing: the question is refused' }, null, 2)}\n`)
    return
  }
  const worded = flagOption(options, 'model')
    ? await wordWithModel(context, assistant, { answer, options })
    : { answer }
  if (flagOption(options, 'json')) {
    const { report } = worded
    context.out(
      `${JSON.stringify({ ...worded.answer, ...(report !== undefined && { model: report }) }, null, 2)}\n`,
    )
    return
  }
  context.out(formatAnswer(worded.answer))
  if (worded.report !== undefined) context.say(formatReport(worded.report))
}

interface Worded {
  readonly answer: Answer
  readonly report?: ModelReport
}

/** A refusal stays one: the question does not leave this machine. */
async function wordWithModel(
  context: Context,
  assistant: Assistant,
  { answer, options }: One,
): Promise<Worded> {
  if (answer.status === 'refused') return { answer }
  const events = await startModel(context, assistant, { answer, isAgreed: flagOption(options, 'yes') })
  for await (const event of events ?? []) {
    if (event.kind === 'done') {
      if (context.isInteractive) context.redraw('')
      return { answer: event.answer, report: event.report }
    }
    if (context.isInteractive) context.redraw(event.statement.text.slice(0, context.columns - 1))
  }
  return { answer }
}

function toTongue(text: string | undefined): Tongue | undefined {
  return text === 'en' || text === 'de' ? text : undefined
}
