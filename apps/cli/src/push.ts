/** Sends what `check` found to a server: the inventory and the evidence, never the sources. */
import type { CraStatus } from '@occtet/toolkit/cra'
import type { Inventory } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { plain } from './layout.ts'

export interface PushInput {
  /** Base address of the server. */
  readonly url: string
  /** Id of the profile, else the name of the tree. */
  readonly product: string
  readonly version: string | undefined
  readonly inventory: Inventory
  readonly evidence: CraStatus
}

/** Seconds until a server that says nothing counts as a failed network. */
const patience = 60

/** Throws with exit code 2 (address, token, refusal) or 6 (network). The token stands in OCCTET_TOKEN, never in arguments. */
export async function pushCheck(context: Context, input: PushInput): Promise<void> {
  const token = (context.env['OCCTET_TOKEN'] ?? '').trim()
  if (token === '') throw refused('TOKEN_MISSING', 'put the API token of the server into OCCTET_TOKEN')
  const address = toAddress(input)
  const body = JSON.stringify({
    schema: 'occtet.push/1',
    inventory: input.inventory,
    evidence: input.evidence,
  })
  const response = await ask(address, token, body)
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw toFailure(response.status, answer)
  context.say(`Sent to ${plain(textOf(answer, 'page') ?? address.origin)}\n`)
}

function toAddress({ url, product, version }: PushInput): URL {
  const base = URL.canParse(url) ? new URL(url) : undefined
  if (base === undefined || !/^https?:$/.test(base.protocol))
    throw refused('ADDRESS_INVALID', `expected the address of a server (https://…), found ${url}`)
  // A token that goes over the wire in the clear is everybody's.
  if (base.protocol === 'http:' && !isLoopback(base.hostname))
    throw refused('ADDRESS_INVALID', 'expected https: the token would be readable on the way')
  const address = new URL('api/push/check', base.href.endsWith('/') ? base : `${base.href}/`)
  address.searchParams.set('product', product)
  address.searchParams.set('create', 'yes')
  if (version !== undefined) address.searchParams.set('version', version)
  return address
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

async function ask(address: URL, token: string, body: string): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patience * 1000),
    })
  } catch (cause) {
    const message = `${address.origin} does not answer`
    throw new CommandFailure({ exitCode: exitCodes.network, code: 'PUSH_FAILED', message, cause })
  }
}

function toFailure(status: number, answer: unknown): CommandFailure {
  const code = textOf(answer, 'code') ?? 'PUSH_REFUSED'
  const detail = textOf(answer, 'detail') ?? textOf(answer, 'title') ?? `HTTP ${status}`
  const isPassing = status === 429 || status >= 500
  return new CommandFailure({
    exitCode: isPassing ? exitCodes.network : exitCodes.usage,
    code,
    message: `the server refused it: ${detail}`,
  })
}

function textOf(answer: unknown, name: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const value = (answer as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value : undefined
}

function refused(code: string, message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message })
}
