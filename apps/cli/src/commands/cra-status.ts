/** `occtet cra status|plan|compare [DIR]`: where the product stands, what to do next, and what moved since. */
import { guardStore } from '../guard-store.ts'
import { assessmentPath, updateRecordFile, writeRecordFile } from '@occtet/toolkit/adapters'
import {
  type Assessment,
  type AssessmentLabel,
  compareAssessments,
  emptyPlan,
  formatPlanFile,
  parsePlanFile,
  type PlanFile,
  questionnaire,
  type SavedAssessment,
  toSavedAssessment,
} from '@occtet/toolkit/cra'
import { toAssessmentValue, toComparisonValue } from '../assessment-value.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import type { AssessmentPage } from '../assessment-page.ts'
import { formatStatus } from '../format-assessment.ts'
import { formatEnisa } from '../format-enisa.ts'
import { formatComparison } from '../format-comparison.ts'
import { formatPlan } from '../format-plan.ts'
import { readOwnRating, withRatings } from '../own-ratings.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import {
  assessDesk,
  languageOf,
  openDesk,
  openProductFolder,
  type ProductFolder,
  readRecord,
  placeOfRecord,
  unreadable,
} from '../product-desk.ts'
import { chooseAssessment, readSavedAssessments } from '../saved-assessments.ts'
import { readSeconds } from '../time-spent.ts'
import { assessmentEvents, settingEvents } from '../record/cra-events.ts'
import { openRecorder } from '../record/recorder.ts'

const labels: readonly AssessmentLabel[] = ['baseline', 'follow-up', 'final']

export async function runStatus(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const label = labelOf(textOption(options, 'save'))
  const ratings = listOption(options, 'own').map(readOwnRating)
  if (ratings.length > 0) {
    await changePlan(context, openProductFolder(context, dir), (plan) => withRatings(plan, ratings))
  }
  const desk = await openDesk(context, dir, options)
  const assessment = assessDesk(context, desk, options)
  const page = pageOf(context, desk, options)
  const isEnisa = flagOption(options, 'enisa') || ratings.length > 0
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(toAssessmentValue(assessment, desk.profile.id), null, 1)}\n`
      : `${formatStatus(assessment, page, desk.status.requirements)}${isEnisa ? formatEnisa(assessment, page) : ''}`,
  )
  if (label !== undefined) await saveAs(context, { folder: desk, assessment, label })
  return exitCodes.done
}

export async function runPlan(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const wanted = listOption(options, 'assign').map(readAssignment)
  const folder = openProductFolder(context, dir)
  const plan =
    wanted.length > 0
      ? await changePlan(context, folder, (before) => assign(before, wanted))
      : (readRecord(folder, 'plan.yaml', parsePlanFile) ?? emptyPlan)
  const desk = await openDesk(context, dir, options)
  const assessment = assessDesk(context, desk, options)
  if (flagOption(options, 'json')) {
    const { plan: items, ...rest } = toAssessmentValue(assessment, desk.profile.id)
    const value = {
      schema: 'occtet.cra-plan/1',
      product: rest.product,
      at: rest.at,
      mode: rest.mode,
      plan: items,
    }
    context.out(`${JSON.stringify(value, null, 1)}\n`)
  } else {
    const page = pageOf(context, desk, options)
    context.out(formatPlan(assessment, { page, plan, all: flagOption(options, 'all') }))
  }
  return exitCodes.done
}

/** Two saved ones, or the earliest baseline against now. */
export async function runCompare(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const folder = openProductFolder(context, dir)
  const saved = readSavedAssessments(folder)
  const from = chooseAssessment(saved, textOption(options, 'from') ?? 'baseline')
  const wanted = textOption(options, 'to')
  const to =
    wanted === undefined
      ? await assessNow(context, dir, { options, mode: from.mode })
      : chooseAssessment(saved, wanted)
  const comparison = compareAssessments(from, to)
  const page = pageOf(context, folder, options)
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(toComparisonValue(comparison, folder.profile.id), null, 1)}\n`
      : formatComparison(comparison, wanted === undefined ? { ...page, toLabel: 'now' } : page),
  )
  return exitCodes.done
}

async function assessNow(
  context: Context,
  dir: string,
  { options, mode }: { readonly options: Options; readonly mode: SavedAssessment['mode'] },
): Promise<SavedAssessment> {
  const asked = { ...options, quick: mode === 'quick' }
  const desk = await openDesk(context, dir, asked)
  const seconds = readSeconds(desk)
  return toSavedAssessment(assessDesk(context, desk, asked), {
    label: 'follow-up',
    at: context.now(),
    seconds,
  })
}

/** Keeps what another command wrote meanwhile. Throws (exit 3) where the file cannot be read. */
async function changePlan(
  context: Context,
  folder: ProductFolder,
  change: (plan: PlanFile) => PlanFile,
): Promise<PlanFile> {
  const { id } = folder.profile
  const place = placeOfRecord('plan.yaml', folder)
  const changed = await openRecorder(context, { dir: folder.dir, id }).change((note) =>
    updateRecordFile<PlanFile>(
      place,
      {
        parse: parsePlanFile,
        format: formatPlanFile,
        announce: (after) => note(settingEvents(id, 'plan.yaml', formatPlanFile(after))),
      },
      (before) => change(before ?? emptyPlan),
    ),
  )
  if (changed.ok) return changed.value
  throw unreadable(changed.error)
}

async function saveAs(
  context: Context,
  work: { readonly folder: ProductFolder; readonly assessment: Assessment; readonly label: AssessmentLabel },
): Promise<void> {
  const { folder, assessment, label } = work
  const saved = toSavedAssessment(assessment, { label, at: context.now(), seconds: readSeconds(folder) })
  const path = assessmentPath(folder.privateRoot, folder.profile.id, saved)
  const { id } = folder.profile
  await openRecorder(context, { dir: folder.dir, id }).change((note) =>
    guardStore(() => {
      const by = context.env['OCCTET_BY']
      writeRecordFile(path, `${JSON.stringify(saved, null, 1)}\n`, note(assessmentEvents(id, saved, by)))
    }),
  )
  context.say(`saved as ${path}\n`)
}

function pageOf(context: Context, { profile, dir }: ProductFolder, options: Options): AssessmentPage {
  const { name, version } = profile.product
  return {
    language: languageOf(options),
    columns: context.columns,
    dir,
    product: version === undefined ? name : `${name} ${version}`,
  }
}

function labelOf(text: string | undefined): AssessmentLabel | undefined {
  const label = labels.find((one) => one === text)
  if (text === undefined || label !== undefined) return label
  throw usage('LABEL_UNKNOWN', `--save ${text}: expected one of ${labels.join(', ')}`)
}

interface Assignment {
  readonly action: string
  readonly owner: string
  readonly due?: string
}

/** `ACT-21=the lead developer`, with `@2026-12-01` behind it for the day. */
function readAssignment(text: string): Assignment {
  const [, action = '', owner = '', due] = /^([^=]+)=(.+?)(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(text) ?? []
  if (owner.trim() === '' || !questionnaire.actions.has(action)) {
    throw usage(
      'ASSIGNMENT_INVALID',
      `--assign ${text}: expected an action and who does it, such as ACT-21=NAME@2026-12-01`,
    )
  }
  return { action, owner: owner.trim(), ...(due === undefined ? {} : { due }) }
}

function assign(plan: PlanFile, wanted: readonly Assignment[]): PlanFile {
  const entries = wanted.map(({ action, ...entry }) => [action, entry] as const)
  return { ...plan, actions: { ...plan.actions, ...Object.fromEntries(entries) } }
}

function usage(code: string, message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message })
}
