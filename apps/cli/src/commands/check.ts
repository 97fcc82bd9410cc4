/** `occtet check [DIR]`: inventory → SBOM → match → CRA evidence → report (design section 4). */
import { resolve } from 'node:path'
import type { CraStatus } from '@occtet/toolkit/cra'
import { formatSummary, type ReportInput } from '@occtet/toolkit/documents'
import { createPathFinder } from '@occtet/toolkit/inventory'
import { matchInventory } from '@occtet/toolkit/matching'
import type { LifecycleReport } from '@occtet/toolkit/lifecycle'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import type { AppliedDecisions, VexSubject } from '@occtet/toolkit/vex'
import { type AdvisoryData, openAdvisoryData } from '../advisory-data.ts'
import { readBaseline } from '../baseline.ts'
import type { Context } from '../context.ts'
import { contradictionsOf } from '../decision-desk.ts'
import { collectStatus, openRepoFiles, startHistory } from '../evidence.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { completeTree } from '../finding-desk.ts'
import { formatGate, type GateResult, judge, readGates } from '../gate.ts'
import { plain, plainLines } from '../layout.ts'
import { judgeLifecycle } from '../lifecycle-desk.ts'
import { flagOption, listOption, numberOption, type Options, textOption } from '../options.ts'
import { writeOutputs } from '../outputs.ts'
import { judgeTreePolicy, type PolicyRun } from '../policy-run.ts'
import { type ChosenProduct, chooseChecked } from '../product-choice.ts'
import { startProgress } from '../progress.ts'
import { pushCheck } from '../push.ts'
import { readTree } from '../read-tree.ts'
import { checkEvents } from '../record/output-events.ts'
import { openCheckRecorder, type Recorder } from '../record/recorder.ts'
import { productFolderOf } from '../product-folder.ts'
import { requireFolder } from '../require-folder.ts'
import { settle } from '../settle.ts'
import { summarise } from '../summarise.ts'
import { toolVersion } from '../tool-version.ts'
import { toVexFiles } from '../vex-outputs.ts'
import { rememberCheck } from '../watch.ts'
import { select } from './inventory.ts'

const defaultMaxAge = 30
/** Paths shown per finding. */
const maxPaths = 10

/** The tree, or the one of its products that this is about. */
async function readProduct(
  context: Context,
  { path, dir }: { readonly path: string; readonly dir: string },
  options: Options,
): Promise<ChosenProduct> {
  const inventory = await readTree(context, path, {
    platform: textOption(options, 'platform'),
    mavenRepository: textOption(options, 'mavenRepository'),
  })
  return chooseChecked(inventory, dir, options)
}

/** `path`: the folder of a product, or one file in it. */
export async function runCheck(context: Context, path: string, options: Options): Promise<ExitCode> {
  requireFolder(path)
  const dir = productFolderOf(path)
  const failOn = readGates(listOption(options, 'failOn'))
  const baseline = readBaseline(textOption(options, 'baseline'))
  const history = startHistory(dir)
  try {
    const product = await readProduct(context, { path, dir }, options)
    const data = await openAdvisoryData(context, product.inventory, readWishes(options))
    try {
      return await checkProduct(context, { dir, options, failOn, baseline, history, ...product, data })
    } finally {
      data.store.close()
    }
  } finally {
    await history.close()
  }
}

interface Checked extends ChosenProduct {
  readonly dir: string
  readonly options: Options
  readonly failOn: ReturnType<typeof readGates>
  readonly baseline: ReturnType<typeof readBaseline>
  readonly history: ReturnType<typeof startHistory>
  readonly data: AdvisoryData
}

async function checkProduct(context: Context, checked: Checked): Promise<ExitCode> {
  const { dir, home, options, failOn, inventory, data } = checked
  const production = flagOption(options, 'production')
  const matched = match(context, { inventory, data, production })
  const tree = checked.filesOf(openRepoFiles(dir, inventory, checked.folder))
  const completed = await completeTree(context, { dir, home, inventory, matched, tree, options })
  const { findings, decisions, subject } = completed
  sayDoubts(context, completed)
  const cra = await collectStatus(context, { ...checked, findings, tree })
  const policy = judgeTreePolicy(context, { ...completed, dir, home, inventory, kind: data.kind, failOn })
  const lifecycle = judgeLifecycle(context, { dir, home, inventory, tree, options })
  const exit = await conclude(context, {
    recorder: openCheckRecorder(context, { dir: home, id: completed.profile?.id }, options),
    inventory,
    data,
    findings,
    decisions,
    subject,
    policy,
    cra,
    lifecycle,
    gate: judge(failOn, findings, { baseline: checked.baseline, policy }),
    options,
  })
  await pushWhereAsked(context, options, { subject, inventory, evidence: cra })
  const db = textOption(options, 'db')
  if (home === undefined) context.say('not watched for updates: no folder of this product is known\n')
  else rememberCheck(context, { dir: home, inventory, production, findings, data, db })
  return exit
}

/** Decisions that could not be read, and those that contradict each other. */
function sayDoubts(context: Context, { stored, decisions }: Awaited<ReturnType<typeof completeTree>>): void {
  for (const text of stored.broken) context.say(`${plainLines(text)}\n  Its finding is open.\n`)
  for (const text of contradictionsOf(decisions)) context.say(`${plain(text)}\n`)
}

interface Pushed {
  readonly subject: VexSubject
  readonly inventory: Inventory
  readonly evidence: CraStatus
}

/** After the outputs: a server that cannot be reached takes nothing away from them. */
async function pushWhereAsked(
  context: Context,
  options: Options,
  { subject: { id: product, version }, inventory, evidence }: Pushed,
): Promise<void> {
  const url = textOption(options, 'push')
  if (url !== undefined) await pushCheck(context, { url, product, version, inventory, evidence })
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

interface Outcome {
  readonly recorder: Recorder
  readonly inventory: Inventory
  readonly data: AdvisoryData
  readonly findings: FindingsReport
  readonly decisions: AppliedDecisions
  readonly subject: VexSubject
  readonly policy: PolicyRun | undefined
  readonly cra: CraStatus
  readonly lifecycle: LifecycleReport
  readonly gate: GateResult
  readonly options: Options
}

async function conclude(context: Context, outcome: Outcome): Promise<ExitCode> {
  const { inventory, data, findings, options } = outcome
  const generatedAt = context.now()
  const { name, version } = inventory
  const input: ReportInput = {
    product: { name, ...(version === undefined ? {} : { version }) },
    inventory,
    findings,
    starterSetOnly: data.kind === 'starter-set',
    cra: outcome.cra,
    lifecycle: outcome.lifecycle,
    ...(outcome.policy === undefined ? {} : { policy: toPolicyView(outcome.policy) }),
    toolVersion,
    generatedAt,
    language: textOption(options, 'lang') === 'de' ? 'de' : 'en',
  }
  const summary = summarise({ ...outcome, generatedAt })
  const out = textOption(options, 'out') ?? 'occtet-report'
  const vexFiles = toVexFiles(outcome.decisions, outcome.subject, generatedAt)
  await outcome.recorder.change(async (note) =>
    writeOutputs(out, { input, summary, vexFiles }, (files) =>
      note(checkEvents({ product: outcome.subject.id, inventory, findings, data: dataOf(data), files })),
    ),
  )
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(summary, null, 1)}\n`)
  else {
    const width = Math.min(context.columns, 100)
    context.out(formatSummary(input, { width, colour: context.hasColour, folder: resolve(out) }))
  }
  const settled = settle(context, inventory, { strict: flagOption(options, 'strict') })
  return exitCodeOf(context, outcome, settled)
}

function dataOf({ kind, store }: AdvisoryData): Parameters<typeof checkEvents>[0]['data'] {
  return { root: store.snapshot.root, asOf: store.asOf, isThin: kind === 'starter-set' }
}

/** A page that is passed on names no path of this machine. */
function toPolicyView({ report, loaded }: PolicyRun): NonNullable<ReportInput['policy']> {
  return { report, path: loaded.path === undefined ? undefined : '.occtet/policy.yaml' }
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
