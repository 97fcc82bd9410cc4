/** The 22 as a list: where each one is stuck, in words. */
import { requirementWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Link } from '../../parts/link.tsx'
import { Status } from '../../parts/marks.tsx'
import { HeatCell } from './heat-cell.tsx'
import { links, type RequirementsView } from './heat-map.tsx'
import styles from './requirements.module.css'
import { useCraAddress } from './use-cra.ts'

export function RequirementsList({ view, isPrint = false }: { view: RequirementsView; isPrint?: boolean }) {
  const t = useWords(requirementWords)
  const params = useCraAddress()
  return (
    <ol className={styles.list}>
      {view.rows.map((row) => (
        <li key={row.id}>
          <span className="law">{row.point}</span>
          <span>
            {isPrint ? (
              row.title
            ) : (
              <Link to={{ page: 'requirement', params: { ...params, ref: row.slug } }}>{row.title}</Link>
            )}
            <br />
            <span className="q">{row.reason ?? t(`stuck.${row.stuck ?? 'none'}`)}</span>
          </span>
          {isPrint ? (
            <span className={styles.shapes}>
              {links.map((link) => (
                <HeatCell
                  key={link}
                  status={row.chain[link]}
                  label={`${t(`link.${link}`)}: ${t(`status.${row.chain[link]}`)}`}
                  isSmall
                />
              ))}
            </span>
          ) : null}
          <Status status={row.status} word={t(`status.${row.status}`)} />
        </li>
      ))}
    </ol>
  )
}
