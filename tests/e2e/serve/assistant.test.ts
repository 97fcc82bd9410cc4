/** The assistant in a browser, with the real program and a model that says what this test wrote down. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  assistantModelRoutes,
  assistantRoutes,
  proposalRoutes,
  triageRoutes,
} from '../../../packages/contract/src/api/index.ts'
import {
  type ScriptedEndpoint,
  startScriptedEndpoint,
} from '../../../packages/toolkit/src/adapters/model/testing/scripted-endpoint.ts'
import {
  askBesideQuestion,
  askOfLaw,
  beRefused,
  letModelWord,
  proposeAndReject,
} from '../journeys/assistant.ts'
import { ask } from './api.ts'
import { axe, hasBrowser, launch, openPage } from './browser.ts'
import { own, seedOwn } from './places.ts'
import { type Server, startServer } from './server.ts'

const params = { org: own }
const name = 'scripted-small'
const promiseAsked = 'Please confirm that my product is compliant.'
const question = 'How fast must I report an exploited vulnerability?'

/** The first is taken from the passage that the script is given, the second promises, the third is no agreed line. */
const promise = '{"text":"Your product is fully compliant.","passages":[1]}'

describe.skipIf(!hasBrowser)('the assistant, in a browser', { timeout: 90_000 }, () => {
  let server: Server
  let browser: Browser
  let endpoint: ScriptedEndpoint

  beforeAll(async () => {
    browser = await launch()
    server = await startServer(['--no-sample'])
    await seedOwn(server.url)
    endpoint = await startScriptedEndpoint((body) => ({
      do: 'stream',
      texts: [`${firstSentenceOf(body)}\n`, `${promise}\n`, 'no JSON\n'],
      usage: { prompt_tokens: 700, completion_tokens: 60 },
    }))
  })

  afterAll(async () => {
    await browser.close()
    await endpoint.close()
    expect(await server.stop()).toBe(0)
  })

  const at = (): Parameters<typeof askBesideQuestion>[1] => ({
    url: server.url,
    org: own,
    product: 'router',
    release: '1.0.0',
  })

  test('beside a question it answers, and what it cannot say it refuses; without any model', async () => {
    const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    await askBesideQuestion(page, at())
    expect(await page.getByText('No model takes part').isVisible()).toBe(true)
    const told = await ask(server, assistantRoutes['assistant.ask'], {
      params,
      body: { question: promiseAsked },
    })
    if (told.status !== 'refused') throw new Error('it promises')
    await beRefused(page, { question: promiseAsked, pointer: told.pointer })
    expect(await axe(page)).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a model words an answer after every letter was shown; what it invents is left out', async () => {
    await ask(server, assistantModelRoutes['assistant.setModel'], {
      params,
      body: {
        url: endpoint.url.href,
        name,
        send: 'ask',
        sources: ['guidance', 'catalogue'],
        monthlyTokens: 200_000,
        timeoutSeconds: 60,
      },
    })
    const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    await page.goto(`${server.url}/o/${own}?lang=en`)
    await page.locator('h1').first().waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await askOfLaw(page, question)
    expect(endpoint.received).toEqual([])
    const letters = await letModelWord(page, { name, host: endpoint.url.host })
    const worded = page.getByRole('region', { name: `Worded by ${name}` })
    await worded.getByText('1 sentence passed the check.').waitFor()
    await worded.getByText('2 sentences were left out').click()
    expect(await worded.getByText('it promises or confirms something').isVisible()).toBe(true)
    expect(await worded.getByText('not in the agreed form').isVisible()).toBe(true)
    // The passage without a model is still there, and what was sent is what was shown.
    expect(await page.getByText('Best passage, without a model').first().isVisible()).toBe(true)
    expect(endpoint.received.map(({ body }) => contentsOf(body))).toEqual([letters])
    expect(await axe(page)).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a proposal is made from evidence and rejected; no finding has changed', async () => {
    const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    const before = await ask(server, triageRoutes['triage.queue'], { params, query: {} })
    const [row] = before.rows
    if (row === undefined) throw new Error('nothing to decide')
    await proposeAndReject(page, at(), noteOn(row.advisory))
    const list = await ask(server, proposalRoutes['proposals.list'], { params, query: {} })
    expect(list.rows.map(({ outcome, verdict }) => [outcome, verdict?.verdict])).toEqual([
      ['propose', 'rejected'],
      ['not_enough_evidence', undefined],
    ])
    expect(list.rows[0]?.verdict?.note).toBe('The analysis left out a plug-in.')
    expect((await ask(server, triageRoutes['triage.queue'], { params, query: {} })).rows).toEqual(before.rows)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

/** The first advisory of the queue is of minimist, whose vulnerable function its summary names. */
function noteOn(advisory: string): string {
  if (advisory !== 'GHSA-xvch-5gv4-984h') throw new Error(`another finding comes first: ${advisory}`)
  return 'Call graph analysis of release 1.0.0: the vulnerable function setKey is not called from any entry point.'
}

interface Sent {
  readonly messages: readonly { readonly content: string }[]
}

function contentsOf(body: unknown): readonly string[] {
  return (body as Sent).messages.map(({ content }) => content)
}

/** What a model that keeps to its passages would write. */
function firstSentenceOf(body: unknown): string {
  const asked = JSON.parse(contentsOf(body).at(-1) ?? '') as {
    readonly passages: readonly { text: string }[]
  }
  const [sentence = ''] = /^[^.]+\./.exec(asked.passages[0]?.text ?? '') ?? []
  return JSON.stringify({ text: sentence, passages: [1] })
}
