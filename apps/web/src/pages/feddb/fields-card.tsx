/** Fields of the merged record: those that records disagree about, and on demand the rest with the rule that chose each. */
import type { AnswerOf, feddbRoutes } from '@occtet/contract/api'
import { feddbWords } from '@occtet/ui'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import styles from './feddb.module.css'

type View = AnswerOf<(typeof feddbRoutes)['feddb.advisory']>['shown']['merged'][number]

interface Row {
  readonly field: string
  readonly value: string
  readonly from: string
}

export function FieldsCard({ view }: { view: View }) {
  const t = useWords(feddbWords)
  const [isAll, setAll] = useState(false)
  const differing = view.disagreements.flatMap(({ field, about, values }) =>
    values.map(
      ({ value, from }): Row => ({
        field: `${t(`field.${field}`)}${about === undefined ? '' : ` (${about})`}`,
        value,
        from: sources(from),
      }),
    ),
  )
  const rows = isAll ? [...differing, ...useAllRows(view)] : differing
  const toggle = (
    <Button tone="text" onPress={() => setAll(!isAll)}>
      {t(isAll ? 'fewFields' : 'allFields')}
    </Button>
  )
  return (
    <Card title={t('fieldsDiffer')} aside={toggle}>
      {rows.length === 0 ? <p>{t('fieldsSame')}</p> : <FieldTable rows={rows} />}
    </Card>
  )
}

function useAllRows(view: View): readonly Row[] {
  const t = useWords(feddbWords)
  const one = (
    field: string,
    sourced: { readonly value: string; readonly from: Parameters<typeof sources>[0] } | undefined,
  ): readonly Row[] =>
    sourced === undefined ? [] : [{ field, value: sourced.value, from: sources(sourced.from) }]
  return [
    ...one(t('field.status'), view.status),
    ...one(t('field.title'), view.title),
    ...one(t('field.published'), view.published),
    ...one(t('field.modified'), view.modified),
    ...view.severity.map(({ value, from }) => ({
      field: t('field.severity'),
      value: `${value.type} ${value.score}`,
      from: sources(from),
    })),
    ...view.weaknesses.flatMap((weakness) => one(t('field.weaknesses'), weakness)),
    ...view.aliases.flatMap((alias) => one(t('field.aliases'), alias)),
    ...view.references
      .slice(0, 30)
      .map(({ value, from }) => ({ field: t('field.references'), value: value.url, from: sources(from) })),
  ]
}

function sources(from: readonly { readonly source: string }[]): string {
  return [...new Set(from.map(({ source }) => source))].join(', ')
}

function FieldTable({ rows }: { rows: readonly Row[] }) {
  const t = useWords(feddbWords)
  return (
    <div className={styles.wide}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('from')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, value, from }, at) => (
            <tr key={at}>
              <th scope="row">{field}</th>
              <td>
                <code>{value}</code>
              </td>
              <td>{from}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
