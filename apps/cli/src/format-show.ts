/** `db show` for people: every value with the sources that say it, then what they disagree about. */
import type { ShowAnswer, ShownPackage, ShownView } from '@occtet/toolkit/matching'
import { formatSignals } from './format-signals.ts'
import { firstRows, fold, plain } from './layout.ts'

const MOST = 8
const indent = 11

type Origins = readonly { readonly source: string; readonly record: string; readonly digest: string }[]

export function formatShown(answer: ShowAnswer): string {
  const views = answer.merged.map(formatView)
  const todos = answer.todos.map(({ code, says }) => fold('', `  ${says} (${code})`, { indent: 2 }))
  const unread = answer.unread.map(({ source, record }) =>
    fold('', `  ${record} from ${source} cannot be read by this version of occtet`, { indent: 2 }),
  )
  const apart =
    answer.merged.length < 2
      ? ''
      : `${answer.merged.length} records or groups name ${plain(answer.id)} and are not merged:\n\n`
  const notes = [...todos, ...unread]
  return `${apart}${views.join('\n')}${notes.length === 0 ? '' : `Not joined\n${firstRows(notes, MOST)}`}`
}

function formatView(view: ShownView): string {
  const numbers = numberRecords(view)
  const said: Said = (label, value, from) => formatSaid(label, value, toNumbers(numbers, from))
  return [
    fold('', `${view.id}${view.title === undefined ? '' : `: ${view.title.value}`}`, { indent: 0 }),
    fold('ids', view.ids.join(', '), { indent }),
    ...formatTexts(view, said),
    ...formatLists(view, said),
    ...formatPackages(view, said),
    ...formatDisagreements(view, said),
    formatSignals(view.signals),
    formatRecords(view),
  ].join('')
}

/** One value with those who say it. */
type Said = (label: string, value: string, from: Origins) => string

/** Every record has a number, under which it stands at the end. */
function numberRecords({ records }: ShownView): ReadonlyMap<string, number> {
  return new Map(records.map((record, at) => [keyOf(record), at + 1]))
}

function toNumbers(numbers: ReadonlyMap<string, number>, from: Origins): string {
  const found = from.map((origin) => numbers.get(keyOf(origin)) ?? `${origin.source} ${origin.record}`)
  return [...new Set(found)].join(', ')
}

function keyOf({ source, record, digest }: Origins[number]): string {
  return JSON.stringify([source, record, digest])
}

/** A long text gives way to its sources, which are never cut. */
function formatSaid(label: string, value: string, numbers: string): string {
  const short = value.length > 240 ? `${value.slice(0, 240)} …` : value
  return fold(label, `${short} [${numbers}]`, { indent, lines: 8 })
}

function formatTexts(view: ShownView, said: Said): readonly string[] {
  const { status, title, details, published, modified } = view
  return [
    said('status', status.value, status.from),
    ...(title === undefined ? [] : [said('title', 'as above', title.from)]),
    ...(details === undefined ? [] : [said('text', details.value, details.from)]),
    ...(published === undefined ? [] : [said('published', published.value.slice(0, 10), published.from)]),
    ...(modified === undefined ? [] : [said('changed', modified.value.slice(0, 10), modified.from)]),
  ]
}

function formatLists(view: ShownView, said: Said): readonly string[] {
  const severity = view.severity.map(({ value: { score, by }, from }) => ({
    value: by === undefined ? score : `${score} by ${by}`,
    from,
  }))
  const references = view.references.map(({ value, from }) => ({ value: value.url, from }))
  return [
    formatList('severity', severity, said),
    formatList('weakness', view.weaknesses, said),
    formatList('reference', references, said),
  ]
}

/** What reads the same stands once. */
function formatList(
  label: string,
  values: readonly { readonly value: string; readonly from: Origins }[],
  said: Said,
): string {
  const byValue = new Map<string, Origins>()
  for (const { value, from } of values) byValue.set(value, [...(byValue.get(value) ?? []), ...from])
  const rows = [...byValue].map(([value, from], at) => said(at === 0 ? label : '', value, from))
  return firstRows(rows, MOST)
}

function formatPackages({ affected }: ShownView, said: Said): readonly string[] {
  if (affected.length === 0) return [fold('affected', 'no record that is loaded names a package', { indent })]
  const left = affected.length - MOST
  return [
    ...affected.slice(0, MOST).map((one) => formatPackage(one, said)),
    left <= 0 ? '' : `  … and ${left} more packages; --json lists all\n`,
  ]
}

function formatPackage({ ecosystem, name, statements, disputed }: ShownPackage, said: Said): string {
  const rows = statements.map(({ from, range, versions, isTakenBack }) => {
    const listed = versions.length === 0 ? '' : `${range === '' ? '' : ', '}${versions.length} listed`
    const text = `${range}${listed}` === '' ? 'names no version' : `${range}${listed}`
    return said('', isTakenBack ? `taken back: ${text}` : text, [from])
  })
  const dispute = disputed === undefined ? '' : fold('', `disputed: ${disputed.range}`, { indent, lines: 3 })
  return `${fold('affected', `${ecosystem} ${name}`, { indent })}${firstRows(rows, MOST)}${dispute}`
}

function formatDisagreements({ disagreements }: ShownView, said: Said): readonly string[] {
  if (disagreements.length === 0) return []
  const rows = disagreements.map(({ field, about, values }) => {
    const head = fold('', `  ${field}${about === undefined ? '' : ` ${about}`}`, { indent: 2 })
    return `${head}${values.map(({ value, from }) => said('', value, from)).join('')}`
  })
  return ['Sources do not agree\n', firstRows(rows, MOST)]
}

/** All of them: the values above point here. */
function formatRecords({ records }: ShownView): string {
  const width = String(records.length).length + 4
  const rows = records.map(({ source, record, via, isTakenBack }, at) => {
    const why = isTakenBack
      ? ', taken back'
      : via === undefined || via === record
        ? ''
        : `, joined through ${via}`
    return fold(`  ${at + 1}`, `${record} from ${source}${why}`, { indent: width })
  })
  return `Records\n${rows.join('')}`
}
