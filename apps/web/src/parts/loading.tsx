/** Still grey bars in place of rows, after 150 ms; what is quicker shows nothing and does not flicker. */
import { shellWords } from '@occtet/ui'
import { useEffect, useState } from 'react'
import { useWords } from '../app/language.tsx'
import styles from './loading.module.css'

const patienceMs = 150

export function Loading({ rows = 5 }: { rows?: number }) {
  const t = useWords(shellWords)
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <output className={styles.loading} data-loading="">
      {isLate ? (
        <>
          <span className="vh">{t('state.loading')}</span>
          {Array.from({ length: rows }, (_, row) => (
            <i key={row} aria-hidden="true" />
          ))}
        </>
      ) : null}
    </output>
  )
}
