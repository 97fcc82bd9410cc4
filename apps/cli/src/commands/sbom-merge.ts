/** `occtet sbom merge FILE…`: several SBOMs as the one of a product that is made of them. */
import {
  encodeBom,
  mergeBoms,
  type MergeOptions,
  type MergeReport,
  type WrittenBom,
} from '@occtet/toolkit/sbom'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatLosses } from '../format-losses.ts'
import { firstRows, plain } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { readSbomSource, type SbomSource, tellIssues } from '../sbom-source.ts'
import { writeWhole } from '../write-whole.ts'
import { syntaxOption, versionOption } from './sbom-convert.ts'

export async function runMerge(
  context: Context,
  files: readonly string[],
  options: Options,
): Promise<ExitCode> {
  const to = syntaxOption(options)
  const version = versionOption(options, to)
  const sources: SbomSource[] = []
  for (const path of files) sources.push(await readSbomSource(context, path))
  const report = mergeBoms(
    sources.map(({ path, document }) => ({ name: path, document })),
    optionsOf(context, options),
  )
  requireApart(report)
  const written = encodeBom(report.document, to, version)
  const out = textOption(options, 'out')
  if (out !== undefined) writeWhole(out, written.text)
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(toValue(report, written, out), null, 1)}\n`)
  else if (out === undefined) context.out(written.text)
  tellIssues(context, { issues: sources.flatMap(({ issues }) => issues) })
  context.say(formatMerge(report))
  context.say(formatLosses(written.losses, context.columns))
  const isWhole =
    report.conflicts.length + written.losses.length === 0 && sources.every(({ isPartial }) => !isPartial)
  return flagOption(options, 'strict') && !isWhole ? exitCodes.incomplete : exitCodes.done
}

function optionsOf(context: Context, options: Options): MergeOptions {
  const version = textOption(options, 'productVersion')
  return {
    mode: flagOption(options, 'flat') ? 'flat' : 'hierarchical',
    name: textOption(options, 'name') ?? '',
    ...(version === undefined ? {} : { version }),
    created: context.now(),
  }
}

function toValue(
  { document: _document, ...said }: MergeReport,
  { to, text, losses }: WrittenBom,
  out: string | undefined,
): object {
  const written = out === undefined ? { document: text } : { file: out }
  return { schema: 'urn:occtet:schema:sbom-merge:1', to, ...said, losses, ...written }
}

/** Two documents under one id would be taken for one: then nobody could say which of them states what. */
function requireApart({ origins }: MergeReport): void {
  const seen = new Map<string, string>()
  for (const { name, id } of origins) {
    const before = seen.get(id)
    if (before !== undefined)
      throw new CommandFailure({
        exitCode: exitCodes.usage,
        code: 'SBOM_TWICE',
        message: `${plain(before)} and ${plain(name)} are the same document, ${plain(id)}`,
        hint: 'Each SBOM goes in once; two editions of one need different version numbers.',
      })
    seen.set(id, name)
  }
}

function formatMerge({ components, conflicts, origins }: MergeReport): string {
  const head = `${origins.length} documents with ${components.before} elements became one with ${components.after}.\n`
  if (conflicts.length === 0) return `${head}No contradictions.\n`
  const names = new Map(origins.map(({ name, id }) => [id, name]))
  const rows = conflicts.map(({ purl, field, values, kept }) => {
    const all = values.map(
      ({ value, origins: from }) => `${value} (${from.map((id) => names.get(id) ?? id).join(', ')})`,
    )
    const end = kept === undefined ? 'all are kept' : `kept: ${kept}`
    return `  ${plain(`${purl} ${field}: ${all.join(' | ')}; ${end}`)}\n`
  })
  return `${head}${conflicts.length} contradictions:\n${firstRows(rows, 20)}`
}
