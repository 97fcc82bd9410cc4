/** `occtet ask`: answers from passages that are named, or says that it does not know. */
import { type Answer, ask, guessTongue, type Tongue } from '@occtet/toolkit/assistant'
import { openAssistant } from '../assistant/open-assistant.ts'
import { formatAnswer } from '../assistant/format-answer.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { answerLines } from '../ndjson.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'

/** A refusal is an answer: exit 0. Questions of standard input are answered line by line. */
export async function runAsk(
  context: Context,
  words: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const question = words.join(' ')
  const chosen = toTongue(textOption(options, 'language'))
  const assistant = openAssistant(context, {
    dir: textOption(options, 'dir') ?? '.',
    documents: listOption(options, 'document'),
    language: chosen ?? guessTongue(question),
  })
  for (const problem of assistant.missing) context.say(`Not searched: ${problem}\n`)
  const answer = (text: string): Answer =>
    ask(assistant.index, text, chosen === undefined ? {} : { language: chosen })
  if (question === '-') {
    await answerLines(context, answer)
    return exitCodes.done
  }
  const said = answer(question)
  context.out(flagOption(options, 'json') ? `${JSON.stringify(said, null, 2)}\n` : formatAnswer(said))
  return exitCodes.done
}

function toTongue(text: string | undefined): Tongue | undefined {
  return text === 'en' || text === 'de' ? text : undefined
}
