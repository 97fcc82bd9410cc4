/** `occtet db export`: what the FedDB holds, in AboutCode's federated layout or as OSV archives. */
import { type ExportForm, exportFeddb, hasFeddb, readConfigFile } from '@occtet/toolkit/adapters'
import type { ExportReport } from '@occtet/toolkit/advisories'
import { type Context, feddbFolder } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { plain } from '../layout.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'

/** Losses of one kind that are shown; `--json` has all. */
const SHOWN = 3

export function runExport(context: Context, out: string, options: Options): ExitCode {
  const folder = feddbFolder(context, textOption(options, 'db'))
  if (!hasFeddb(folder)) {
    throw new CommandFailure({
      exitCode: exitCodes.incomplete,
      code: 'FEDDB_MISSING',
      message: `there is no FedDB in ${folder}`,
      hint: 'Fill it with `occtet db import FILE` or `occtet db sync --ecosystem npm`.',
    })
  }
  const report = exportFeddb(folder, out, formOf(options))
  if (!report.ok) throw new CommandFailure({ exitCode: exitCodes.usage, ...report.error })
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(report.value, null, 1)}\n`)
  else context.out(formatExport(out, report.value))
  return exitCodes.done
}

function formOf(options: Options): ExportForm {
  const sources = listOption(options, 'source')
  const types = listOption(options, 'type')
  const scope = {
    ...(sources.length === 0 ? {} : { sources: new Set(sources) }),
    ...(types.length === 0 ? {} : { types: new Set(types) }),
  }
  const file = textOption(options, 'config')
  if (textOption(options, 'layout') === 'osv') return { layout: 'osv', options: scope }
  return {
    layout: 'aboutcode',
    options: { ...scope, ...(file === undefined ? {} : { config: readConfig(file) }) },
  }
}

function readConfig(file: string): unknown {
  const config = readConfigFile(file)
  if (config.ok) return config.value
  const { code, message } = config.error
  throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
}

function formatExport(out: string, report: ExportReport): string {
  const { files, packages, records, versions, losses, issues } = report
  const lines = [
    `${plain(out)}: ${files} files, ${records} records about ${packages} packages${versions > 0 ? `, ${versions} versions` : ''}`,
    ...summarise(
      'not carried',
      losses.map(({ code, source, record, package: about, detail }) => ({
        code,
        text: `${source} ${record}${about === undefined ? '' : ` (${about})`}: ${detail}`,
      })),
    ),
    ...summarise(
      'paths',
      issues.map(({ code, path, message }) => ({ code, text: `${path}: ${message}` })),
    ),
  ]
  return `${lines.join('\n')}\n`
}

function summarise(
  title: string,
  items: readonly { readonly code: string; readonly text: string }[],
): readonly string[] {
  const byCode = new Map<string, string[]>()
  for (const { code, text } of items) byCode.set(code, [...(byCode.get(code)?.slice(0, SHOWN) ?? []), text])
  const counts = new Map<string, number>()
  for (const { code } of items) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...byCode].flatMap(([code, texts]) => [
    `${title}: ${counts.get(code) ?? 0} ${code}`,
    ...texts.slice(0, SHOWN).map((text) => `  ${plain(text)}`),
  ])
}
