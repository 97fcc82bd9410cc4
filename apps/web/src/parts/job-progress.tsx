/** Work in the background: step, count, time so far, and a way to stop it. */
import { shellWords } from '@occtet/ui'
import { type FollowedJob, isOver, type Job } from '../api/use-job.ts'
import { useWords } from '../app/language.tsx'
import { Button } from './button.tsx'
import styles from './job-progress.module.css'
import { type TimeWords, toSpan } from './time-words.ts'
import { useNow } from './times.tsx'

export interface JobProgressProps {
  readonly followed: FollowedJob
  /** The step in the area's words; without it only the state is shown. */
  readonly step?: (id: string) => string
}

export function JobProgress({ followed, step }: JobProgressProps) {
  const t: TimeWords = useWords(shellWords)
  const now = useNow()
  const { job, isLost, cancel } = followed
  if (job === undefined)
    return <output className={styles.job}>{t(isLost ? 'job.lost' : 'job.queued')}</output>
  const minutes = Math.max(
    0,
    Math.floor((Date.parse(now) - Date.parse(job.startedAt ?? job.createdAt)) / 60_000),
  )
  return (
    <div className={styles.job}>
      <output>{stateText(t, job, step)}</output>
      {isOver(job) ? null : (
        <>
          <progress
            {...(job.total === 0 ? {} : { value: job.done, max: job.total })}
            aria-label={t('job.running')}
          />
          <span className="q">
            {countText(t, job)} · {t('job.elapsed', { time: toSpan(t, minutes) })}
          </span>
          {isLost ? <span className="q">{t('job.lost')}</span> : null}
          <Button onPress={cancel}>{t('job.cancel')}</Button>
        </>
      )}
    </div>
  )
}

function stateText(t: TimeWords, job: Job, step: JobProgressProps['step']): string {
  switch (job.state) {
    case 'queued':
      return t('job.queued')
    case 'running':
      return job.step !== undefined && step !== undefined ? step(job.step) : t('job.running')
    case 'done':
      return t('job.done')
    case 'failed':
      return t('job.failed', {
        reason: job.error === undefined ? '' : `${job.error.message} (${job.error.code})`,
      })
    case 'cancelled':
      return t('job.cancelled')
    default:
      return job.state satisfies never
  }
}

/** `total` 0: nobody can know. */
function countText(t: TimeWords, { done, total }: Job): string {
  return total === 0 ? t('job.soFar', { done }) : t('job.count', { done, total })
}
