/** A proposal of a model in a browser: nothing leaves unseen, the rules stand where it talks nonsense, and the ledger knows. */
import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposalRoutes, publicRoutes, triageRoutes } from '../../../packages/contract/src/api/index.ts'
import {
  type ScriptedEndpoint,
  startScriptedEndpoint,
  type Step,
} from '../../../packages/toolkit/src/adapters/model/testing/scripted-endpoint.ts'
import {
  agree,
  draftPolicy,
  editProposal,
  lookAtLetters,
  newestOfAssistant,
  openTriage,
  proposeAnew,
  proposeByRules,
  readProvenance,
  setModel,
  takeImpact,
} from '../journeys/proposals.ts'
import { ask } from './api.ts'
import { axe, hasBrowser, launch, openPage } from './browser.ts'
import { layoutFaults } from './look.ts'
import { own, seedOwn } from './places.ts'
import { type Server, startServer } from './server.ts'

const params = { org: own }
const name = 'scripted-small'
const usage = { prompt_tokens: 700, completion_tokens: 60 }

/** Of minimist, whose vulnerable function the advisory names. */
const note =
  'Call graph analysis of release 1.0.0: the vulnerable function setKey is not called from any entry point.'
const said = 'The vulnerable function setKey is not called from any entry point.'
const edited = 'No entry point of release 1.0.0 calls setKey, as its call graph shows.'

const good: Step = {
  do: 'stream',
  texts: [
    JSON.stringify({
      outcome: 'propose',
      value: { status: 'not_affected', justification: 'vulnerable_code_not_in_execute_path' },
      text: said,
      evidence: ['note-1'],
      confidence: 'high',
    }),
  ],
  usage,
}

describe.skipIf(!hasBrowser)('a proposal of a model, in a browser', { timeout: 90_000 }, () => {
  let server: Server
  let browser: Browser
  let endpoint: ScriptedEndpoint
  let answer: Step = good

  beforeAll(async () => {
    browser = await launch()
    server = await startServer(['--no-sample'])
    await seedOwn(server.url)
    endpoint = await startScriptedEndpoint(() => answer)
  })

  afterAll(async () => {
    await browser.close()
    await endpoint.close()
    expect(await server.stop()).toBe(0)
  })

  const at = (): { url: string; org: string } => ({ url: server.url, org: own })

  test('where products may not be sent, the page says so and offers no consent', async () => {
    const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    await setModel(page, at(), { url: endpoint.url.href, name, sendsProduct: false })
    await proposeByRules(page, at(), note)
    await page.getByText(`${name} may not get what is of your products`).waitFor()
    expect(await page.getByRole('button', { name: `Let ${name} propose` }).count()).toBe(0)
    expect(endpoint.received).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('is seen to the letter before it leaves, edited, accepted, and stands in the ledger', async () => {
    const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    const before = await ask(server, triageRoutes['triage.queue'], { params, query: {} })
    await setModel(page, at(), { url: endpoint.url.href, name, sendsProduct: true })
    // What was said for the proposal that is there stands in the letters, too.
    const card = await openTriage(page, at())
    const { facts, letters } = await lookAtLetters(page, name)
    expect(facts).toContain(endpoint.url.host)
    expect(facts).toContain('(note-1)')
    expect(letters.join('')).toContain(note)
    expect(endpoint.received).toEqual([])
    expect(await looks(page)).toEqual([])
    await agree(page, endpoint.url.host)
    await card.getByText(said, { exact: true }).waitFor()
    // What left is what was shown, once.
    expect(endpoint.received.map(({ body }) => contentsOf(body))).toEqual([letters])
    const who = await readProvenance(page, card)
    const proposal = (await proposals()).find(({ by }) => by.kind === 'model')
    const sent = sha256(JSON.stringify(messagesOf(endpoint.received[0]?.body)))
    expect(who).toContain(`Model ${name}, prompt proposal/1`)
    expect(who).toContain(proposal?.inputDigest)
    expect(who).toContain(sent)
    await editProposal(page, card, edited)
    expect(await looks(page)).toEqual([])
    const judged = (await proposals()).find(({ id }) => id === proposal?.id)
    expect(judged).toMatchObject({ by: { kind: 'model' }, text: said })
    expect(judged?.verdict).toMatchObject({ verdict: 'edited', text: edited })
    const [sentence, content] = await newestOfAssistant(page, at())
    expect(sentence).toContain('accepted with changes')
    expect(JSON.parse(content)).toMatchObject({
      type: 'assistant.proposal.judged',
      data: { verdict: 'edited' },
    })
    expect(content).not.toContain('setKey')
    expect((await ask(server, triageRoutes['triage.queue'], { params, query: {} })).rows).toEqual(before.rows)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('leaves the proposal of the rules standing where it is malformed, and the page says so', async () => {
    const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    answer = { do: 'stream', texts: ['Sure! <b>It is fine.</b> {"outcome":'], usage }
    const card = await openTriage(page, at())
    await proposeAnew(page, card)
    const byRules = await card.innerText()
    await lookAtLetters(page, name)
    await agree(page, endpoint.url.host)
    await card.getByText(/did not pass the check: .+ The rules speak\./).waitFor()
    const proposal = (await proposals()).find(({ model }) => model?.outcome === 'rejected')
    expect(proposal).toMatchObject({ by: { kind: 'rules' }, model: { reason: 'SHAPE' } })
    expect(proposal?.text).not.toBe('')
    expect(byRules).toContain(proposal?.text)
    expect(await card.innerText()).toContain(proposal?.text)
    expect(await card.innerText()).not.toContain('It is fine')
    expect(await card.getByRole('button', { name: 'Accept' }).isVisible()).toBe(true)
    expect(await looks(page)).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('an accepted impact statement waits for the one decision that carries it', async () => {
    const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    await takeImpact(page, at(), note)
    expect(await page.getByRole('form', { name: 'Not affected' }).count()).toBe(0)
    await page.keyboard.press('n')
    const field = page.getByLabel('Impact statement (optional)')
    await field.waitFor()
    const proposal = (await proposals()).find(({ kind, verdict }) => kind === 'impact_statement' && verdict)
    expect(await field.inputValue()).toBe(proposal?.text)
    expect(await looks(page)).toEqual([])
    await page.keyboard.press('3')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await decided())?.impact).toBe(proposal?.text)
    expect((await decided())?.justification).toBe('vulnerable_code_not_in_execute_path')
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a section of the policy is drafted on the public page, judged, and saved with it', async () => {
    const { page, faults } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    const text = 'Reports\nWe publish each flaw with its fix.'
    const rule = 'With the fix, at the latest after 90 days.'
    await draftPolicy(page, at(), { product: 'router', rule, text })
    expect(await looks(page)).toEqual([])
    const proposal = (await proposals()).find(({ kind, verdict }) => kind === 'policy_text' && verdict)
    expect(proposal).toMatchObject({ subject: { kind: 'topic', id: 'disclosure' } })
    for (const fact of [rule, 'within 5 days', 'mailto:security@example.org'])
      expect(proposal?.text).toContain(fact.replace(/\.$/, ''))
    const product = { params: { org: own, product: 'router' } }
    const saved = async (): Promise<string> =>
      (await ask(server, publicRoutes['public.settings'], product)).wishes.policyText.en
    expect(await saved()).toBe('')
    await page.getByLabel('Your own policy, English (optional)').focus()
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter')
    await expect.poll(saved).toBe('Reports\n\nWe publish each flaw with its fix.')
    const [, content] = await newestOfAssistant(page, at())
    expect(JSON.parse(content)).toMatchObject({ data: { kind: 'policy_text', verdict: 'edited' } })
    expect(faults).toEqual([])
    await page.context().close()
  })

  /** The decision that was made last. */
  async function decided() {
    const product = { params: { org: own, product: 'router' } }
    return (await ask(server, triageRoutes['triage.decisions'], product)).rows[0]?.verdict
  }

  async function proposals() {
    return (await ask(server, proposalRoutes['proposals.list'], { params, query: {} })).rows
  }
})

/** Both themes and both widths; the page is left as it was. */
async function looks(page: Page): Promise<readonly string[]> {
  const found = [...(await axe(page)), ...(await layoutFaults(page))]
  await page.emulateMedia({ colorScheme: 'dark' })
  found.push(...(await axe(page, 'colours')))
  await page.setViewportSize({ width: 390, height: 844 })
  found.push(...(await axe(page)), ...(await layoutFaults(page)))
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

interface Message {
  readonly role: string
  readonly content: string
}

function messagesOf(body: unknown): readonly Message[] {
  return (body as { readonly messages: readonly Message[] }).messages
}

function contentsOf(body: unknown): readonly string[] {
  return messagesOf(body).map(({ content }) => content)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
