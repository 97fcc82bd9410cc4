/** `occtet cra benchmark export|merge`: anonymous figures, shown before they leave; nothing here sends anything. */
import { existsSync, realpathSync } from 'node:fs'
import { readTextFile } from '@occtet/toolkit/adapters'
import { parseJson } from '@occtet/toolkit/base'
import {
  type BenchmarkRecord,
  mergeBenchmarks,
  parseBenchmarkRecord,
  recordWords,
  toBenchmarkRecord,
} from '@occtet/toolkit/cra'
import { liner } from '../assessment-page.ts'
import { benchmarkFacts } from '../benchmark-facts.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatGroups } from '../format-groups.ts'
import { flagOption, numberOption, type Options, textOption } from '../options.ts'
import { languageOf, openProductFolder } from '../product-desk.ts'
import { chooseAssessment, readSavedAssessments } from '../saved-assessments.ts'
import { writeWhole } from '../write-whole.ts'

export async function runBenchmarkExport(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const folder = openProductFolder(context, dir)
  const saved = chooseAssessment(readSavedAssessments(folder), textOption(options, 'from') ?? '')
  const record = toBenchmarkRecord(saved, benchmarkFacts(folder.profile, saved))
  const text = `${JSON.stringify(record, null, 1)}\n`
  const language = languageOf(options)
  const words = recordWords(language)
  const line = liner({ language, columns: context.columns, product: '', dir })
  const out = textOption(options, 'out')
  const isJson = flagOption(options, 'json')
  if (!isJson) context.out(`${line(words('benchmarkTitle'))}${line(words('benchmarkHow'))}\n`)
  context.out(text)
  if (out === undefined) {
    if (!isJson) context.out(`\n${line(words('benchmarkAgree'))}`)
    return exitCodes.done
  }
  writeAgreed(out, text, flagOption(options, 'agree'))
  context.say(line(words('benchmarkWritten', { path: out })))
  return exitCodes.done
}

/** Throws (exit 2) without agreement, or where a file is there already. */
function writeAgreed(path: string, text: string, isAgreed: boolean): void {
  if (!isAgreed) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'AGREEMENT_MISSING',
      message: '--out needs --agree: nothing was written',
      hint: 'Read the record above; if you want it in a file, add --agree.',
    })
  }
  if (existsSync(path)) {
    const message = `${path} is there already and is not overwritten`
    throw new CommandFailure({ exitCode: exitCodes.usage, code: 'FILE_EXISTS', message })
  }
  writeWhole(path, text)
}

export async function runBenchmarkMerge(
  context: Context,
  files: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const read = [...uniqueFiles(files)].map(readRecordAt)
  const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []))
  const records = read.flatMap((one) => ('record' in one ? [one.record] : []))
  if (records.length === 0) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'RECORDS_UNREADABLE',
      message: problems.join('\n'),
      hint: 'Records are written by: occtet cra benchmark export --from LABEL --out FILE --agree',
    })
  }
  const report = mergeBenchmarks(records, numberOption(options, 'k') ?? 5)
  const value = { schema: 'occtet.cra-benchmark-groups/1', ...report, unread: problems }
  const page = { language: languageOf(options), columns: context.columns, product: '', dir: '.' }
  context.out(
    flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatGroups(report, page),
  )
  if (problems.length === 0) return exitCodes.done
  context.say(`${problems.join('\n')}\nPARTIAL: ${problems.length} of ${read.length} files unread\n`)
  return flagOption(options, 'strict') ? exitCodes.incomplete : exitCodes.done
}

/** A file that is named twice would count as two companies. */
function uniqueFiles(files: readonly string[]): ReadonlySet<string> {
  return new Set(files.map((file) => (existsSync(file) ? realpathSync(file) : file)))
}

function readRecordAt(path: string): { readonly record: BenchmarkRecord } | { readonly problem: string } {
  const source = readTextFile(path)
  if (!source.ok) return { problem: source.error.message }
  const json = parseJson(source.value)
  if (!json.ok) return { problem: `${path}: line ${json.error.line}: ${json.error.message}` }
  const record = parseBenchmarkRecord(json.value.value)
  return record === undefined
    ? { problem: `${path}: expected an occtet.benchmark/1 and nothing else` }
    : { record }
}
