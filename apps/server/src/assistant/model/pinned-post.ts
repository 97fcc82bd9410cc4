/** One request to a model at addresses that were looked at before: no second look-up, no redirect, no proxy. */
import { type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import type { ModelPost, ModelResponse } from '@occtet/toolkit/adapters'
import { ModelFailure } from '@occtet/toolkit/assistant'
import { type Resolve, resolveHost } from '../../notices/address-guard.ts'
import { findModelAddresses, type ModelRules, type PinnedAddress } from './model-address.ts'

/** Fails with words of ours: those of a foreign server, and of the network behind it, are nobody's business. */
export function pinnedPost(rules: ModelRules, resolve: Resolve = resolveHost): ModelPost {
  return async (text, request) => {
    const url = new URL(text)
    try {
      const found = await findModelAddresses(url, { ...rules, resolve })
      if (!found.ok) throw new ModelFailure('MODEL_UNREACHABLE', `${url.host}: ${found.error.message}`)
      request.signal.throwIfAborted()
      return await post(url, request, found.value)
    } catch (cause) {
      if (cause instanceof ModelFailure || request.signal.aborted) throw cause
      const said = `${url.host} cannot be reached: ${codeOf(cause)}`
      throw new ModelFailure('MODEL_UNREACHABLE', said, cause)
    }
  }
}

async function post(
  url: URL,
  { headers, body, signal }: Parameters<ModelPost>[1],
  addresses: readonly PinnedAddress[],
): Promise<ModelResponse> {
  const options: RequestOptions = {
    method: 'POST',
    signal,
    agent: false,
    headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'occtet-assistant' },
    lookup: lookupIn(addresses),
  }
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const sent = send(url, options, (answer) => resolve(toResponse(answer)))
    sent.on('error', reject)
    sent.end(body)
  })
}

function lookupIn(addresses: readonly PinnedAddress[]): RequestOptions['lookup'] {
  const [first] = addresses
  return (_, asked, done) => {
    if (asked.all === true) (done as (failure: null, all: readonly PinnedAddress[]) => void)(null, addresses)
    else done(null, first?.address ?? '', first?.family)
  }
}

function toResponse(answer: IncomingMessage): ModelResponse {
  return {
    status: answer.statusCode ?? 0,
    type: answer.headers['content-type'] ?? '',
    body: answer,
    drop: async () => {
      answer.destroy()
      return Promise.resolve()
    },
  }
}

function codeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code) ? code : 'FAILED'
}
