/** `occtet sbom validate FILE…`: against the official schemas, one answer per file. */
import { validateSbomFile } from '@occtet/toolkit/adapters'
import type { SbomValidation } from '@occtet/toolkit/sbom'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options } from '../options.ts'

interface FileAnswer extends SbomValidation {
  readonly file: string
}

const shownViolations = 20

/** Exit 1 when a file does not fit its schema, 3 when no file could be checked at all. */
export async function runValidate(
  context: Context,
  files: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const answers: FileAnswer[] = []
  for (const file of files) answers.push({ file, ...(await validateSbomFile(file)) })
  if (flagOption(options, 'json')) {
    context.out(`${JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 1)}\n`)
  } else for (const answer of answers) context.out(formatAnswer(answer))
  if (answers.every((answer) => answer.schema === undefined)) return exitCodes.inputUnreadable
  return answers.every((answer) => answer.isValid) ? exitCodes.done : exitCodes.gateFailed
}

function formatAnswer(answer: FileAnswer): string {
  const file = plain(answer.file)
  if (answer.isValid) return `${file}: valid ${answer.schema ?? ''}\n`
  const shown = answer.violations.slice(0, shownViolations)
  const rows = shown.map(
    ({ line, pointer, message }) => `  ${plain(`${answer.file}:${line} ${pointer} ${message}`)}\n`,
  )
  const rest = answer.violations.length - shown.length
  const more = rest > 0 ? `  and ${rest} more\n` : ''
  return `${file}: not valid ${answer.schema ?? '(no schema for this text)'}\n${rows.join('')}${more}`
}
