/** `occtet case log`, `stage`, `measure` and `close`: one more entry in a case. */
import { readConfigFile } from '@occtet/toolkit/adapters'
import {
  type CaseFact,
  fieldIds,
  type FieldId,
  findGround,
  formatInstant,
  groundsOf,
  isFieldId,
  parseInstant,
  type StepName,
  toCaseSubject,
} from '@occtet/toolkit/cra'
import { append, findCase, type FoundCase, usage } from '../case-store.ts'
import { guardStore } from '../guard-store.ts'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit-codes.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { listOption, type Options, textOption } from '../options.ts'
import { showCase, showLog } from './case-status.ts'

export async function runCaseLog(
  context: Context,
  { id, event, text }: { readonly id: string; readonly event?: string; readonly text?: string },
  options: Options,
): Promise<ExitCode> {
  const found = await guardStore(() => findCase(context, id, options))
  const fields = fieldsOf(options)
  if (event === undefined && fields === undefined) return showLog(context, found, options)
  const facts = [
    ...(event === undefined
      ? []
      : [event === 'subject' ? newSubject(context, found, options) : toFact(event, text, options)]),
    ...(fields === undefined ? [] : [{ type: 'details', fields } as const]),
  ]
  return record(context, found, { options, facts })
}

const steps: Readonly<Record<string, StepName>> = {
  'early-warning': 'early_warning',
  notification: 'notification',
  'final-report': 'final_report',
}

export async function runCaseStage(
  context: Context,
  { id, stage }: { readonly id: string; readonly stage: string },
  options: Options,
): Promise<ExitCode> {
  const found = await guardStore(() => findCase(context, id, options))
  const reference = textOption(options, 'reference')
  const referred = reference === undefined ? {} : { reference }
  const step = steps[stage]
  const reason = textOption(options, 'alreadyProvided')
  if (step === undefined)
    return record(context, found, { options, facts: [{ type: 'interim-submitted', ...referred }] })
  const fact: CaseFact =
    reason === undefined
      ? { type: 'submitted', step, ...referred }
      : { type: 'already-provided', step, reason }
  return record(context, found, { options, facts: [fact] })
}

export async function runCaseMeasure(
  context: Context,
  { id, measure, text }: { readonly id: string; readonly measure: string; readonly text: string },
  options: Options,
): Promise<ExitCode> {
  const found = await guardStore(() => findCase(context, id, options))
  const kind = measure === 'corrective' ? 'corrective' : 'mitigating'
  return record(context, found, { options, facts: [{ type: 'measure-available', measure: kind, text }] })
}

/** With `--not-reportable` the decision and the end are two entries, written together. */
export async function runCaseClose(context: Context, id: string, options: Options): Promise<ExitCode> {
  const found = await guardStore(() => findCase(context, id, options))
  const reason = needed(options, 'reason', '--reason')
  const ground = textOption(options, 'notReportable')
  const closed: CaseFact = { type: 'closed', reason }
  const facts = ground === undefined ? [closed] : [decision(found, ground, options), closed]
  return record(context, found, { options, facts })
}

async function record(
  context: Context,
  found: FoundCase,
  addition: { readonly options: Options; readonly facts: readonly CaseFact[] },
): Promise<ExitCode> {
  return showCase(context, await append(context, found, addition), addition.options)
}

function decision({ file }: FoundCase, id: string, options: Options): CaseFact {
  const track = file.id.includes('AEV-') ? 'AEV' : 'INC'
  const ground = findGround(track, id)
  if (ground === undefined) {
    const known = groundsOf(track).map((one) => {
      const not = one.kind === 'test-not-met' ? 'this does not hold: ' : ''
      return `\n        ${one.id}  ${not}${one.text}`
    })
    throw usage(`--not-reportable needs one of these grounds:${known.join('')}`)
  }
  const decidedBy = needed(options, 'decidedBy', '--decided-by')
  const reason = needed(options, 'reason', '--reason')
  return { type: 'not-reportable', ground: ground.id, groundText: ground.text, decidedBy, reason }
}

/** Role and facts of the product's folder, as they are now. */
function newSubject(context: Context, { profile }: FoundCase, options: Options): CaseFact {
  if (profile === undefined)
    throw usage('there is no .occtet/product.yaml here; name its folder with --product')
  const chosen = { role: textOption(options, 'role'), tier: textOption(options, 'tier') }
  const subject = toCaseSubject(profile, { ...chosen, at: context.now().slice(0, 10) })
  return { type: 'subject', subject, reason: needed(options, 'reason', '--reason') }
}

/** The word on the command line to the entry. */
function toFact(event: string, text: string | undefined, options: Options): CaseFact {
  const said = (): string => text ?? textOption(options, 'reason') ?? ''
  switch (event) {
    case 'signal':
      return { type: 'signal-arrived', text: said() }
    case 'assessment-start':
      return { type: 'assessment-started', text: said() }
    case 'assessment-end':
      return { type: 'assessment-ended', text: said() }
    case 'aware':
      return { type: 'became-aware', decidedBy: needed(options, 'decidedBy', '--decided-by'), reason: said() }
    case 'interim-request':
      return { type: 'interim-requested', text: said(), ...dueOf(options) }
    case 'users-informed':
      return { type: 'users-informed', text: said() }
    case 'withdraw':
      return { type: 'withdrawn', entry: Number(needed(options, 'entry', '--entry')), reason: said() }
    case 'reopen':
      return { type: 'reopened', reason: said() }
    default:
      return { type: 'note', text: said() }
  }
}

function dueOf(options: Options): { readonly due?: string } {
  const text = textOption(options, 'due')
  if (text === undefined) return {}
  const due = parseInstant(text)
  if (!due.ok) throw usage(`--due: ${due.error.message}`)
  return { due: formatInstant(due.value) }
}

/** `--set field=value` and the fields of `--from FILE`; undefined where neither is given. */
function fieldsOf(options: Options): Readonly<Partial<Record<FieldId, string>>> | undefined {
  const from = textOption(options, 'from')
  const pairs: readonly (readonly [string, string])[] = [
    ...(from === undefined ? [] : readFields(from)),
    ...listOption(options, 'set').map((pair) => {
      const at = pair.indexOf('=')
      if (at < 0) throw usage(`--set expects field=value, found ${pair}`)
      return [pair.slice(0, at), pair.slice(at + 1)] as const
    }),
  ]
  if (pairs.length === 0) return undefined
  const odd = pairs.find(([id]) => !isFieldId(id))
  if (odd !== undefined) throw usage(`there is no field ${odd[0]}; expected one of ${fieldIds.join(', ')}`)
  return Object.fromEntries(pairs)
}

function readFields(path: string): readonly (readonly [string, string])[] {
  const file = readConfigFile(path)
  if (!file.ok) {
    const { code, message } = file.error
    throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
  }
  if (typeof file.value !== 'object' || file.value === null || Array.isArray(file.value)) {
    throw usage(`${path}: expected fields and their values`)
  }
  return Object.entries(file.value).map(([id, value]) => {
    if (typeof value !== 'string') throw usage(`${path}: ${id} is not a text; put it between quotes`)
    return [id, value] as const
  })
}

function needed(options: Options, name: string, flag: string): string {
  const value = textOption(options, name)
  if (value === undefined || value.trim() === '') throw usage(`${flag} is missing`)
  return value
}
