/** How often proposals were accepted and how often they were right: rules and each model apart, unknown where nobody has said. */
import { type AnswerOf, proposalRoutes } from '@occtet/contract/api'
import { proposalWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { useSearchText } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { ScrollFrame } from '../../parts/scroll-frame.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './assistant.module.css'
import own from './proposals.module.css'

type Statistics = AnswerOf<(typeof proposalRoutes)['proposals.statistics']>
type Figures = Statistics['rules'][number]

export function FiguresCard({ org }: { org: string }) {
  const t = useWords(proposalWords)
  const reading = useRoute(proposalRoutes['proposals.statistics'], { params: { org } })
  const [kind] = useSearchText('kind')
  return (
    <Card title={t('figures.title')}>
      <div className={styles.page}>
        <p className="dim">{t('figures.what')}</p>
        <Shown reading={reading} rows={3}>
          {({ rules, models }) => {
            const tables = [
              { name: t('figures.rules'), rows: rules },
              ...models.map(({ model, rows }) => ({ name: model, rows })),
            ]
              .map(({ name, rows }) => ({
                name,
                rows: rows.filter((row) => kind === '' || row.kind === kind),
              }))
              .filter(({ rows }) => rows.length > 0)
            if (tables.length === 0) return <p>{t('figures.none')}</p>
            return tables.map(({ name, rows }) => <FigureTable key={name} name={name} rows={rows} />)
          }}
        </Shown>
      </div>
    </Card>
  )
}

function FigureTable({ name, rows }: { name: string; rows: readonly Figures[] }) {
  const t = useWords(proposalWords)
  const heads = ['kind', 'proposed', 'abstained', 'judged', 'rate', 'precision'] as const
  return (
    <ScrollFrame label={name} className={own.figures}>
      <table>
        <caption>{name}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`figures.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.kind}>
              <th scope="row">{t(`kind.${row.kind}`)}</th>
              <td>{row.proposed}</td>
              <td>{row.abstained}</td>
              <td>
                {row.accepted} / {row.edited} / {row.rejected}
              </td>
              <td>{sayShare(t, row.acceptanceRate) ?? t('figures.unjudged')}</td>
              <td>{sayShare(t, row.precision) ?? t('figures.unknown')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

/** Undefined stays undefined: a share that nobody knows is no 0 %. */
function sayShare(t: WordsOf<typeof proposalWords>, share: number | undefined): string | undefined {
  return share === undefined ? undefined : t('figures.percent', { n: Math.round(share * 100) })
}
