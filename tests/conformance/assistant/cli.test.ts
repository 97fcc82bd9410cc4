/** `occtet ask` in its own process's place: what it prints, what it sends, and what it refuses to send. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { Context } from '../../../apps/cli/src/context.ts'
import { main } from '../../../apps/cli/src/main.ts'
import {
  type ScriptedEndpoint,
  type Step,
  startScriptedEndpoint,
} from '../../../packages/toolkit/src/adapters/model/testing/scripted-endpoint.ts'
import { readAnswer } from '../../ask.ts'
import { scratch } from '../../cli.ts'

const folder = scratch('assistant')
const open: ScriptedEndpoint[] = []
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(async () => {
  for (const endpoint of open.splice(0)) await endpoint.close()
})

interface Given {
  readonly home?: string
  readonly input?: string
  readonly isInteractive?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly isOffline?: boolean
}

async function occtet(
  args: readonly string[],
  given: Given = {},
): Promise<{ readonly code: number; readonly out: string; readonly said: string }> {
  let [out, said] = ['', '']
  const context: Context = {
    out: (text) => void (out += text),
    drain: async () => await Promise.resolve(),
    say: (text) => void (said += text),
    redraw: () => undefined,
    stdin: inputOf(given.input ?? ''),
    env: { OCCTET_HOME: join(folder, given.home ?? 'empty'), ...given.env },
    isInteractive: given.isInteractive ?? false,
    hasColour: false,
    isOffline: given.isOffline ?? false,
    columns: 80,
    now: () => '2026-11-23T00:00:00Z',
  }
  return { code: await main([...args], context), out, said }
}

async function* inputOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

function save(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

const question = 'Within how many hours is the early warning of an actively exploited vulnerability due?'

describe('a question', () => {
  test('is answered with the provision', async () => {
    const { code, out } = await occtet(['ask', question, '--json'])
    const answer = readAnswer('assistant-answer', out)
    expect(code).toBe(0)
    expect(answer.status === 'answered' && answer.answer[0]?.citations[0]?.ref).toBe('Art. 14(2)(a)')
    expect(answer.passages).toHaveLength(5)
  })

  test('in German is answered in German', async () => {
    const { out } = await occtet([
      'ask',
      'Wie',
      'lange',
      'muss',
      'die',
      'technische',
      'Dokumentation',
      'aufbewahrt',
      'werden?',
    ])
    expect(out).toMatch(/Art\. 13 Abs\. 13|Art\. 13\(13\)/)
    expect(out).toContain('10 Jahre')
    expect(out).toContain('Rechtsberatung')
  })

  test('that nobody can answer is refused with exit 0, and says where to turn', async () => {
    const { code, out } = await occtet(['ask', 'Should we sue the supplier of the library?', '--json'])
    const answer = readAnswer('assistant-answer', out)
    expect(code).toBe(0)
    expect(answer).toMatchObject({ status: 'refused', reason: 'legal_advice', answer: [] })
  })

  test('- answers each line, in order, and an empty line is none', async () => {
    const { out } = await occtet(['ask', '-'], { input: `${question}\n\nWrite me a poem about my dog\n` })
    const lines = out.trimEnd().split('\n')
    expect(lines.map((line) => readAnswer('assistant-answer', line).status)).toEqual(['answered', 'refused'])
  })
})

describe('what belongs to the user', () => {
  test('a text file is searched, quoted as the file, and never as a provision', async () => {
    const path = save(
      'handbook.md',
      '# Zebra calibration\n\nThe zebra probe is calibrated each Thursday by the night shift.',
    )
    const { out } = await occtet(['ask', 'When is the zebra probe calibrated?', '--document', path, '--json'])
    const answer = readAnswer('assistant-answer', out)
    expect(answer.status === 'answered' && answer.answer[0]).toMatchObject({
      text: 'The zebra probe is calibrated each Thursday by the night shift.',
      citations: [{ source: 'document' }],
    })
  })

  test('a document that is not there: one error, exit 3', async () => {
    const { code, said } = await occtet(['ask', question, '--document', join(folder, 'nothing.md')])
    expect(code).toBe(3)
    expect(said).toContain('nothing.md')
  })

  test('findings of the last report are found by CVE; a report that is missing is said', async () => {
    const dir = join(folder, 'product')
    save('product/.occtet/product.yaml', 'schema: occtet.product/1\nid: shop\nproduct:\n  name: Shop\n')
    save(
      'product/occtet-report/findings.json',
      JSON.stringify({
        findings: [
          {
            key: 'pkg:npm/ws@7.4.5#GHSA-3h5v-q93c-6h6q',
            purl: 'pkg:npm/ws@7.4.5',
            group: 'GHSA-3h5v-q93c-6h6q',
            aliases: ['CVE-2024-37890'],
            level: 'high',
            summary: 'Many headers crash the server',
            fix: { nearest: '7.5.10' },
          },
        ],
      }),
    )
    const { out, said } = await occtet(['ask', 'What about CVE-2024-37890?', '--dir', dir, '--json'])
    const answer = readAnswer('assistant-answer', out)
    expect(answer.status === 'answered' && answer.answer[0]?.citations[0]?.id).toBe(
      'product/shop/finding/pkg:npm/ws@7.4.5#GHSA-3h5v-q93c-6h6q',
    )
    expect(said).toContain('cra.json is not there')
  })

  test('settings that cannot be read: the file and the line', async () => {
    save('bad/config/assistant.yaml', 'schema: occtet.assistant/1\nmodell: {}\n')
    const { code, said } = await occtet(['ask', question], { home: 'bad' })
    expect(code).toBe(3)
    expect(said).toContain('assistant.yaml')
  })
})

async function homeWith(
  step: Step,
  more = '',
): Promise<{ readonly home: string; readonly endpoint: ScriptedEndpoint }> {
  const endpoint = await startScriptedEndpoint(() => step)
  open.push(endpoint)
  const home = `model-${endpoint.url.port}`
  save(
    `${home}/config/assistant.yaml`,
    `schema: occtet.assistant/1\nmodel:\n  url: ${endpoint.url.href}\n  name: scripted\n${more}`,
  )
  return { home, endpoint }
}

const sentence = JSON.stringify({ text: 'The early warning is due within 24 hours at most.', passages: [1] })

describe('a model', () => {
  test('words the answer under its passages; key and tools stay out of the message', async () => {
    const { home, endpoint } = await homeWith(
      {
        do: 'stream',
        texts: [sentence.slice(0, 20), `${sentence.slice(20)}\n`],
        usage: { prompt_tokens: 900, completion_tokens: 20 },
      },
      '  keyVariable: MODEL_KEY\n',
    )
    const { code, out } = await occtet(['ask', question, '--model', '--json'], {
      home,
      env: { MODEL_KEY: 'k-123' },
    })
    const answer = readAnswer('assistant-answer', out)
    expect(code).toBe(0)
    expect(answer).toMatchObject({
      status: 'answered',
      answer: [{ text: 'The early warning is due within 24 hours at most.' }],
      model: { outcome: 'used', model: 'scripted', dropped: [] },
    })
    expect(endpoint.received[0]?.authorization).toBe('Bearer k-123')
    expect(JSON.stringify(endpoint.received[0]?.body)).not.toMatch(/k-123|"tools"/)
    expect(out).not.toContain('k-123')
  })

  test('that invents is not shown: the passages answer, and it is said', async () => {
    const lie = JSON.stringify({ text: 'The early warning is due within 96 hours.', passages: [1] })
    const { home } = await homeWith({ do: 'stream', texts: [`${lie}\n`] })
    const { out, said } = await occtet(['ask', question, '--model'], { home })
    expect(out).not.toContain('96')
    expect(out).toContain('24')
    expect(said).toContain('said nothing that the passages carry')
  })

  test('that fails leaves the passages, exit 0', async () => {
    const { home } = await homeWith({ do: 'status', status: 500 })
    const { code, out, said } = await occtet(['ask', question, '--model'], { home })
    expect([code, out.includes('24')]).toEqual([0, true])
    expect(said).toContain('answered 500')
  })

  test('--preview shows every word and sends nothing; a product stays at home unless it is named', async () => {
    const dir = join(folder, 'secret-product')
    save(
      'secret-product/.occtet/product.yaml',
      'schema: occtet.product/1\nid: secret\nproduct:\n  name: Flamingo early warning vulnerability exploited 24 hours\n',
    )
    const { home, endpoint } = await homeWith({ do: 'stream', texts: [] })
    const { out } = await occtet(['ask', question, '--preview', '--dir', dir], { home })
    const preview = readAnswer('assistant-preview', out)
    expect(preview).toMatchObject({ model: 'scripted', host: endpoint.url.host })
    expect(out).not.toContain('Flamingo')
    expect(endpoint.received).toEqual([])
  })

  test('a refused question never leaves', async () => {
    const { home, endpoint } = await homeWith({ do: 'stream', texts: [`${sentence}\n`] })
    const { out } = await occtet(['ask', 'Promise me that we are compliant', '--model', '--json'], { home })
    expect(readAnswer('assistant-answer', out)).toMatchObject({ status: 'refused', reason: 'no_promise' })
    expect(endpoint.received).toEqual([])
  })

  test('an empty budget sends nothing, and says so', async () => {
    const { home, endpoint } = await homeWith({ do: 'stream', texts: [] }, '  monthlyTokens: 10\n')
    const { out, said } = await occtet(['ask', question, '--model'], { home })
    expect(out).toContain('24')
    expect(said).toContain('budget of 10 tokens')
    expect(endpoint.received).toEqual([])
  })

  test('what a month used is counted', async () => {
    const usage = { prompt_tokens: 198_000, completion_tokens: 1 }
    const { home, endpoint } = await homeWith({ do: 'stream', texts: [`${sentence}\n`], usage })
    await occtet(['ask', question, '--model'], { home })
    const { said } = await occtet(['ask', question, '--model'], { home })
    expect(said).toContain('1999 left')
    expect(endpoint.received).toHaveLength(1)
  })

  test.each([
    ['no model is set', undefined, 'MODEL_NOT_SET'],
    ['an address in the clear', 'http://models.example/v1', 'MODEL_URL_UNSAFE'],
    ['a host that looks like this machine', 'http://127.0.0.1.evil.example/v1', 'MODEL_URL_UNSAFE'],
    ['nobody to ask', 'https://models.example/v1', 'MODEL_NOT_AGREED'],
  ])('%s: exit 2, %s', async (name, url, code) => {
    const home = `no-${name.replaceAll(' ', '-')}`
    if (url !== undefined) {
      save(`${home}/config/assistant.yaml`, `schema: occtet.assistant/1\nmodel:\n  url: ${url}\n  name: m\n`)
    }
    const ran = await occtet(['ask', question, '--model', '--json'], { home })
    expect(ran.code).toBe(2)
    expect(`${ran.out}${ran.said}`).toContain(code)
  })

  test('--offline and --model exclude each other; send: never forbids', async () => {
    const { home, endpoint } = await homeWith({ do: 'stream', texts: [] })
    expect((await occtet(['ask', question, '--model'], { home, isOffline: true })).code).toBe(2)
    const never = await homeWith({ do: 'stream', texts: [] }, '  send: never\n')
    expect((await occtet(['ask', question, '--model', '--yes'], { home: never.home })).code).toBe(2)
    expect([...endpoint.received, ...never.endpoint.received]).toEqual([])
  })

  test('a person is asked, and no is no', async () => {
    save(
      'far/config/assistant.yaml',
      'schema: occtet.assistant/1\nmodel:\n  url: https://models.example/v1\n  name: m\n',
    )
    const { code, out, said } = await occtet(['ask', question, '--model'], {
      home: 'far',
      isInteractive: true,
      input: 'n\n',
    })
    expect([code, out.includes('24')]).toEqual([0, true])
    expect(said).toContain('models.example')
  })
})
