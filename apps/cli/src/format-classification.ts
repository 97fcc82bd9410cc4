/** The answer of `cra classify` for people: what applies first, then dates, open questions, reasons, duties and notes. */
import {
  catalogue,
  type Classification,
  createTexts,
  type Duty,
  formatMark,
  formatRef,
  type Language,
  reporting,
  type Texts,
} from '@occtet/toolkit/cra'
import { fold, plain } from './layout.ts'

/** A section is folded to the width of the terminal; nothing is cut, as each line may be the one that matters. */
export function formatClassification(found: Classification, columns: number): string {
  const page: Page = {
    t: createTexts(found.language),
    language: found.language,
    width: Math.min(Math.max(columns, 60), 110),
  }
  const parts = [
    summary(found, page),
    section(
      page,
      'dates',
      found.dates.map((item) => row(page, [`  ${item.date}`, 14], withRef(page, item.what, item))),
    ),
    section(page, 'open', openQuestions(found, page)),
    section(page, 'events', events(found, page)),
    section(page, 'reasoning', reasoning(found, page)),
    ...duties(found, page),
    section(
      page,
      'notes',
      found.notes.map((note) => row(page, ['  -', 4], withRef(page, note.text, note))),
    ),
    row(page, ['', 0], found.disclaimer),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

interface Page {
  readonly t: Texts
  readonly language: Language
  readonly width: number
}

interface Source {
  readonly ref: string
  readonly verification: string
}

/** The article stands beside every statement; a mark other than "read in the law" too. */
function withRef({ language }: Page, text: string, { ref, verification }: Source): string {
  const mark = verification === 'legal_text' ? '' : `; ${formatMark(verification, language)}`
  return `${text} (${formatRef(ref, language)}${mark})`
}

/** Head, and the columns before the text. */
type Head = readonly [text: string, indent: number]

/** A head that is too long for its column stands on a line of its own. */
function row({ width }: Page, [head, indent]: Head, text: string): string {
  const options = { indent, width, lines: 1000 }
  const isLong = head !== '' && head.length >= indent
  return isLong ? `${head}\n${fold(' '.repeat(indent), text, options)}` : fold(head, text, options)
}

function section({ t }: Page, name: string, rows: readonly string[]): string {
  return rows.length === 0 ? '' : `${t(`label.${name}`)}\n${rows.join('')}`
}

function summary(found: Classification, page: Page): string {
  const { t } = page
  const { version, as_of: asOf } = found.catalogue
  const head = `${t(`scope.${found.scope}`)} (${t('label.asOf', { at: found.at, version, asOf })})`
  const line = (label: string, text: string): string => row(page, [t(`label.${label}`), 14], text)
  const outcomes = found.possible_outcomes.map((id) => `${id}: ${t(`${id}.text`)}`)
  return [
    row(page, ['', 0], head),
    ...outcomes.map((text) => line('outcome', text)),
    line('applies', t(`applies.${found.applies}`)),
    ...(found.before === null ? [] : [line('before', before(found.before, t))]),
    ...roles(found, page),
    ...(found.class === null ? [] : [line('class', classLine(found, t))]),
    ...routes(found, page),
    ...support(found, page),
    line('fines', t(`label.fines-${found.fines}`, { tiers: found.fine_tiers.join(', ') })),
    ...found.micro_small_relief.map((text) => line('relief', text)),
    ...found.not_allowed.map((text) => line('not-allowed', text)),
    ...(found.inform_users === true ? [line('inform', t('label.inform-true'))] : []),
  ].join('')
}

function before({ applies, until }: NonNullable<Classification['before']>, t: Texts): string {
  return t('label.before-until', { applies: t(`applies.${applies}`), until })
}

function roles({ roles_detail: details }: Classification, page: Page): readonly string[] {
  const { t } = page
  return details.map((detail) => {
    const tier = detail.steward_tier === null ? '' : `, ${detail.steward_tier}`
    const name = `${t(`role.${detail.role}`)}${tier}`
    const whose = details.length > 1 ? `${t(`subject.${detail.subject}`)}: ` : ''
    return row(page, [t('label.role'), 14], withRef(page, `${whose}${name}. ${detail.why}`, detail))
  })
}

function classLine({ class: found, category }: Classification, t: Texts): string {
  const name = t(`class.${String(found)}`)
  return category === null ? name : `${name}: ${category} ${t(`${category}.title`)}`
}

function routes(found: Classification, page: Page): readonly string[] {
  const { t } = page
  const isOwn = found.conformity_routes.length > 0
  const list = isOwn ? found.conformity_routes : found.conformity_routes_of_manufacturer
  const reason = found.route_reason === null ? [] : [row(page, ['', 14], found.route_reason)]
  const rows = list.map((route) => {
    const isOpen = route.allowed === null ? `${t('label.route-open')}; ` : ''
    const state = t(`label.available-${String(route.availableAt)}`)
    const note = route.note === null ? '' : ` ${route.note}`
    return row(page, [`  ${route.id}`, 14], withRef(page, `${route.name}: ${isOpen}${state}.${note}`, route))
  })
  if (rows.length === 0) return []
  return [
    `${t(isOwn ? 'label.routes' : 'label.routes-upstream')}\n`,
    ...reason,
    ...rows,
    ...closedRoutes(list, page),
  ]
}

/** What the law names but does not open to this product. */
function closedRoutes(list: Classification['conformity_routes'], page: Page): readonly string[] {
  const { t } = page
  const closed = catalogue.conformity.procedures
    .filter(({ id }) => list.every((route) => route.id !== id))
    .map(({ id }) => `${id} (${t(`${id}.name`)})`)
  return closed.length === 0
    ? []
    : [row(page, ['', 14], t('label.routes-closed', { routes: closed.join(', ') }))]
}

function support({ support: period, reasoning: steps }: Classification, page: Page): readonly string[] {
  const step = steps.find(({ id }) => id === 'support')
  if (period === null || step === undefined) return []
  return [row(page, [page.t('label.support'), 14], withRef(page, step.consequence, step))]
}

function openQuestions({ open }: Classification, page: Page): readonly string[] {
  const { t } = page
  return open.flatMap(({ id, question, facts, meanings }) => [
    row(page, [`  ${id}`, 14], question),
    ...(facts.length === 0 ? [] : [row(page, ['', 14], t('label.missing', { facts: facts.join(', ') }))]),
    ...meanings.map(({ answer, means }) => row(page, ['', 14], `${answer}: ${means}`)),
  ])
}

function events(found: Classification, page: Page): readonly string[] {
  return found.events.flatMap((event) => [
    row(page, [`  ${event.at}`, 24], eventLine(event, page)),
    ...Object.entries(event.deadlines).map(([id, due]) => row(page, ['', 24], deadlineLine(id, due, page))),
  ])
}

/** Only awareness asks for a report; other events belong to one. */
function eventLine({ type, mandatory, why }: Classification['events'][number], { t }: Page): string {
  const duty = type.startsWith('aware_') ? ` ${t(`label.report-${String(mandatory)}`)}.` : ''
  return `${t(`event-type.${type}`)}:${duty} ${why}`
}

function deadlineLine(id: string, due: string | null, { t, language }: Page): string {
  const stage = reporting.stages.find((one) => one.id === id)
  const name = stage === undefined ? '' : ` (${t(`stage.${stage.stage}`)}, ${formatRef(stage.ref, language)})`
  return `${id}${name}: ${due ?? t('label.clock-waits')}`
}

function reasoning({ reasoning: steps }: Classification, page: Page): readonly string[] {
  const { t } = page
  return steps.flatMap((step) => {
    const whose = step.subject === 'product' ? '' : `${t(`subject.${step.subject}`)}: `
    return [
      row(page, [`  ${step.id}`, 14], `${whose}${step.question}`),
      row(page, ['', 14], `-> ${step.answer}. ${withRef(page, step.consequence, step)}`),
    ]
  })
}

/** In force first, then by the day from which they apply. */
function duties({ at, obligations }: Classification, page: Page): readonly string[] {
  const { t } = page
  const days = [
    ...new Set(obligations.filter((duty) => !duty.in_force).map((duty) => duty.binds_from)),
  ].sort()
  const groups = [
    { title: t('label.obligations-now', { at }), list: obligations.filter((duty) => duty.in_force) },
    ...days.map((date) => ({
      title: t('label.obligations-later', { date }),
      list: obligations.filter((duty) => !duty.in_force && duty.binds_from === date),
    })),
  ]
  return groups
    .filter(({ list }) => list.length > 0)
    .map(({ title, list }) => `${title}\n${list.map((duty) => dutyRow(duty, page)).join('')}`)
}

function dutyRow(duty: Duty, page: Page): string {
  const { t } = page
  const marks = [
    ...(duty.kind === 'obligation' ? [] : [t(`label.duty-${duty.kind}`)]),
    ...(duty.status === 'depends' ? [t('label.duty-depends')] : []),
    ...(duty.deadline === null ? [] : [duty.deadline]),
  ].map(plain)
  const tail = marks.length === 0 ? '' : ` [${marks.join('; ')}]`
  return row(page, [`  ${duty.id}`, 18], `${withRef(page, duty.title, duty)}${tail}`)
}
