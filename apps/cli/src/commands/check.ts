/** `occtet check [DIR]`: inventory → SBOM → match → CRA evidence → report (design section 4). */
import { resolve } from 'node:path'
import type { CraStatus } from '@occtet/toolkit/cra'
import { formatSummary, type ReportInput } from '@occtet/toolkit/documents'
import { createPathFinder } from '@occtet/toolkit/inventory'
import { matchInventory, prioritise, type SubjectFacts } from '@occtet/toolkit/matching'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import { type AdvisoryData, openAdvisoryData } from '../advisory-data.ts'
import { readBaseline } from '../baseline.ts'
import type { Context } from '../context.ts'
import { collectStatus, startHistory } from '../evidence.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatGate, type GateResult, judge, readGates } from '../gate.ts'
import { plainLines } from '../layout.ts'
import { flagOption, listOption, numberOption, type Options, textOption } from '../options.ts'
import { writeOutputs } from '../outputs.ts'
import { startProgress } from '../progress.ts'
import { readTree } from '../read-tree.ts'
import { requireFolder } from '../require-folder.ts'
import { settle } from '../settle.ts'
import { readSubject } from '../subject.ts'
import { summarise } from '../summarise.ts'
import { toolVersion } from '../tool-version.ts'
import { select } from './inventory.ts'

const defaultMaxAge = 30
/** Paths shown per finding. */
const maxPaths = 10

export async function runCheck(context: Context, dir: string, options: Options): Promise<ExitCode> {
  requireFolder(dir)
  const failOn = readGates(listOption(options, 'failOn'))
  const baseline = readBaseline(textOption(options, 'baseline'))
  const history = startHistory(dir)
  try {
    const inventory = readTree(context, dir)
    const data = await openAdvisoryData(context, inventory, readWishes(options))
    try {
      const matched = match(context, { inventory, data, production: flagOption(options, 'production') })
      const findings = order(context, matched, readSubject(context, dir))
      const cra = await collectStatus(context, { dir, inventory, findings, data, history })
      const gate = judge(failOn, findings, baseline)
      return conclude(context, { inventory, data, findings, cra, gate, options })
    } finally {
      data.store.close()
    }
  } finally {
    await history.close()
  }
}

function readWishes(options: Options): Parameters<typeof openAdvisoryData>[2] {
  const isOffline = flagOption(options, 'offline')
  const download = flagOption(options, 'download')
  if (isOffline && download) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'OPTIONS_CLASH',
      message: '--offline and --download exclude each other',
    })
  }
  return {
    db: textOption(options, 'db'),
    maxAgeDays: numberOption(options, 'maxAge') ?? defaultMaxAge,
    isOffline,
    download,
    mirror: textOption(options, 'mirror'),
  }
}

function match(
  context: Context,
  work: { inventory: Inventory; data: AdvisoryData; production: boolean },
): FindingsReport {
  const inventory = select(work.inventory, { firstParty: false, production: work.production })
  const finder = createPathFinder(work.inventory, maxPaths)
  const progress = startProgress(context)
  const report = matchInventory({
    inventory,
    store: work.data.store,
    pathsTo: finder,
    onProgress: (done, total) => progress.update(done, total, 'matching'),
  })
  progress.end()
  return report
}

/** The one order of the queue, with the reason beside each finding. */
function order(context: Context, report: FindingsReport, subject: SubjectFacts): FindingsReport {
  const today = context.now().slice(0, 10)
  return { ...report, findings: prioritise(report.findings, { subject, today }) }
}

interface Outcome {
  readonly inventory: Inventory
  readonly data: AdvisoryData
  readonly findings: FindingsReport
  readonly cra: CraStatus
  readonly gate: GateResult
  readonly options: Options
}

function conclude(context: Context, outcome: Outcome): ExitCode {
  const { inventory, data, findings, options } = outcome
  const generatedAt = context.now()
  const { name, version } = inventory
  const input: ReportInput = {
    product: { name, ...(version === undefined ? {} : { version }) },
    inventory,
    findings,
    starterSetOnly: data.kind === 'starter-set',
    cra: outcome.cra,
    toolVersion,
    generatedAt,
    language: textOption(options, 'lang') === 'de' ? 'de' : 'en',
  }
  const summary = summarise({ ...outcome, generatedAt })
  const out = textOption(options, 'out') ?? 'occtet-report'
  writeOutputs(out, input, summary)
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(summary, null, 1)}\n`)
  else {
    const width = Math.min(context.columns, 100)
    context.out(formatSummary(input, { width, colour: context.hasColour, folder: resolve(out) }))
  }
  const settled = settle(context, inventory, { strict: flagOption(options, 'strict') })
  return exitCodeOf(context, outcome, settled)
}

function exitCodeOf(context: Context, outcome: Outcome, settled: ExitCode): ExitCode {
  const { gate, findings, data, options } = outcome
  if (settled === exitCodes.inputUnreadable) return settled
  context.say(plainLines(formatGate(gate)))
  if (gate.failed.length > 0) return exitCodes.gateFailed
  const isThin =
    data.kind === 'starter-set' ||
    findings.unknown.length > 0 ||
    findings.sources.some((source) => source.isStale)
  return flagOption(options, 'strict') && isThin ? exitCodes.incomplete : settled
}
