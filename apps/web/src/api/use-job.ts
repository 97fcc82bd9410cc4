/** Follows work in the background until it ends. */
import { type AnswerOf, jobRoutes, jobView } from '@occtet/contract/api'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { send, urlOf } from './send.ts'

export type Job = AnswerOf<(typeof jobRoutes)['jobs.show']>

export interface FollowedJob {
  /** Undefined until the first news. */
  readonly job: Job | undefined
  /** The connection is gone at the moment; the browser tries again by itself. */
  readonly isLost: boolean
  readonly cancel: () => void
}

/** `job` undefined: nothing to follow. When it ends, everything shown is read again. */
export function useJob(org: string, job: string | undefined): FollowedJob {
  const client = useQueryClient()
  const [news, setNews] = useState<Job>()
  const [isLost, setLost] = useState(false)
  useEffect(() => {
    setNews(undefined)
    setLost(false)
    if (job === undefined) return undefined
    const source = new EventSource(urlOf(jobRoutes['jobs.watch'], { params: { org, job } }))
    source.addEventListener('error', () => setLost(true))
    source.addEventListener('message', (event: MessageEvent<string>) => {
      const read = jobView.safeParse(JSON.parse(event.data))
      if (!read.success) return setLost(true)
      setLost(false)
      setNews(read.data)
      if (!isOver(read.data)) return undefined
      source.close()
      return void client.invalidateQueries()
    })
    return () => source.close()
  }, [org, job, client])
  const cancel = (): void => {
    if (job !== undefined) void send(jobRoutes['jobs.cancel'], { params: { org, job } }).then(setNews)
  }
  return { job: news, isLost, cancel }
}

export function isOver(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}
