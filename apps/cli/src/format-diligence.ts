/** Due diligence for people: which components deserve a look and why, what was decided, what is left to report. */
import { type RecordWords, recordWords } from '@occtet/toolkit/cra'
import type { DiligenceValue } from './diligence-value.ts'
import { type AssessmentPage, liner } from './assessment-page.ts'
import { plain } from './layout.ts'

type Row = DiligenceValue['rows'][number]

/** Rows that are shown unless all are asked for. */
const shownRows = 20

export function formatDiligence(value: DiligenceValue, page: AssessmentPage, all: boolean): string {
  const words = recordWords(page.language)
  const line = liner(page)
  const count = (state: Row['state']): number => value.rows.filter((row) => row.state === state).length
  const shown = all ? value.rows : value.rows.slice(0, shownRows)
  const left = value.rows.length - shown.length
  return [
    line(words('diligenceTitle', { product: page.product })),
    line(
      words('diligenceCount', {
        rows: value.rows.length,
        components: value.components,
        decided: count('decided'),
        stale: count('stale'),
        open: count('open'),
      }),
      2,
    ),
    ...(value.isStarterSet ? [line(`! ${words('starterSet')}`, 2)] : []),
    ...shown.flatMap((row) => rowLines(row, page)),
    ...(left === 0 ? [] : ['\n', line(words('moreRows', { count: left }), 2)]),
    ...endLines(value, page),
  ].join('')
}

const marks: Readonly<Record<Row['state'], string>> = { open: '?', stale: '~', decided: '+' }

function rowLines(row: Row, page: AssessmentPage): readonly string[] {
  const words = recordWords(page.language)
  const line = liner(page)
  const reasons = row.reasons.map((reason) => words(`reason-${reason}`)).join(', ')
  const license = row.licenses.length === 0 ? words('unknown') : row.licenses.map(plain).join(', ')
  const place = row.foundAt === '' ? words('unknown') : row.foundAt
  return [
    '\n',
    line(`${marks[row.state]} ${row.purl}`, 2),
    line(words('why', { reasons }), 6),
    line(advisoriesOf(row, words), 6),
    line(`${words('license', { license })} · ${words('foundAt', { place })}`, 6),
    line(stateOf(row, words), 6),
  ]
}

/** Silence of no source is not the same as none. */
function advisoriesOf(row: Row, words: RecordWords): string {
  if (row.advisories.length === 0) {
    return words(row.advisoriesKnown ? 'advisoriesNone' : 'advisoriesUnknown')
  }
  const advisories = row.advisories.map(({ id, level, fix }) => {
    const tail = fix === null ? '' : `, ${words('fix', { version: fix })}`
    return `${id} (${words(`severity-${level}`)}${tail})`
  })
  return words('advisories', { advisories: advisories.join('; ') })
}

function stateOf({ state, decision, changes }: Row, words: RecordWords): string {
  if (decision === null) return words('state-open')
  const { by, at, why } = decision
  const values = { decision: words(`decision-${decision.decision}`), by, at, why }
  if (state !== 'stale') return words('state-decided', values)
  return words('state-stale', {
    ...values,
    changes: changes.map((change) => words(`change-${change}`)).join(', '),
  })
}

function endLines(value: DiligenceValue, page: AssessmentPage): readonly string[] {
  const words = recordWords(page.language)
  const line = liner(page)
  const { orphans, unreported, upstream } = value
  return [
    ...(orphans.length === 0 ? [] : ['\n', line(words('orphans'))]),
    ...orphans.map(({ package: name, version, at, by }) =>
      line(`- ${name}${version === null ? '' : `@${version}`} (${by}, ${at})`, 2),
    ),
    ...(unreported.length === 0 ? [] : ['\n', line(words('unreported'))]),
    ...unreported.map(({ vulnerability, package: name, foundAt }) =>
      line(`! ${words('unreportedLine', { vulnerability, package: name, found: foundAt })}`, 2),
    ),
    '\n',
    line(words('reportedCount', { count: upstream.length - unreported.length })),
  ]
}
