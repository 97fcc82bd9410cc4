/** `occtet sbom diff BEFORE AFTER`: what changed between two releases, and what that did to known vulnerabilities. */
import { matchInventory } from '@occtet/toolkit/matching'
import type { FindingsReport } from '@occtet/toolkit/model'
import { diffBoms, diffRisks, type RiskSide } from '@occtet/toolkit/sbom'
import { type AdvisoryData, openLocalData } from '../advisory-data.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { type DiffValue, formatDiff, formatDiffMarkdown, type Vulnerabilities } from '../format-diff.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { readSbomSource, type SbomSource, tellIssues } from '../sbom-source.ts'

export async function runDiff(
  context: Context,
  [first, second]: readonly [string, string],
  options: Options,
): Promise<ExitCode> {
  const before = await readSbomSource(context, first)
  const after = await readSbomSource(context, second)
  const value: DiffValue = {
    schema: 'urn:occtet:schema:sbom-diff:1',
    ...diffBoms(withoutOwn(before), withoutOwn(after)),
    paths: { before: first, after: second },
    isPartial: { before: before.isPartial, after: after.isPartial },
    vulnerabilities: await compareRisks(context, { before, after }, options),
  }
  tellIssues(context, { issues: [...before.issues, ...after.issues] })
  context.out(format(value, context, options))
  tellGaps(context, value)
  const isWhole = value.vulnerabilities.kind === 'compared' && !before.isPartial && !after.isPartial
  return flagOption(options, 'strict') && !isWhole ? exitCodes.incomplete : exitCodes.done
}

/** The product and the members of its workspace change with every release: only what others made is compared. */
function withoutOwn({ document, inventory }: SbomSource): SbomSource['document'] {
  const own = new Set<string>(
    inventory.components.filter(({ isFirstParty }) => isFirstParty).map(({ purl }) => purl),
  )
  const elements = document.elements.filter(({ purl }) => purl === undefined || !own.has(purl))
  return { ...document, elements }
}

interface Sides {
  readonly before: SbomSource
  readonly after: SbomSource
}

async function compareRisks(context: Context, sides: Sides, options: Options): Promise<Vulnerabilities> {
  if (!needsData(options)) return { kind: 'not-asked' }
  const { before, after } = sides
  const all = {
    ...after.inventory,
    components: [...before.inventory.components, ...after.inventory.components],
  }
  const data = await openLocalData(context, all, options)
  try {
    if (data.kind !== 'feddb') return { kind: 'no-data' }
    const [old, now] = [match(before, data), match(after, data)]
    const risks = diffRisks(toSide(before, old), toSide(after, now))
    return { kind: 'compared', asOf: now.asOf, ...risks }
  } finally {
    data.store.close()
  }
}

/** Commander turns `--no-vulnerabilities` into false. */
function needsData(options: Options): boolean {
  return options['vulnerabilities'] !== false
}

function match({ inventory }: SbomSource, { store }: AdvisoryData): FindingsReport {
  const components = inventory.components.filter(({ isFirstParty }) => !isFirstParty)
  return matchInventory({ inventory: { ...inventory, components }, store, pathsTo: noPaths })
}

/** How a component got in is not asked here. */
function noPaths(): readonly [] {
  return []
}

function toSide({ inventory, isPartial }: SbomSource, report: FindingsReport): RiskSide {
  return {
    findings: report.findings,
    unknown: report.unknown,
    purls: inventory.components.map(({ purl }) => purl),
    unidentified: inventory.unidentified.map(({ name }) => name),
    isPartial,
  }
}

function format(value: DiffValue, context: Context, options: Options): string {
  const wanted = flagOption(options, 'json') ? 'json' : textOption(options, 'format')
  if (wanted === 'json') return `${JSON.stringify(value, null, 1)}\n`
  return wanted === 'markdown' ? formatDiffMarkdown(value) : formatDiff(value, context.columns)
}

/** Whoever reads only the last line must not take silence for an answer. */
function tellGaps(context: Context, { vulnerabilities, isPartial, paths }: DiffValue): void {
  for (const side of ['before', 'after'] as const)
    if (isPartial[side])
      context.say(`PARTIAL: ${paths[side]} was not read whole; something may be missing in it\n`)
  if (vulnerabilities.kind === 'no-data')
    context.say(
      'NO VULNERABILITY DATA: whether anything became vulnerable is unknown. Fill the FedDB with `occtet db sync` or `occtet db import`.\n',
    )
}
