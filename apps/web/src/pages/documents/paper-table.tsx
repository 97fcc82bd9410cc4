/** The papers that a product needs, each with what it lacks and its last version. */
import { documentWords, formatDate } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Link } from '../../parts/link.tsx'
import { Status } from '../../parts/marks.tsx'
import styles from './documents.module.css'
import type { At, PaperRow } from './model.ts'

export function PaperTable({ papers, params }: { papers: readonly PaperRow[]; params: At }) {
  const t = useWords(documentWords)
  const rows = papers.flatMap((paper) => (paper.status === 'refused' ? [] : [paper]))
  return (
    <table className={styles.papers}>
      <thead>
        <tr>
          <th scope="col">{t('list.paper')}</th>
          <th scope="col">{t('list.state')}</th>
          <th scope="col">{t('list.made')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((paper) => (
          <tr key={paper.id}>
            <th scope="row">
              <Link to={{ page: 'document', params: { ...params, id: paper.id } }}>{paper.title}</Link>{' '}
              <span className="law">{paper.article}</span>
            </th>
            <td>
              <Status
                status={paper.status === 'complete' ? 'met' : 'gap'}
                word={paper.missing === 0 ? t('list.complete') : t('list.missing', { n: paper.missing })}
              />
              {paper.further === 0 ? null : <p className="q">{t('list.further', { n: paper.further })}</p>}
            </td>
            <td>
              {paper.latest === undefined ? (
                <span className="dim">{t('list.never')}</span>
              ) : (
                <>
                  {t('list.version', { n: paper.latest.number, state: t(`version.${paper.latest.state}`) })}
                  <p className="q">{formatDate(t.language, paper.latest.createdAt)}</p>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
