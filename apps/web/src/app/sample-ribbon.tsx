/** The coloured line over every page of the sample, with the way out. */
import { shellWords } from '@occtet/ui'
import { Link } from '../parts/link.tsx'
import { useWords } from './language.tsx'
import styles from './sample-ribbon.module.css'

export function SampleRibbon({ org }: { org: string }) {
  const t = useWords(shellWords)
  return (
    <section className={styles.ribbon} aria-label={t('sample.title')}>
      <span>
        <strong>{t('sample.title')}</strong> <span className={styles.far}>{t('sample.text')}</span>
      </span>
      <Link to={{ page: 'welcome', params: { org } }}>{t('sample.leave')}</Link>
    </section>
  )
}
