/** `occtet sbom validate FILE…`: against the official schemas, one answer per file. */
import { readTextFile } from '@occtet/toolkit/adapters'
import { validateSbom } from '@occtet/toolkit/sbom'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { flagOption, type Options } from '../options.ts'

const shownProblems = 20

export async function runValidate(context: Context, files: readonly string[], options: Options): Promise<ExitCode> {
  const answers = []
  for (const file of files) {
    const text = readTextFile(file)
    answers.push({ file, ...(text.ok ? await validateSbom(text.value, file) : unreadable(text.error.message)) })
  }
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 1)}\n`)
  else for (const answer of answers) context.out(readable(answer))
  const allUnreadable = answers.every((answer) => answer.format === undefined)
  if (allUnreadable) return exitCodes.inputUnreadable
  return answers.every((answer) => answer.isValid) ? exitCodes.done : exitCodes.gateFailed
}
