/** `occtet purl parse|locate`: package URLs taken apart, and their place in the AboutCode federated layouts. */
import { readConfigFile } from '@occtet/toolkit/adapters'
import { hashPurl, type LocateOptions, locatePurl, parsePurl, splitPurl } from '@occtet/toolkit/model'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { answerLines, type LineError } from '../ndjson.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'

type Answer = { readonly input: string } & Readonly<Record<string, unknown>>

export async function runParse(
  context: Context,
  inputs: readonly string[],
  options: Options,
): Promise<ExitCode> {
  return runPurl(context, inputs, { answer: parseAnswer, json: flagOption(options, 'json') })
}

export async function runLocate(
  context: Context,
  inputs: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const file = textOption(options, 'config')
  const locate: LocateOptions = {
    kind: textOption(options, 'kind') ?? 'purls',
    generation: textOption(options, 'generation') === 'a' ? 'a' : 'b',
    ...(file === undefined ? {} : { config: readConfig(file) }),
  }
  const answer = (input: string): Answer | LineError => locateAnswer(input, locate)
  return runPurl(context, inputs, { answer, json: flagOption(options, 'json') })
}

function readConfig(file: string): unknown {
  const config = readConfigFile(file)
  if (config.ok) return config.value
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: config.error.code,
    message: config.error.message,
  })
}

function parseAnswer(input: string): Answer | LineError {
  const purl = parsePurl(input)
  if (!purl.ok) return { input, ok: false, error: purl.error }
  const parts = splitPurl(purl.value)
  return {
    input,
    ok: true,
    purl: purl.value,
    type: parts.type,
    namespace: parts.namespace ?? null,
    name: parts.name,
    version: parts.version ?? null,
    qualifiers: parts.qualifiers ?? null,
    subpath: parts.subpath ?? null,
    hashid: hashPurl(input),
  }
}

function locateAnswer(input: string, options: LocateOptions): Answer | LineError {
  const place = locatePurl(input, options)
  return place.ok ? { input, ...place.value } : { input, ok: false, error: place.error }
}

/** Answers each argument, or each line of standard input where the only argument is `-`. */
async function runPurl(
  context: Context,
  inputs: readonly string[],
  ask: { readonly answer: (input: string) => Answer | LineError; readonly json: boolean },
): Promise<ExitCode> {
  if (inputs.length === 1 && inputs[0] === '-') {
    await answerLines(context, ask.answer)
    return exitCodes.done
  }
  const answers = inputs.map((input) => ask.answer(input))
  if (ask.json) context.out(`${JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2)}\n`)
  else for (const answer of answers) context.out(readable(answer))
  return answers.every(isError) ? exitCodes.inputUnreadable : exitCodes.done
}

function isError(answer: Answer | LineError): answer is LineError {
  return answer['ok'] === false
}

function readable(answer: Answer | LineError): string {
  if (isError(answer))
    return `${plain(answer.input)}\n  cannot be read: ${plain(answer.error.message)} (${answer.error.code})\n`
  const rows = Object.entries(answer).filter(([key, value]) => key !== 'ok' && value !== null)
  return `${rows.map(([key, value]) => `${key.padEnd(11)}${plain(typeof value === 'string' ? value : JSON.stringify(value))}`).join('\n')}\n`
}
