import { afterEach, describe, expect, test } from 'vitest'
import { ModelFailure, type ModelPiece } from '../../assistant/index.ts'
import { createModelClient, type ModelEndpoint } from './openai-client.ts'
import { type ScriptedEndpoint, type Step, startScriptedEndpoint } from './testing/scripted-endpoint.ts'

const request = { messages: [{ role: 'user' as const, content: 'hello' }], maxTokens: 50 }
const open: ScriptedEndpoint[] = []

afterEach(async () => {
  for (const endpoint of open.splice(0)) await endpoint.close()
})

async function play(step: Step): Promise<ScriptedEndpoint> {
  const endpoint = await startScriptedEndpoint(() => step)
  open.push(endpoint)
  return endpoint
}

async function piecesOf(step: Step, settings: Partial<ModelEndpoint> = {}): Promise<readonly ModelPiece[]> {
  const endpoint = await play(step)
  const client = createModelClient({ url: endpoint.url, model: 'scripted', ...settings })
  const pieces: ModelPiece[] = []
  for await (const piece of client.complete(request, new AbortController().signal)) pieces.push(piece)
  return pieces
}

async function failureOf(step: Step, settings: Partial<ModelEndpoint> = {}): Promise<ModelFailure> {
  const caught = await piecesOf(step, settings).catch((error: unknown) => error)
  expect(caught).toBeInstanceOf(ModelFailure)
  return caught as ModelFailure
}

describe('a model behind an endpoint', () => {
  test('streams text and ends with the reason and the count', async () => {
    const usage = { prompt_tokens: 12, completion_tokens: 3 }
    expect(await piecesOf({ do: 'stream', texts: ['Hel', 'lo ', 'Welt'], usage })).toEqual([
      { kind: 'text', text: 'Hel' },
      { kind: 'text', text: 'lo ' },
      { kind: 'text', text: 'Welt' },
      { kind: 'end', reason: 'stop', usage: { sent: 12, received: 3 } },
    ])
  })

  test('sends the messages, the model and the key, asks for a stream, and names no tool', async () => {
    const endpoint = await play({ do: 'stream', texts: ['x'] })
    const client = createModelClient({ url: endpoint.url, model: 'm', key: 'secret-key' })
    for await (const _ of client.complete(request, new AbortController().signal));
    expect(endpoint.received).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: 'Bearer secret-key',
        body: {
          model: 'm',
          messages: request.messages,
          max_tokens: 50,
          temperature: 0,
          stream: true,
          stream_options: { include_usage: true },
        },
      },
    ])
  })

  test('an endpoint that does not stream is read whole', async () => {
    const body = JSON.stringify({
      choices: [{ message: { content: 'all at once' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    })
    expect(await piecesOf({ do: 'raw', type: 'application/json', body })).toEqual([
      { kind: 'text', text: 'all at once' },
      { kind: 'end', reason: 'stop', usage: { sent: 1, received: 2 } },
    ])
  })

  test('letters cut apart between two packets are whole again', async () => {
    const event = Buffer.from(
      'data: {"choices":[{"delta":{"content":"Prüfung über Größe"}}]}\n\ndata: [DONE]\n\n',
    )
    const { readServerEvents } = await import('./server-events.ts')
    for (let cut = 1; cut < event.length; cut++) {
      const data: string[] = []
      for await (const item of readServerEvents(inTwo(event, cut))) data.push(item)
      expect(data, String(cut)).toEqual([
        '{"choices":[{"delta":{"content":"Prüfung über Größe"}}]}',
        '[DONE]',
      ])
    }
  })

  test.each([
    ['tool_calls', 'tool'],
    ['function_call', 'tool'],
    ['length', 'length'],
    ['content_filter', 'filtered'],
    ['something new', 'stop'],
  ])('finish_reason %s ends as %s', async (finish, reason) => {
    expect(await piecesOf({ do: 'stream', texts: [], finish })).toEqual([{ kind: 'end', reason }])
  })

  test('a tool call is no text and is not run', async () => {
    const call = {
      choices: [
        {
          delta: { tool_calls: [{ function: { name: 'delete_all', arguments: '{}' } }] },
          finish_reason: null,
        },
      ],
    }
    const body = `data: ${JSON.stringify(call)}\n\ndata: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}\n\n`
    expect(await piecesOf({ do: 'raw', type: 'text/event-stream', body })).toEqual([
      { kind: 'end', reason: 'tool' },
    ])
  })
})

describe('what an endpoint may do wrong', () => {
  test.each<[string, Step, ModelFailure['code']]>([
    ['refuses', { do: 'status', status: 401, body: 'no key secret-key' }, 'MODEL_REFUSED'],
    ['breaks', { do: 'status', status: 500 }, 'MODEL_REFUSED'],
    ['sends elsewhere', { do: 'redirect', to: 'http://127.0.0.1:1/steal' }, 'MODEL_UNREACHABLE'],
    [
      'sends no JSON',
      { do: 'raw', type: 'text/event-stream', body: 'data: nonsense\n\n' },
      'MODEL_MALFORMED',
    ],
    ['sends a page', { do: 'raw', type: 'text/html', body: '<html>' }, 'MODEL_MALFORMED'],
    ['sends a list', { do: 'raw', type: 'application/json', body: '[]' }, 'MODEL_MALFORMED'],
    ['has no choices', { do: 'raw', type: 'application/json', body: '{}' }, 'MODEL_MALFORMED'],
    [
      'complains inside a stream',
      { do: 'raw', type: 'text/event-stream', body: 'data: {"error":{"message":"overloaded"}}\n\n' },
      'MODEL_REFUSED',
    ],
    ['talks without end', { do: 'endless', text: 'bla '.repeat(500) }, 'MODEL_TOO_LONG'],
    [
      'sends a line without end',
      { do: 'raw', type: 'text/event-stream', body: `data: ${'x'.repeat(1_200_000)}` },
      'MODEL_TOO_LONG',
    ],
    ['cuts the line', { do: 'cut', texts: ['half a'] }, 'MODEL_UNREACHABLE'],
  ])('%s', async (_, step, code) => {
    expect((await failureOf(step, { key: 'secret-key' })).code).toBe(code)
  })

  test('it says nothing more: the answer ends as too late', async () => {
    expect((await failureOf({ do: 'hang', texts: ['wait'] }, { idle: 50 })).code).toBe('MODEL_TIMEOUT')
    expect((await failureOf({ do: 'hang', texts: [] }, { whole: 50 })).code).toBe('MODEL_TIMEOUT')
  })

  test('nobody is there', async () => {
    const endpoint = await startScriptedEndpoint(() => ({ do: 'stream', texts: [] }))
    await endpoint.close()
    const client = createModelClient({ url: endpoint.url, model: 'm' })
    const pieces = client.complete(request, new AbortController().signal)[Symbol.asyncIterator]()
    await expect(pieces.next()).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' })
  })

  test('the key is in no error', async () => {
    for (const status of [400, 401, 403, 404, 429, 500]) {
      const { message } = await failureOf({ do: 'status', status, body: 'secret-key' }, { key: 'secret-key' })
      expect(message).not.toContain('secret-key')
    }
  })

  test('a question that is taken back ends the request', async () => {
    const endpoint = await play({ do: 'hang', texts: ['one'] })
    const abort = new AbortController()
    const pieces = createModelClient({ url: endpoint.url, model: 'm' })
      .complete(request, abort.signal)
      [Symbol.asyncIterator]()
    await pieces.next()
    abort.abort()
    await expect(pieces.next()).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' })
  })
})

async function* inTwo(bytes: Uint8Array, at: number): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, at)
  yield bytes.subarray(at)
}
