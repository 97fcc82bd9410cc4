/** What a person wants a proposal to be instead: another text, another value, or both. */
import {
  answerOptionsFor,
  type GivenValue,
  type ProposalValue,
  readGivenValue,
} from '@occtet/toolkit/assistant'
import { readTextFile } from '@occtet/toolkit/adapters'
import { questionnaire } from '@occtet/toolkit/cra'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { type Options, textOption } from '../options.ts'
import type { ProposalView } from './view.ts'
import { usage } from './wish.ts'

export interface Edit {
  /** Absent: as proposed. */
  readonly text?: string
  /** Absent: as proposed. */
  readonly value?: ProposalValue
}

/** Empty where no option says anything. Throws (exit 2 or 3) where a text or a value cannot be. */
export function readEdit(view: ProposalView, options: Options): Edit {
  const text = newText(options)
  const value = newValue(view, options)
  return { ...(text !== undefined && { text }), ...(value !== undefined && { value }) }
}

const longestText = 8000

function newText(options: Options): string | undefined {
  const [said, path] = [textOption(options, 'text'), textOption(options, 'file')]
  if (said !== undefined && path !== undefined)
    throw usage('TEXT_UNFIT', '--text and --file exclude each other')
  const text = path === undefined ? said : readText(path)
  if (text === undefined) return undefined
  if (text.trim() === '' || text.length > longestText)
    throw usage('TEXT_UNFIT', `expected a text of 1 to ${longestText} characters, found ${text.length}`)
  return text
}

function readText(path: string): string {
  const read = readTextFile(path, 1024 * 1024)
  if (read.ok) return read.value.trimEnd()
  const { code, message } = read.error
  throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
}

/** That it is of the proposal's kind is looked at with the verdict. */
function newValue(view: ProposalView, options: Options): ProposalValue | undefined {
  const [first, second] = givenValues(view, options)
  if (first === undefined) return undefined
  if (second !== undefined)
    throw usage(
      'VALUE_INVALID',
      `one value is given at once, found one of ${first.kind} and one of ${second.kind}`,
    )
  const read = readGivenValue(first, optionsOf(view))
  if (!read.ok) throw usage(read.error.code, read.error.message)
  return read.value
}

function givenValues({ value }: ProposalView, options: Options): readonly GivenValue[] {
  const [status, justification] = [textOption(options, 'status'), textOption(options, 'justification')]
  const [expression, answer] = [textOption(options, 'expression'), textOption(options, 'answer')]
  const proposed = value?.kind === 'vex' ? value.status : ''
  return [
    ...(status === undefined && justification === undefined
      ? []
      : [{ kind: 'vex' as const, status: status ?? proposed, justification }]),
    ...(expression === undefined ? [] : [{ kind: 'license' as const, expression }]),
    ...(answer === undefined ? [] : [{ kind: 'answer' as const, answer }]),
  ]
}

/** Undefined: the subject is none of our questions. */
function optionsOf({ subject }: ProposalView): ReturnType<typeof answerOptionsFor> {
  const question = subject.kind === 'question' ? questionnaire.questions.get(subject.id) : undefined
  return question === undefined ? undefined : answerOptionsFor(question.type)
}
