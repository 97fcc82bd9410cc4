/** One POST to one address: no redirects, no second look-up, bounded in time and bytes. */
import { request as httpRequest } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import type { Target } from './address-guard.ts'

export interface PostAnswer {
  readonly status: number
}

const TIMEOUT = 10_000

/** Rejects with the system's error, or `TIMED_OUT`. The answer's body is never read. */
export async function postOnce(
  { url, address, family }: Target,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<PostAnswer> {
  const options: RequestOptions = {
    method: 'POST',
    timeout: TIMEOUT,
    agent: false,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'occtet-webhooks',
    },
    lookup: (_, asked, done) => {
      if (asked.all === true)
        (done as (failure: null, all: readonly object[]) => void)(null, [{ address, family }])
      else (done as (failure: null, address: string, family: number) => void)(null, address, family)
    },
  }
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const sent = send(url, options, (answer) => {
      resolve({ status: answer.statusCode ?? 0 })
      answer.destroy()
    })
    const late = setTimeout(() => sent.destroy(new Error('TIMED_OUT')), TIMEOUT)
    sent.on('error', reject)
    sent.on('close', () => clearTimeout(late))
    sent.end(body)
  })
}
