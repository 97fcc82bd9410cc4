/** `occtet cra classify FACTS.json|DIR|-`: what the Cyber Resilience Act asks of a product, step by step. */
import { statSync } from 'node:fs'
import { readTextFile } from '@occtet/toolkit/adapters'
import { type JsonError, parseJson } from '@occtet/toolkit/base'
import {
  assessProduct,
  type Classification,
  classify,
  type FactError,
  factsOfProfile,
  type Language,
  parseFacts,
} from '@occtet/toolkit/cra'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatClassification } from '../format-classification.ts'
import { answerLines, type LineError } from '../ndjson.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { openProductFolder } from '../product-desk.ts'

interface Asked {
  readonly at: string
  readonly language: Language
}

type Problem = { readonly code: string; readonly message: string }

/** Exit 3 when the facts cannot be read: file, field, and what is allowed; with --strict 4 when questions are open. */
export async function runClassify(context: Context, file: string, options: Options): Promise<ExitCode> {
  const asked: Asked = {
    at: dayOf(textOption(options, 'at') ?? context.now().slice(0, 10)),
    language: textOption(options, 'lang') === 'de' ? 'de' : 'en',
  }
  if (file === '-') {
    await answerLines(context, (line) => answerLine(line, asked))
    return exitCodes.done
  }
  const found = isFolder(file)
    ? classifyProduct(context, file, { asked, isQuick: flagOption(options, 'quick') })
    : classifyText(readFacts(file), asked)
  if ('message' in found) throw refuse(found.code, `${file}: ${found.message}`)
  const isJson = flagOption(options, 'json')
  context.out(isJson ? `${JSON.stringify(found, null, 1)}\n` : formatClassification(found, context.columns))
  return flagOption(options, 'strict') && found.open.length > 0 ? exitCodes.incomplete : exitCodes.done
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** From profile and answers; a fact that contradicts another is left out and named. */
function classifyProduct(
  context: Context,
  dir: string,
  { asked, isQuick }: { readonly asked: Asked; readonly isQuick: boolean },
): Classification {
  const { profile, answers } = openProductFolder(context, dir)
  const facts = parseFacts(factsOfProfile(profile))
  if (!facts.ok) throw new Error('the profile was read, so its facts are legal')
  const { classification, factErrors } = assessProduct({
    profileFacts: facts.value,
    answers,
    signals: [],
    mode: isQuick ? 'quick' : 'full',
    today: asked.at,
    language: asked.language,
  })
  if (factErrors.length > 0) context.say(`left out, as they contradict each other: ${sayAll(factErrors)}\n`)
  return classification
}

function dayOf(text: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)
  if (isDay === true) return text
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'DATE_INVALID',
    message: `--at ${text}: expected a date such as 2026-11-22`,
  })
}

function readFacts(file: string): string {
  const text = readTextFile(file)
  if (!text.ok) throw refuse(text.error.code, `${file}: ${text.error.message}`)
  return text.value
}

/** A member that stands there twice is refused: which of the two holds is not ours to say. */
function classifyText(text: string, asked: Asked): Classification | Problem {
  const json = parseJson(text)
  if (!json.ok) return { code: json.error.code, message: sayJsonError(json.error) }
  const [twice] = json.value.duplicates
  if (twice !== undefined) {
    return {
      code: 'FACT_TWICE',
      message: `line ${twice.line}: ${JSON.stringify(twice.key)} stands there twice`,
    }
  }
  const facts = parseFacts(json.value.value)
  return facts.ok ? classify(facts.value, asked) : { code: codeOf(facts.error), message: sayAll(facts.error) }
}

function sayJsonError({ line, message }: JsonError): string {
  return `line ${line}: ${message}`
}

function codeOf(errors: readonly FactError[]): string {
  return errors[0]?.code ?? 'FACT_VALUE_INVALID'
}

function sayAll(errors: readonly FactError[]): string {
  return errors.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join('\n')
}

function refuse(code: string, message: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code,
    message,
    hint: 'Write "unsure" where you do not know: the answer then says what the question would change.',
  })
}

function answerLine(line: string, asked: Asked): Classification | LineError {
  const found = classifyText(line, asked)
  if (!('message' in found)) return found
  return { input: line.slice(0, 200), ok: false, error: found }
}
