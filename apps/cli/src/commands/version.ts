/** `occtet version compare|satisfies`: version orders and VERS ranges, one question or one per line. */
import { compareVersions, satisfiesVers } from '@occtet/toolkit/versions'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { answerLines } from '../ndjson.ts'

type Answer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: string; readonly message: string } }

/** `fields` are the names of the question's members, in the order of the arguments. */
interface Question {
  readonly fields: readonly string[]
  readonly ask: (values: readonly string[]) => Answer
}

const compareQuestion: Question = {
  fields: ['scheme', 'a', 'b'],
  ask: ([scheme = '', a = '', b = '']) => toAnswer(compareVersions(scheme, a, b)),
}

const satisfiesQuestion: Question = {
  fields: ['vers', 'version'],
  ask: ([vers = '', version = '']) => toAnswer(satisfiesVers(vers, version)),
}

export async function runCompare(context: Context, values: readonly string[]): Promise<ExitCode> {
  return runVersion(context, compareQuestion, values)
}

export async function runSatisfies(context: Context, values: readonly string[]): Promise<ExitCode> {
  return runVersion(context, satisfiesQuestion, values)
}

async function runVersion(
  context: Context,
  question: Question,
  values: readonly string[],
): Promise<ExitCode> {
  if (values.length === 1 && values[0] === '-') {
    await answerLines(context, (line) => answerLine(question, line))
    return exitCodes.done
  }
  if (values.length !== question.fields.length) {
    const wanted = question.fields.map((field) => field.toUpperCase()).join(' ')
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'ARGUMENTS_MISSING',
      message: `expected ${wanted}, or - to read questions from standard input`,
    })
  }
  const answer = question.ask(values)
  context.out(`${JSON.stringify(answer)}\n`)
  return 'error' in answer ? exitCodes.inputUnreadable : exitCodes.done
}

function answerLine(question: Question, line: string): unknown {
  const members = readMembers(line)
  const values = question.fields.map((field) => members?.[field])
  if (values.every((value) => typeof value === 'string')) return question.ask(values)
  const message = `expected a JSON object with the text members ${question.fields.join(', ')}`
  return { input: line.slice(0, 200), error: { code: 'QUESTION_INVALID', message } }
}

function readMembers(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function toAnswer(
  result: { ok: true; value: unknown } | { ok: false; error: { code: string; message: string } },
): Answer {
  return result.ok
    ? { result: result.value }
    : { error: { code: result.error.code, message: result.error.message } }
}
