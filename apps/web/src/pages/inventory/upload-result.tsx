/** What became of the files: taken in, being read, and the report of each. */
import { uploadRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useJob } from '../../api/use-job.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { JobProgress } from '../../parts/job-progress.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './inventory.module.css'
import { ReportTable } from './report-table.tsx'
import { isStep } from './steps.ts'
import type { Sent, Upload } from './use-upload.ts'

export function UploadResult({ org, upload }: { org: string; upload: Upload }) {
  const t = useWords(inventoryWords)
  const { results, place, job } = upload
  const followed = useJob(org, job)
  if (results.length === 0) return null
  return (
    <Card title={t('add.report')}>
      <div className={styles.form}>
        <ul aria-live="polite">
          {results.map((sent, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- the list only grows
            <li key={at}>
              <Line sent={sent} />
            </li>
          ))}
        </ul>
        {job === undefined ? null : (
          <JobProgress followed={followed} step={(step) => (isStep(step) ? t(`step.${step}`) : step)} />
        )}
        {place === undefined ? null : (
          <>
            <Reports org={org} product={place.product} release={place.release} />
            <p>
              <LinkButton tone="main" to={{ page: 'inventory', params: { org, ...place } }}>
                {t('add.look')}
              </LinkButton>
            </p>
          </>
        )}
      </div>
    </Card>
  )
}

function Line({ sent }: { sent: Sent }) {
  const t = useWords(inventoryWords)
  switch (sent.kind) {
    case 'taken':
      return t('add.taken', { name: sent.name })
    case 'same':
      return t('add.same', { name: sent.name })
    case 'again':
      return t('add.again', { name: sent.name })
    case 'too-large':
      return t('add.refused', { name: sent.name, reason: t('add.tooLarge') })
    case 'refused':
      return t('add.refused', { name: sent.name, reason: sent.reason })
    default:
      return sent satisfies never
  }
}

function Reports({ org, product, release }: { org: string; product: string; release: string }) {
  const t = useWords(inventoryWords)
  const reading = useRoute(uploadRoutes['uploads.list'], { params: { org, product, release }, query: {} })
  return (
    <Shown reading={reading} rows={2}>
      {({ rows }) => (
        <>
          {rows.flatMap(({ id, name, report }) =>
            report === undefined
              ? []
              : [
                  <section key={id} aria-label={name}>
                    <h3>
                      {name}: {t(`status.${report.status}`)}
                    </h3>
                    <ReportTable files={report.files} />
                    {report.issueCount === 0 ? null : (
                      <details>
                        <summary>{t('add.issues', { n: report.issueCount })}</summary>
                        <ul>
                          {report.issues.map((issue) => (
                            <li key={`${issue.path} ${issue.line} ${issue.code} ${issue.message}`} lang="en">
                              <code>{issue.path}</code> {issue.message}
                            </li>
                          ))}
                        </ul>
                      </details>
                    )}
                  </section>,
                ],
          )}
        </>
      )}
    </Shown>
  )
}
