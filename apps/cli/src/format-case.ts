/** A case for people: the clocks first, then what to do next; times in UTC and in the user's zone. */
import {
  type Action,
  type CaseStatus,
  type CaseTexts,
  caseTexts,
  csirtLine,
  fillText,
  type Language,
  type Routing,
  type StageStatus,
} from '@occtet/toolkit/cra'
import { fold, formatTable, plain, shorten } from './layout.ts'

export interface CaseView {
  readonly status: CaseStatus
  readonly routing: Routing
  readonly language: Language
  /** IANA name, such as Europe/Berlin. */
  readonly zone: string
}

export function formatCase({ status, routing, language, zone }: CaseView): string {
  const texts = caseTexts(language)
  const { words } = texts
  const { subject, duty } = status
  const head = `${status.id}  ${plain(status.title)}`
  const about = [plain(subject.productName), texts.tracks[status.track], texts.phases[status.phase]]
  const notes = [
    `${texts.duty[duty.reason]} (${duty.ref})`,
    ...duty.notes.map((note) => texts.dutyNotes[note]),
  ]
  const rows = status.stages.map((stage) => stageRow(stage, texts, zone))
  return [
    ...(status.drill ? [`*** ${words.drill} ***\n\n`] : []),
    fold('', head, { indent: 0 }),
    fold('', about.join(', '), { indent: 0 }),
    '\n',
    line(words.aware, status.awareAt === null ? words.notAware : moment(status.awareAt, zone)),
    ...stagesOf(rows),
    ...interimOf(status, texts, zone),
    '\n',
    line(words.users, usersOf(status, texts, zone)),
    line(words.to, csirtLine(routing, texts)),
    ...notes.map((note) => fold('  - ', note, { indent: 4 })),
    '\n',
    ...nextOf(status.actions, texts, zone),
    ...(status.drill ? [`\n*** ${words.drill} ***\n`] : []),
  ].join('')
}

const NAME = 12

function line(name: string, text: string): string {
  return fold(`${name} `.padEnd(NAME + 2), text, { indent: Math.max(NAME + 2, name.length + 1), lines: 6 })
}

interface Row {
  readonly name: string
  readonly says: string
  readonly more: readonly string[]
}

function stageRow(stage: StageStatus, texts: CaseTexts, zone: string): Row {
  const { words } = texts
  const name = `${texts.stages[stage.stage]} (${stage.ref})`
  const due = stage.due === null ? [] : [`${words.due}: ${moment(stage.due, zone)}`]
  const { remainingSeconds: left = 0 } = stage
  switch (stage.state) {
    case 'overdue':
      return { name, says: fillText(words.late, { time: span(-left) }), more: [...due, words.lateAdvice] }
    case 'running':
      return { name, says: fillText(words.left, { time: span(left) }), more: due }
    case 'waiting':
      return {
        name,
        says: texts.stageStates.waiting,
        more: stage.waitsFor ? [texts.waits[stage.waitsFor]] : [],
      }
    case 'submitted':
    case 'already-provided':
      return { name, says: texts.stageStates[stage.state], more: doneLines(stage, texts, zone) }
    case 'not-needed':
      return { name, says: texts.stageStates['not-needed'], more: [] }
    default:
      return stage.state satisfies never
  }
}

function doneLines(stage: StageStatus, { words }: CaseTexts, zone: string): readonly string[] {
  const { remainingSeconds: early, doneAt, reference } = stage
  const margin =
    early === undefined
      ? ''
      : `, ${fillText(early < 0 ? words.sentLate : words.sentEarly, { time: span(Math.abs(early)) })}`
  const at = doneAt === undefined ? '' : `${moment(doneAt, zone)}${margin}`
  return reference === undefined ? [at] : [at, plain(reference)]
}

function stagesOf(rows: readonly Row[]): readonly string[] {
  const table = formatTable(
    rows.map(({ name, says }) => [name, says]),
    { right: new Set(), indent: 2 },
  )
  return table.flatMap((text, at) => [
    `${text}\n`,
    ...(rows[at]?.more ?? []).map((more) => fold('      ', more, { indent: 6 })),
  ])
}

function interimOf({ interim }: CaseStatus, texts: CaseTexts, zone: string): readonly string[] {
  if (interim === null) return []
  const { words, stages } = texts
  const says =
    interim.due === undefined
      ? words.interimOpen
      : fillText(words.interimDue, { at: moment(interim.due, zone) })
  return [`  ${stages.interim}\n`, fold('      ', says, { indent: 6 })]
}

function usersOf({ users }: CaseStatus, { words }: CaseTexts, zone: string): string {
  if (users.informedAt !== null) return fillText(words.usersTold, { at: moment(users.informedAt, zone) })
  return users.duty === 'no' ? words.usersGood : words.usersOpen
}

function nextOf(actions: readonly Action[], texts: CaseTexts, zone: string): readonly string[] {
  const { words } = texts
  if (actions.length === 0) return [`${words.nothingNext}\n`]
  return actions.map((action, at) => {
    const due = action.due === undefined ? '' : ` ${words.due}: ${moment(action.due, zone)}.`
    const head = at === 0 ? `${words.next}: ` : '  '
    return fold(head, `${texts.actions[action.code]} (${action.ref})${due}`, {
      indent: Math.max(4, head.length),
    })
  })
}

/** One line per case, the nearest clock first. */
export function formatCases(statuses: readonly CaseStatus[], language: Language): string {
  const texts = caseTexts(language)
  const rows = statuses.map((status) => {
    const [next] = status.actions
    const clock =
      status.stages.find(({ state }) => state === 'overdue') ??
      status.stages.find(({ state }) => state === 'running')
    return [
      status.id,
      shorten(plain(status.subject.productName), 20),
      clockCell(clock, texts),
      next?.code ?? texts.stageStates['not-needed'],
    ]
  })
  return formatTable(rows, { right: new Set() })
    .map((row) => `${row}\n`)
    .join('')
}

function clockCell(stage: StageStatus | undefined, { words }: CaseTexts): string {
  if (stage === undefined) return '-'
  const { remainingSeconds: left = 0 } = stage
  const template = left < 0 ? words.late : words.left
  return `${stage.id}: ${fillText(template, { time: span(Math.abs(left)) })}`
}

/** `29 h 30 min`; from four days on `13 d 4 h`; what is left is rounded down, so that it never shows too much. */
export function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)]
  if (days >= 4) return `${days} d ${hours - days * 24} h`
  return hours > 0 ? `${hours} h ${minutes - hours * 60} min` : `${minutes} min`
}

/** `2026-11-21T09:30:00Z (2026-11-21 10:30 Europe/Berlin)`. */
export function moment(instant: string, zone: string): string {
  if (zone === 'UTC') return instant
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  return `${instant} (${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${zone})`
}
