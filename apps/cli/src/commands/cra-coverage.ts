/** `occtet cra coverage`: what this version can find, ask and print for each essential requirement; about no product. */
import {
  catalogue,
  readCoverage,
  type RemoteEvidence,
  remoteEvidence,
  type RequirementCoverage,
  summariseCoverage,
} from '@occtet/toolkit/cra'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { formatTable, shorten } from '../layout.ts'
import { flagOption, type Options } from '../options.ts'
import { toolVersion } from '../tool-version.ts'

export function runCoverage(context: Context, options: Options): ExitCode {
  const coverage = readCoverage()
  const value = {
    schema: 'occtet.cra-coverage/1',
    toolVersion,
    catalogue: coverage.catalogue,
    summary: summariseCoverage(coverage.requirements),
    requirements: coverage.requirements.map(({ id, ...rest }) => ({ id, ...namesOf(id), ...rest })),
    remote: remoteEvidence(),
  }
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : describe(value))
  return exitCodes.done
}

function namesOf(id: string): { readonly ref: string; readonly title: string } {
  const found = catalogue.requirements.find((item) => item.id === id)
  if (found === undefined) throw new Error(`the catalogue has no requirement ${id}`)
  return { ref: found.ref, title: found.title }
}

interface Value {
  readonly catalogue: { readonly version: string }
  readonly summary: ReturnType<typeof summariseCoverage>
  readonly requirements: readonly (RequirementCoverage & { readonly title: string })[]
  readonly remote: readonly RemoteEvidence[]
}

function describe({ catalogue: { version }, summary, requirements, remote }: Value): string {
  const { automatic, assisted, manual, full, partly } = summary
  const counts = [
    [`${automatic}`, 'automatic', 'evidence for it selects an answer, evidence against it contradicts one'],
    [`${assisted}`, 'assisted', 'what is found is shown beside a question, or only one of the two'],
    [`${manual}`, 'manual', 'only asked'],
  ]
  const head = ['Requirement', '', 'How', 'Signals', 'Questions', 'Actions', 'Sections']
  const rows = requirements.map((one) => [
    one.id,
    shorten(one.title, 44),
    one.verdict,
    `${one.signals.collected.length}/${one.signals.linked.length}`,
    one.questions.join(' '),
    one.actions.join(' '),
    `${one.sections.length}`,
  ])
  const short = requirements.filter(({ missing }) => missing.length > 0)
  return [
    `What this version can find, ask and print for the ${summary.requirements} essential requirements (catalogue ${version}).`,
    'It says nothing about your product; see `occtet cra status` for that.',
    '',
    ...formatTable(counts, { right: new Set([0]) }),
    '',
    ...formatTable([head, ...rows], { right: new Set([3, 6]) }),
    '',
    `${full} have evidence both ways, a contradiction, a question, an action and a section of a paper; ${partly} lack some of it.`,
    ...short.map(({ id, missing }) => `  ${id} lacks ${missing.join(', ')}`),
    'Signals: collected of those that the catalogue links.',
    needsLine(remote),
    '',
  ].join('\n')
}

/** `25 kinds of evidence need more than a tree: network 14, token 8 …` */
function needsLine(remote: readonly RemoteEvidence[]): string {
  const needs = [...new Set(remote.map((one) => one.needs))].sort()
  const counts = needs.map((need) => `${need} ${remote.filter((one) => one.needs === need).length}`)
  return `${remote.length} kinds of evidence need more than a tree: ${counts.join(', ')}.`
}
