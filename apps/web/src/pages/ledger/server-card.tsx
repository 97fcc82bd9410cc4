/** The check on the server, and what others need to check for themselves. */
import { ledgerRoutes } from '@occtet/contract/api'
import { ledgerWords } from '@occtet/ui'
import { useState } from 'react'
import { urlOf } from '../../api/send.ts'
import { useChange } from '../../api/use-change.ts'
import { isOver, useJob } from '../../api/use-job.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { JobProgress } from '../../parts/job-progress.tsx'
import { Age } from '../../parts/times.tsx'
import styles from './ledger.module.css'
import type { OnHead } from './use-verify.ts'

export function ServerCard({ head, org }: { head: OnHead; org: string }) {
  const t = useWords(ledgerWords)
  const [job, setJob] = useState<string>()
  const followed = useJob(org, job)
  const saving = useChange(ledgerRoutes['ledger.verify'])
  const isRunning = job !== undefined && (followed.job === undefined || !isOver(followed.job))
  const run = async (): Promise<void> => setJob((await saving.send({ params: { org } }))?.job)
  const { check } = head
  return (
    <Card title={t('server.title')}>
      <div className={styles.stack}>
        {check === undefined ? (
          <p className="unknown">{t('server.never')}</p>
        ) : (
          <>
            <p>
              {check.faults.length === 0
                ? t('server.good', { n: check.size })
                : t('server.faults', { n: check.faults.length })}{' '}
              <span className="q">
                <Age at={check.at} />
              </span>
            </p>
            <ul className={styles.faults}>
              {check.faults.map(({ file, message }) => (
                <li key={`${file} ${message}`}>
                  {file}: {message}
                </li>
              ))}
            </ul>
          </>
        )}
        {isRunning ? (
          <JobProgress followed={followed} step={(id) => t(id === 'log' ? 'step.log' : 'step.events')} />
        ) : (
          <p>
            <Button isBusy={saving.state === 'sending'} onPress={() => void run()}>
              {t('server.run')}
            </Button>
          </p>
        )}
      </div>
    </Card>
  )
}

export function AboutCard({ head, org, product }: { head: OnHead; org: string; product: string }) {
  const t = useWords(ledgerWords)
  const mayExport = useMay('export')
  const query = product === '' ? {} : { product }
  return (
    <Card title={t('about.title')}>
      <div className={styles.stack}>
        <p>
          {t('about.fingerprint')} <code className={styles.hash}>{head.fingerprint}</code>{' '}
          <CopyButton text={head.fingerprint} />
        </p>
        <p>
          {t('about.key')} <code className={styles.hash}>{head.key}</code> <CopyButton text={head.key} />
        </p>
        <p className="q">{t('about.why')}</p>
        {mayExport ? (
          <>
            <p>
              <a href={urlOf(ledgerRoutes['ledger.package'], { params: { org }, query })} download>
                {t('about.package')}
              </a>
            </p>
            <p className="q">{t('about.packageWhy')}</p>
          </>
        ) : null}
      </div>
    </Card>
  )
}
