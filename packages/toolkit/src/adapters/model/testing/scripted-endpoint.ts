/** An endpoint of the OpenAI form on this machine that says what a test wrote down. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What it does with one request, in order. */
export type Step =
  | { readonly do: 'status'; readonly status: number; readonly body?: string }
  | { readonly do: 'redirect'; readonly to: string }
  /** Streams the texts as deltas, then the end. */
  | {
      readonly do: 'stream'
      readonly texts: readonly string[]
      readonly finish?: string
      readonly usage?: object
    }
  /** Sends bytes as they are, with this type. */
  | { readonly do: 'raw'; readonly type: string; readonly body: string }
  /** Sends this much and then nothing, and never ends. */
  | { readonly do: 'hang'; readonly texts: readonly string[] }
  /** Sends this much and cuts the line. */
  | { readonly do: 'cut'; readonly texts: readonly string[] }
  /** Sends the text again and again until nobody reads. */
  | { readonly do: 'endless'; readonly text: string }

export interface Received {
  readonly path: string
  readonly authorization: string | undefined
  readonly body: unknown
}

export interface ScriptedEndpoint {
  readonly url: URL
  readonly received: readonly Received[]
  /** Answers that nobody waited for: the other side went away first. */
  readonly left: () => number
  readonly close: () => Promise<void>
}

/** `script` answers the n-th request (from 0) with its body at hand. */
export async function startScriptedEndpoint(
  script: (body: unknown, at: number) => Step,
): Promise<ScriptedEndpoint> {
  const received: Received[] = []
  let left = 0
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) left++
    })
    void readAll(request).then((text) => {
      const body: unknown = JSON.parse(text)
      received.push({ path: request.url ?? '', authorization: request.headers.authorization, body })
      play(script(body, received.length - 1), response)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: new URL(`http://127.0.0.1:${port}/v1`),
    received,
    left: () => left,
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function play(step: Step, response: ServerResponse): void {
  if (step.do === 'status') return void response.writeHead(step.status).end(step.body ?? '')
  if (step.do === 'redirect') return void response.writeHead(307, { location: step.to }).end()
  if (step.do === 'raw') return void response.writeHead(200, { 'content-type': step.type }).end(step.body)
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  if (step.do === 'endless') return repeat(step.text, response)
  for (const text of step.texts) response.write(eventOf({ delta: { content: text } }))
  if (step.do === 'cut') return void response.destroy()
  if (step.do === 'hang') return
  response.write(eventOf({ delta: {}, finish_reason: step.finish ?? 'stop' }))
  if (step.usage !== undefined)
    response.write(`data: ${JSON.stringify({ choices: [], usage: step.usage })}\n\n`)
  response.end('data: [DONE]\n\n')
}

function repeat(text: string, response: ServerResponse): void {
  const more = (): void => {
    while (!response.destroyed) if (!response.write(eventOf({ delta: { content: text } }))) return
  }
  response.on('drain', more)
  more()
}

function eventOf(choice: object): string {
  return `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`
}
