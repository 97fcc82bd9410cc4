/** `db show` for people: every value with the sources that say it, then what they disagree about. */
import type { ShowAnswer, ShownPackage, ShownView } from '@occtet/toolkit/matching'
import { formatSignals } from './format-signals.ts'
import { firstRows, fold } from './layout.ts'

const MOST = 8
const indent = 11

type Origins = readonly { readonly source: string; readonly record: string }[]

export function formatShown(answer: ShowAnswer): string {
  const views = answer.merged.map(formatView)
  const todos = answer.todos.map(({ code, says }) => fold('', `  ${says} (${code})`, { indent: 2 }))
  const unread = answer.unread.map(({ source, record }) =>
    fold('', `  ${record} from ${source} cannot be read by this version of occtet`, { indent: 2 }),
  )
  const apart =
    answer.merged.length < 2
      ? ''
      : `${answer.merged.length} records or groups name ${answer.id} and are not merged:\n\n`
  const notes = [...todos, ...unread]
  return `${apart}${views.join('\n')}${notes.length === 0 ? '' : `Not joined\n${firstRows(notes, MOST)}`}`
}

function formatView(view: ShownView): string {
  return [
    fold('', `${view.id}${view.title === undefined ? '' : `: ${view.title.value}`}`, { indent: 0 }),
    fold('ids', view.ids.join(', '), { indent }),
    said('status', view.status.value, view.status.from),
    ...(view.title === undefined ? [] : [said('title', 'as above', view.title.from)]),
    ...(view.details === undefined ? [] : [said('text', view.details.value, view.details.from)]),
    ...(view.published === undefined ? [] : [said('published', view.published.value, view.published.from)]),
    ...(view.modified === undefined ? [] : [said('changed', view.modified.value, view.modified.from)]),
    list(
      'severity',
      view.severity.map(({ value, from }) => [
        `${value.score}${value.by === undefined ? '' : ` by ${value.by}`}`,
        from,
      ]),
    ),
    list(
      'weakness',
      view.weaknesses.map(({ value, from }) => [value, from]),
    ),
    list(
      'reference',
      view.references.map(({ value, from }) => [value.url, from]),
    ),
    ...view.affected.slice(0, MOST).map(formatPackage),
    view.affected.length <= MOST
      ? ''
      : `  … and ${view.affected.length - MOST} more packages; --json lists all\n`,
    ...formatDisagreements(view),
    formatSignals(view.signals),
    formatRecords(view),
  ].join('')
}

/** A long text gives way to its sources, which are never cut. */
function said(label: string, value: string, from: Origins): string {
  const tail = ` [${origins(from)}]`
  const short = value.length > 240 ? `${value.slice(0, 240)} …` : value
  return fold(label, `${short}${tail}`, { indent, lines: 8 })
}

function list(label: string, rows: readonly (readonly [value: string, from: Origins])[]): string {
  const texts = rows.map(([value, from], at) => said(at === 0 ? label : '', value, from))
  return firstRows(texts, MOST)
}

function origins(from: Origins): string {
  const names = from.map(({ source, record }) => `${source} ${record}`)
  return names.length <= 3
    ? names.join('; ')
    : `${names.slice(0, 3).join('; ')}; and ${names.length - 3} more`
}

function formatPackage({ ecosystem, name, statements, disputed }: ShownPackage): string {
  const rows = statements.map(({ from, range, versions, isTakenBack }) => {
    const listed = versions.length === 0 ? '' : `${range === '' ? '' : ', '}${versions.length} listed`
    const text = `${range}${listed}` === '' ? 'names no version' : `${range}${listed}`
    return said('', isTakenBack ? `taken back: ${text}` : text, [from])
  })
  const dispute =
    disputed === undefined ? '' : fold('', `  disputed: ${disputed.range}`, { indent, lines: 3 })
  return `${fold('affected', `${ecosystem} ${name}`, { indent })}${firstRows(rows, MOST)}${dispute}`
}

function formatDisagreements({ disagreements }: ShownView): readonly string[] {
  if (disagreements.length === 0) return []
  const rows = disagreements.map(({ field, about, values }) => {
    const head = fold('', `  ${field}${about === undefined ? '' : ` ${about}`}`, { indent: 2 })
    return `${head}${values.map(({ value, from }) => said('', value, from)).join('')}`
  })
  return ['Sources do not agree\n', firstRows(rows, MOST)]
}

function formatRecords({ records }: ShownView): string {
  const rows = records.map(({ source, record, via, isTakenBack }) => {
    const why = isTakenBack
      ? ', taken back'
      : via === undefined || via === record
        ? ''
        : `, joined through ${via}`
    return fold('', `  ${record} from ${source}${why}`, { indent: 2 })
  })
  return `Records\n${firstRows(rows, MOST)}`
}
