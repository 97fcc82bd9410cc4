/** For tests: a model that is set, an endpoint that says what the test wrote down, and streams that are read to their end. */
import { wordedAnswer } from '@occtet/contract/api'
import { expect } from 'vitest'
import type * as z from 'zod/mini'
import {
  type ScriptedEndpoint,
  type Step,
  startScriptedEndpoint,
} from '../../../../../../packages/toolkit/src/adapters/model/testing/scripted-endpoint.ts'
import type { TestCaller, TestServer } from '../../../testing/server.ts'

export type Worded = z.infer<typeof wordedAnswer>
export type Wish = Readonly<Record<string, unknown>>

export const key = 'sk-zwackelmann-0123456789'

export const path = (org = 'alpha'): string => `/api/orgs/${org}/assistant`

/** Closed by `closeEndpoints`, after each test. */
const open: ScriptedEndpoint[] = []

export async function play(script: (body: unknown, at: number) => Step): Promise<ScriptedEndpoint> {
  const endpoint = await startScriptedEndpoint(script)
  open.push(endpoint)
  return endpoint
}

export async function closeEndpoints(): Promise<void> {
  for (const endpoint of open.splice(0)) await endpoint.close()
}

export function wishFor(url: URL | string, more: Wish = {}): Wish {
  return {
    url: String(url),
    name: 'scripted-1',
    send: 'always',
    sources: ['guidance', 'catalogue', 'questionnaire', 'documentation'],
    monthlyTokens: 100_000,
    timeoutSeconds: 20,
    ...more,
  }
}

export async function setModel(
  caller: TestCaller,
  url: URL | string,
  more: Wish = {},
  org = 'alpha',
): Promise<Response> {
  return caller.send('PUT', `${path(org)}/model`, wishFor(url, more))
}

export async function codeOf(response: Response): Promise<readonly [number, string]> {
  return [response.status, ((await response.json()) as { code?: string }).code ?? '']
}

/** Every event; each fits the contract. */
export async function eventsOf(response: Response): Promise<readonly Worded[]> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  return toEvents(await response.text())
}

export function toEvents(text: string): readonly Worded[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => wordedAnswer.parse(JSON.parse(line.slice(6))))
}

interface Sent {
  readonly messages: readonly { readonly role: string; readonly content: string }[]
}

export function messagesIn(body: unknown): Sent['messages'] {
  return (body as Sent).messages
}

export function passagesIn(body: unknown): readonly { readonly title: string; readonly text: string }[] {
  const [, user] = messagesIn(body)
  return (JSON.parse(user!.content) as { passages: { title: string; text: string }[] }).passages
}

/** What an honest model says: the first sentence of the first passage. */
export function firstSentence(body: unknown): string {
  const text = passagesIn(body)[0]?.text ?? ''
  return JSON.stringify({ text: text.split(/(?<=[.!?])\s/)[0], passages: [1] })
}

export const usage = { prompt_tokens: 1000, completion_tokens: 50 }

export function honest(body: unknown): Step {
  const line = firstSentence(body)
  return { do: 'stream', texts: [line.slice(0, 20), line.slice(20), '\n'], usage }
}

/** Events of the ledger that wait, oldest first. Ledgers are on after `withLedger`. */
export async function recordedOf({
  kernel,
}: TestServer): Promise<
  readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[]
> {
  const rows = await kernel.db.selectFrom('outbox').select('draft').orderBy('seq').execute()
  return rows.map(({ draft }) => {
    const { type, data } = JSON.parse(draft) as { type: string; data: Record<string, unknown> }
    return { type, data }
  })
}

export async function withLedger({ kernel }: TestServer): Promise<void> {
  await kernel.db.updateTable('org').set({ ledger_origin: 'log.example.org/a' }).execute()
}

export async function tokensOf(caller: TestCaller, org = 'alpha'): Promise<number> {
  const shown = (await (await caller.get(`${path(org)}/model`)).json()) as { model: { tokensUsed: number } }
  return shown.model.tokensUsed
}
