/** `occtet sbom convert FILE --to SYNTAX`: another format, and a list of everything that does not fit into it. */
import {
  type BomSyntax,
  bomSyntaxes,
  type Conversion,
  convertBom,
  decodeSbom,
  versionsOfSyntax,
} from '@occtet/toolkit/sbom'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatLosses } from '../format-losses.ts'
import { plain } from '../layout.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { readBytes } from '../read-bytes.ts'
import { tellIssues } from '../sbom-source.ts'
import { writeWhole } from '../write-whole.ts'

/** Exit 0 with losses; 4 with `--strict`. */
export function runConvert(context: Context, file: string, options: Options): ExitCode {
  const to = syntaxOption(options)
  const version = versionOption(options, to)
  const decoded = decodeSbom(readBytes(file))
  if (!decoded.ok) throw unreadable(file, 'it is neither UTF-8 nor UTF-16 text')
  const converted = convertBom(decoded.value, file, { to, ...(version === undefined ? {} : { version }) })
  if (!converted.ok) throw unreadable(file, converted.error.message)
  hand(context, options, converted.value)
  tellIssues(context, converted.value)
  context.say(formatLosses(converted.value.losses, context.columns))
  const isLossy =
    converted.value.losses.length > 0 || converted.value.issues.some(({ level }) => level === 'error')
  return isLossy && flagOption(options, 'strict') ? exitCodes.incomplete : exitCodes.done
}

function hand(context: Context, options: Options, { from, to, text, losses, issues }: Conversion): void {
  const out = textOption(options, 'out')
  if (out !== undefined) writeWhole(out, text)
  if (flagOption(options, 'json')) {
    const written = out === undefined ? { document: text } : { file: out }
    const value = { schema: 'urn:occtet:schema:sbom-conversion:1', from, to, ...written, losses, issues }
    context.out(`${JSON.stringify(value, null, 1)}\n`)
  } else if (out === undefined) context.out(text)
}

export function syntaxOption(options: Options): BomSyntax {
  const wanted = textOption(options, 'to')
  return bomSyntaxes.find((syntax) => syntax === wanted) ?? 'cyclonedx-json'
}

/** Throws (exit 2) for a version that the format is not written in. */
export function versionOption(options: Options, to: BomSyntax): string | undefined {
  const version = textOption(options, 'specVersion')
  const known = versionsOfSyntax(to)
  if (version === undefined || known.includes(version)) return version
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'SPEC_VERSION_UNKNOWN',
    message: `${to} is written in version ${known.join(', ')}, not ${version}`,
  })
}

function unreadable(file: string, reason: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'SBOM_UNREADABLE',
    message: `${plain(file)}: ${reason}`,
  })
}
