/** `occtet cra risk start|check [DIR]`: the risk assessment of Art. 13(2)-(4) as a file, and what it lacks. */
import { createRecordFile } from '@occtet/toolkit/adapters'
import {
  type Assessment,
  createTexts,
  formatRiskFile,
  parseRiskFile,
  recordWords,
  startRiskAssessment,
} from '@occtet/toolkit/cra'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { liner } from '../assessment-page.ts'
import { formatRisk } from '../format-risk.ts'
import { flagOption, type Options } from '../options.ts'
import { assessDesk, openDesk, type ProductDesk, placeOfRecord, readRecord } from '../product-desk.ts'
import { pageOf } from '../record-page.ts'
import { toRiskValue } from '../risk-value.ts'
import { settingEvents } from '../record/cra-events.ts'
import { openRecorder } from '../record/recorder.ts'

export async function runRiskStart(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const desk = await openDesk(context, dir, options)
  const assessment = assessDesk(context, desk, options)
  const traits = traitsOf(assessment)
  const depth = flagOption(options, 'full') ? 'full' : depthOf(assessment)
  const draft = startRiskAssessment({ profile: desk.profile, traits, depth })
  const place = placeOfRecord('risk.yaml', desk)
  const { id } = desk.profile
  const isCreated = await openRecorder(context, { dir, id }).change((note) =>
    createRecordFile(place, formatRiskFile(draft), (text) => note(settingEvents(id, 'risk.yaml', text))),
  )
  if (!isCreated) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'RISK_EXISTS',
      message: `${place.path} is there already and is not overwritten`,
      hint: `See what it lacks with: occtet cra risk check ${dir}`,
    })
  }
  const value = {
    schema: 'occtet.cra-risk-start/1',
    product: desk.profile.id,
    file: place.path,
    depth,
    class: assessment.classification.class,
    traits: traits ?? null,
    threats: draft.threats.map(({ id }) => id),
    requirements: draft.requirements.length,
  }
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : startPage(context, { desk, value, options }),
  )
  return exitCodes.done
}

export async function runRiskCheck(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const desk = await openDesk(context, dir, options)
  const file = placeOfRecord('risk.yaml', desk).path
  const risk = readRecord(desk, 'risk.yaml', parseRiskFile)
  if (risk === undefined) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'RISK_MISSING',
      message: `${file} does not exist`,
      hint: `Begin with: occtet cra risk start ${dir}`,
    })
  }
  const page = pageOf(context, desk, options)
  const value = toRiskValue(risk, {
    product: desk.profile.id,
    file,
    today: context.now().slice(0, 10),
    language: page.language,
    absentThreats: absentFrom(
      risk.threats.map(({ id }) => id),
      desk,
      assessDesk(context, desk, options),
    ),
  })
  context.out(flagOption(options, 'json') ? `${JSON.stringify(value, null, 1)}\n` : formatRisk(value, page))
  return flagOption(options, 'strict') && value.gaps.length > 0 ? exitCodes.incomplete : exitCodes.done
}

/** Undefined where nobody stated them. */
function traitsOf({ view }: Assessment): readonly string[] | undefined {
  const traits = view.facts.get('traits')
  return typeof traits === 'object' ? traits : undefined
}

/** Proportionate (Art. 13(3)): the full set for important and critical products. */
function depthOf({ classification }: Assessment): 'basic' | 'full' {
  const { class: productClass } = classification
  return productClass === 'critical' || productClass?.startsWith('important') === true ? 'full' : 'basic'
}

function absentFrom(
  known: readonly string[],
  { profile }: ProductDesk,
  assessment: Assessment,
): readonly string[] {
  const wanted = startRiskAssessment({
    profile,
    traits: traitsOf(assessment),
    depth: depthOf(assessment),
  })
  return wanted.threats.map(({ id }) => id).filter((id) => !known.includes(id))
}

interface Started {
  readonly desk: ProductDesk
  readonly options: Options
  readonly value: {
    readonly file: string
    readonly depth: 'basic' | 'full'
    readonly class: string | null
    readonly traits: readonly string[] | null
    readonly threats: readonly string[]
  }
}

function startPage(context: Context, { desk, value, options }: Started): string {
  const page = pageOf(context, desk, options)
  const words = recordWords(page.language)
  const line = liner(page)
  const { traits } = value
  const named = value.class === null ? words('unknown') : createTexts(page.language)(`class.${value.class}`)
  const chosen = traits === null || traits.length === 0 ? words('traitsNone') : traits.join(', ')
  return [
    line(words('started', { path: value.file, threats: value.threats.length })),
    line(words(`depth-${value.depth}`, { class: named }), 2),
    line(traits === null ? words('traitsUnknown') : words('traitsKnown', { traits: chosen }), 2),
    '\n',
    line(words('fillTitle')),
    line(`1. ${words('fill-1')}`, 2),
    line(`2. ${words('fill-2')}`, 2),
    line(`3. ${words('fill-3')}`, 2),
    line(`4. ${words('fill-4')}`, 2),
  ].join('')
}
