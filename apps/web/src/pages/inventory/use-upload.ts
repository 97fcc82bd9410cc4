/** Sends files one after the other; each gets its own answer, and one that is refused does not stop the others. */
import { mostImageBytes, productRoutes, uploadRoutes } from '@occtet/contract/api'
import { useState } from 'react'
import { toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'

export type Target =
  | { readonly kind: 'new'; readonly name: string; readonly version: string }
  /** `version` may be `current`; one that is not there is made. */
  | { readonly kind: 'known'; readonly product: string; readonly version: string }

export type Sent =
  | { readonly kind: 'taken' | 'same' | 'again'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly reason: string }
  | { readonly kind: 'too-large'; readonly name: string }

export interface Upload {
  readonly results: readonly Sent[]
  /** Where they went. */
  readonly place: { readonly product: string; readonly release: string } | undefined
  readonly job: string | undefined
  readonly send: (target: Target, files: readonly File[]) => Promise<void>
  /** A folder of the server's machine, by its absolute path. */
  readonly connect: (target: Target, path: string) => Promise<void>
}

export function useUpload(org: string): Upload {
  const [results, setResults] = useState<readonly Sent[]>([])
  const [place, setPlace] = useState<Upload['place']>()
  const [job, setJob] = useState<string>()
  const add = (sent: Sent): void => setResults((before) => [...before, sent])
  const sendAll: Upload['send'] = async (target, files) => {
    try {
      const at = await prepare(org, target)
      setPlace(at)
      for (const file of files) {
        const answer = await sendFile(org, at, file)
        add(answer.sent)
        if (answer.job !== undefined) setJob(answer.job)
      }
    } catch (error) {
      add({ kind: 'refused', name: '', reason: toRefusal(error).message })
    }
  }
  const connect: Upload['connect'] = async (target, path) => {
    try {
      const at = await prepare(org, target)
      setPlace(at)
      const params = { org, ...at }
      const answer = await send(uploadRoutes['uploads.connect'], { params, body: { path } })
      add({ kind: answer.isNew ? 'taken' : 'again', name: path })
      if (answer.job !== undefined) setJob(answer.job)
    } catch (error) {
      add({ kind: 'refused', name: path, reason: toRefusal(error).message })
    }
  }
  return { results, place, job, send: sendAll, connect }
}

interface Place {
  readonly product: string
  readonly release: string
}

async function prepare(org: string, target: Target): Promise<Place> {
  if (target.kind === 'new') {
    const { product } = await send(productRoutes['products.create'], {
      params: { org },
      body: { name: target.name, version: target.version },
    })
    return { product: product.slug, release: target.version }
  }
  const { product, version } = target
  try {
    const known = await send(productRoutes['releases.show'], { params: { org, product, release: version } })
    return { product, release: known.version }
  } catch (error) {
    if (toRefusal(error).code !== 'NOT_FOUND' || version === 'current') throw error
  }
  await send(productRoutes['releases.create'], {
    params: { org, product },
    body: { version, isCurrent: true },
  })
  return { product, release: version }
}

async function sendFile(
  org: string,
  { product, release }: Place,
  file: File,
): Promise<{ readonly sent: Sent; readonly job?: string | undefined }> {
  const { name } = file
  if (file.size > mostImageBytes) return { sent: { kind: 'too-large', name } }
  try {
    const params = { org, product, release }
    const answer = await send(uploadRoutes['uploads.create'], { params, query: { name }, body: file })
    return { sent: { kind: answer.isNew ? 'taken' : 'same', name }, job: answer.job }
  } catch (error) {
    return { sent: { kind: 'refused', name, reason: toRefusal(error).message } }
  }
}
