/** `occtet sbom score FILE`: what of the act and of the guidelines is met, what is missing, and how to mend it. */
import type { ScoreFacts, ScoreReport, StandardId } from '@occtet/toolkit/sbom'
import { scoreBom, standardIds, validateSbom } from '@occtet/toolkit/sbom'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatScore } from '../format-score.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { readTree } from '../read-tree.ts'
import { readSbomSource, type SbomSource, tellIssues } from '../sbom-source.ts'

export async function runScore(context: Context, path: string, options: Options): Promise<ExitCode> {
  const only = chosenStandards(options)
  const source = await readSbomSource(context, path)
  const report = scoreBom(source.document, await factsOf(context, source, options), only)
  tellIssues(context, source)
  const subject = { path, syntax: source.syntax ?? 'tree', specVersion: source.document.specVersion }
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify({ schema: 'urn:occtet:schema:sbom-score:1', ...subject, ...toValue(report) }, null, 1)}\n`
      : formatScore(report, { ...subject, columns: context.columns, isLong: flagOption(options, 'all') }),
  )
  return exitCodes.done
}

function chosenStandards(options: Options): readonly StandardId[] {
  return listOption(options, 'standard').map((wanted) => {
    const id = standardIds.find((known) => known === wanted)
    if (id !== undefined) return id
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'STANDARD_UNKNOWN',
      message: `expected a standard of ${standardIds.join(', ')}, found ${wanted}`,
    })
  })
}

async function factsOf(context: Context, source: SbomSource, options: Options): Promise<ScoreFacts> {
  const from = textOption(options, 'from')
  const direct = from === undefined ? undefined : (await readTree(context, from)).roots
  return {
    encoding: encodingOf(source),
    validity: await validityOf(source),
    ...(direct === undefined ? {} : { direct }),
  }
}

function encodingOf({ syntax }: SbomSource): ScoreFacts['encoding'] {
  if (syntax === 'spdx-tag-value') return 'tag-value'
  return syntax === 'cyclonedx-xml' ? 'xml' : 'json'
}

/** A format without a schema that we could ask is `unknown`, not invalid. */
async function validityOf({ text }: SbomSource): Promise<ScoreFacts['validity']> {
  const { schema, isValid } = await validateSbom(text)
  if (schema === undefined) return 'unknown'
  return isValid ? 'valid' : 'invalid'
}

/** The JSON value: rules flat beside their results. */
function toValue({ components, leftOut, standards }: ScoreReport): object {
  return {
    components,
    leftOut,
    standards: standards.map(({ standard, met, notMet, cannotTell, results, repairFirst }) => {
      const { rules: _rules, ...head } = standard
      return {
        ...head,
        met,
        notMet,
        cannotTell,
        repairFirst,
        rules: results.map(({ rule, ...result }) => {
          const { check: _check, ...said } = rule
          return { ...said, ...result }
        }),
      }
    }),
  }
}
