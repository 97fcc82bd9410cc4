/** One entry: what it says, its fingerprint, and the proof to hand on. */
import { ledgerRoutes } from '@occtet/contract/api'
import { ledgerWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useGo, useHere } from '../../app/place.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Shown } from '../../parts/states.tsx'
import { toTextFile } from '../../parts/text-file.ts'
import { Moment } from '../../parts/times.tsx'
import styles from './ledger.module.css'
import { sayRow } from './timeline.tsx'

export function EntryPanel({ org, index }: { org: string; index: string }) {
  const t = useWords(ledgerWords)
  const go = useGo()
  const { search } = useHere()
  const { language: lang } = useLanguage()
  const reading = useRoute(ledgerRoutes['ledger.entry'], { params: { org, index }, query: { lang } })
  return (
    <Panel
      title={t('row.number', { n: Number(index) })}
      onClose={() => go({ page: 'ledger', params: { org }, search })}
    >
      <Shown reading={reading}>
        {(entry) => (
          <div className={styles.stack}>
            <p>
              <strong>{sayRow(t, entry)}</strong>
            </p>
            {entry.time === undefined ? null : (
              <p className="q">
                <Moment at={entry.time} isExact />
              </p>
            )}
            {entry.isPublic === true ? <p className="q">{t('entry.public')}</p> : null}
            <Content title={t('entry.payload')} value={entry.event} />
            <Content title={t('entry.personal')} value={entry.personal} />
            <h3>{t('entry.leaf')}</h3>
            <p>
              <code className={styles.hash}>{entry.leafHash}</code> <CopyButton text={entry.leafHash} />
            </p>
            <h3>{t('entry.proof')}</h3>
            <p className="q">{t('entry.proofWhy')}</p>
            <pre className={styles.code}>{entry.proof}</pre>
            <p className={styles.ways}>
              <CopyButton text={entry.proof} />
              <a href={toTextFile(entry.proof)} download={`${index}.tlog-proof`}>
                {t('entry.download')}
              </a>
            </p>
          </div>
        )}
      </Shown>
    </Panel>
  )
}

function Content({ title, value }: { title: string; value: Readonly<Record<string, unknown>> | undefined }) {
  if (value === undefined || Object.keys(value).length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <pre className={styles.code}>{JSON.stringify(value, null, 1)}</pre>
    </>
  )
}
