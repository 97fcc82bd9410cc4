/** The assistant over HTTP: what it answers from, for whom, and what it refuses. */
import {
  assistantDocuments,
  assistantRoutes,
  mostAssistantDocumentBytes,
  mostAssistantUploadBytes,
} from '@occtet/contract/api'
import { sha256Hex } from '@occtet/toolkit/base'
import { formatProfile } from '@occtet/toolkit/cra'
import { expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { describeStores } from '../../../../tests/postgres.ts'
import { writeProductFile } from '../db/product-files.ts'
import type { OrgScope } from '../kernel/model.ts'
import { createTestServer, type TestCaller } from '../testing/server.ts'
import { addProduct, exploited, findingOf, sceneNow } from '../triage/testing/scene.ts'
import { mostBytes, mostDocuments } from './documents.ts'
import { mostFindings } from './finding-texts.ts'

const assistantAnswer = assistantRoutes['assistant.ask'].answer.schema
type Answer = z.infer<typeof assistantAnswer>
type Wish = Readonly<Record<string, unknown>>

const path = (org = 'alpha'): string => `/api/orgs/${org}/assistant`

async function ask(caller: TestCaller, question: string, more: Wish = {}, org = 'alpha'): Promise<Answer> {
  const response = await caller.send('POST', `${path(org)}/ask`, { question, ...more })
  const value: unknown = await response.json()
  expect([response.status, value]).toEqual([200, expect.anything()])
  return assistantAnswer.parse(value)
}

async function refusalOf(caller: TestCaller, body: Wish): Promise<readonly [number, string]> {
  const response = await caller.send('POST', `${path()}/ask`, body)
  return [response.status, ((await response.json()) as { code: string }).code]
}

async function add(caller: TestCaller, name: string, text: string, org = 'alpha'): Promise<Response> {
  const url = `${path(org)}/documents?name=${encodeURIComponent(name)}`
  return caller.send('POST', url, new TextEncoder().encode(text))
}

async function list(caller: TestCaller, org = 'alpha'): Promise<z.infer<typeof assistantDocuments>> {
  return assistantDocuments.parse(await (await caller.get(`${path(org)}/documents`)).json())
}

async function codeOf(response: Response): Promise<readonly [number, string]> {
  return [response.status, ((await response.json()) as { code?: string }).code ?? '']
}

const flaw = findingOf('pkg:npm/lodash@4.17.20', 'GHSA-aaaa-bbbb-cccc', {
  aliases: ['GHSA-aaaa-bbbb-cccc', 'CVE-2021-23337'],
  summary: 'Command injection through the template function',
  ...exploited,
})

async function addAnswered(org: OrgScope, slug: string, note: string): Promise<void> {
  const text = formatProfile({
    schema: 'occtet.product/1',
    id: slug,
    product: { name: `The ${slug}`, version: '1.0.0', description: note },
    facts: { company_size: 'micro' },
  })
  const place = { product: `p-${slug}`, place: 'tracked', path: 'product.yaml' } as const
  await org.change(async (change) => writeProductFile(org, change, { ...place, text, now: sceneNow }))
}

describeStores('the assistant', ({ open }) => {
  it('answers from the law with the provision, and refuses what no text answers', async () => {
    const server = await createTestServer({ store: await open() })
    const owner = server.as('owner')
    const known = await ask(owner, 'How long do I have for the early warning of an exploited vulnerability?')
    expect(known.status).toBe('answered')
    expect(known.answer[0]?.citations[0]?.ref).toMatch(/^Art\. 14\(2\)/)
    const german = await ask(owner, 'Wie lange muss ich Sicherheitsupdates liefern?')
    expect(german.language).toBe('de')
    expect(german.answer[0]?.citations[0]?.ref).toMatch(/^Art\. 13/)
    const unknown = await ask(owner, 'What is the best recipe for pancakes with blueberries?')
    expect(unknown).toMatchObject({ status: 'refused', reason: 'out_of_corpus', answer: [] })
  }, 60_000)

  it('finds a finding of the product by its CVE, and says what is not known', async () => {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, { slug: 'shown', findings: [flaw] })
    await addProduct(server.alpha, { slug: 'apart', findings: [] })
    const owner = server.as('owner')
    const found = await ask(owner, 'What about CVE-2021-23337?', { product: 'shown' })
    expect(found.status).toBe('answered')
    expect(found.answer[0]).toEqual({
      text: expect.stringContaining('Command injection through the template function') as string,
      citations: [{ id: `product/shown/finding/${flaw.key}`, source: 'product' }],
    })
    expect(found.answer[0]?.text).toContain('It is being exploited.')
    expect(found.answer[0]?.text).toContain('Version 4.17.21 repairs it.')
    for (const more of [{ product: 'apart' }, {}]) {
      const other = await ask(owner, 'What about CVE-2021-23337?', more)
      expect(JSON.stringify(other)).not.toContain('lodash')
    }
    const counted = await ask(owner, 'How many findings and vulnerabilities of The apart are not settled?', {
      product: 'apart',
    })
    expect(JSON.stringify(counted.answer)).toContain('0 findings')
    for (const question of ['How many findings are open?', 'wie viele funde sind offen?'])
      expect((await ask(owner, question, { product: 'apart' })).answer[0]?.citations).toEqual([
        { id: 'product/apart/fact/findings', source: 'product' },
      ])
    await server.kernel.db
      .updateTable('release')
      .set({ findings_digest: null })
      .where('id', '=', 'r-apart')
      .execute()
    await server.alpha.change(async () => Promise.resolve())
    const unread = await ask(owner, 'How many findings and vulnerabilities of The apart are not settled?', {
      product: 'apart',
    })
    expect(JSON.stringify(unread.answer)).toContain('unknown')
    expect(JSON.stringify(unread.answer)).not.toContain('0 findings')
  }, 60_000)

  it('says how many findings are not searched, and still knows the one that is asked about', async () => {
    const server = await createTestServer({ store: await open() })
    const low = { level: 'low', score: 2, severity: [] } as const
    const many = Array.from({ length: mostFindings }, (_, at) =>
      findingOf(`pkg:npm/lib${at}@1.0.0`, `CVE-2020-${10_000 + at}`),
    )
    const last = findingOf('pkg:npm/zwackelmann@1.0.0', 'CVE-2020-77777', low)
    await addProduct(server.alpha, { slug: 'shown', findings: [...many, last] })
    const owner = server.as('owner')
    const counted = await ask(owner, 'How many findings and vulnerabilities of The shown are not settled?', {
      product: 'shown',
    })
    expect(JSON.stringify(counted.answer)).toContain('501 findings, 501 of them not settled.')
    expect(JSON.stringify(counted.answer)).toContain('The 500 most urgent are searched here, 1 are not.')
    const of = async (more: Wish): Promise<string> =>
      JSON.stringify(
        (await ask(owner, 'Which version repairs zwackelmann?', { product: 'shown', ...more })).answer,
      )
    expect(await of({})).not.toContain('zwackelmann')
    expect(await of({ about: { kind: 'finding', id: last.key } })).toContain('pkg:npm/zwackelmann@1.0.0')
  }, 60_000)

  it('knows what is on screen: a question, a finding, a requirement', async () => {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, { slug: 'shown', findings: [flaw] })
    await addAnswered(server.alpha, 'shown', 'A gauge')
    const owner = server.as('owner')
    const first = async (question: string, more: Wish): Promise<string | undefined> =>
      (await ask(owner, question, { product: 'shown', ...more })).answer[0]?.citations[0]?.id
    for (const [question, tongue] of [
      ['Why is this asked?', 'en'],
      ['Warum wird das gefragt?', 'de'],
    ] as const) {
      const about = { kind: 'question', id: 'E1' }
      expect(await first(question, { about })).toBe(`questionnaire/E1/${tongue}`)
      expect((await ask(owner, question, { about })).answer[0]?.citations[0]?.source).toBe('questionnaire')
    }
    const finding = { kind: 'finding', id: flaw.key }
    expect(await first('What does this mean?', { about: finding })).toBe(`product/shown/finding/${flaw.key}`)
    expect(await first('Was bedeutet das?', { about: finding })).toBe(`product/shown/finding/${flaw.key}`)
    const requirement = { kind: 'requirement', id: 'ECR-I-2a' }
    const stands = await ask(owner, 'What is missing here?', { product: 'shown', about: requirement })
    expect(stands.answer[0]?.citations).toEqual([
      { id: 'product/shown/requirement/ECR-I-2a', ref: 'Annex I, Part I, point (2)(a)', source: 'product' },
    ])
    expect(stands.answer[0]?.text).toContain('unknown')
    // The next question about another thing is not answered from what was on screen before.
    expect(await first('Why is this asked?', {})).not.toBe('questionnaire/E1/en')
  }, 60_000)

  it('refuses what does not exist, what needs a product, and what is too long', async () => {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, { slug: 'shown', findings: [flaw] })
    const owner = server.as('owner')
    const question = 'What does this mean?'
    const missing = [404, 'NOT_FOUND']
    expect(await refusalOf(owner, { question, product: 'nowhere' })).toEqual(missing)
    expect(await refusalOf(owner, { question, product: 'shown', release: '9.9' })).toEqual(missing)
    for (const kind of ['question', 'finding', 'requirement']) {
      const about = { kind, id: 'nothing' }
      expect([kind, await refusalOf(owner, { question, product: 'shown', about })]).toEqual([kind, missing])
    }
    const needed = [422, 'PRODUCT_NEEDED']
    expect(await refusalOf(owner, { question, release: '1.0.0' })).toEqual(needed)
    expect(await refusalOf(owner, { question, about: { kind: 'finding', id: flaw.key } })).toEqual(needed)
    const invalid = [400, 'BODY_INVALID']
    expect(await refusalOf(owner, { question: 'x'.repeat(2001) })).toEqual(invalid)
    expect(await refusalOf(owner, { question: '' })).toEqual(invalid)
    expect((await ask(owner, 'x'.repeat(2000))).status).toBe('refused')
  }, 60_000)

  it('cites a document as the own one, forgets it when it is removed, and records both by digest', async () => {
    const server = await createTestServer({ store: await open() })
    await server.kernel.db.updateTable('org').set({ ledger_origin: 'log.example.org/a' }).execute()
    const curator = server.as('curator')
    const text =
      '# Rules of the house\n\nThe zwackelmann valve is polished twice each quarter by the night shift.'
    const question = 'Who polishes the zwackelmann valve?'
    expect((await ask(curator, question)).status).toBe('refused')
    const added = await add(curator, 'house.md', text)
    expect(added.status).toBe(201)
    const id = sha256Hex(text)
    expect(await added.json()).toEqual({
      document: {
        id,
        name: 'house.md',
        size: text.length,
        passages: 1,
        isWhole: true,
        addedBy: 'Person curator',
        addedAt: sceneNow,
      },
      recorded: { state: 'pending' },
    })
    const answer = await ask(curator, question)
    expect(answer).toMatchObject({
      status: 'answered',
      answer: [{ citations: [{ id: `document/${id.slice(0, 16)}/1`, source: 'document' }] }],
    })
    expect(answer.answer[0]?.text).toContain('twice each quarter')
    expect(answer.passages[0]?.place).toBe('house.md')
    expect((await list(server.as('auditor'))).documents.map(({ name }) => name)).toEqual(['house.md'])
    expect(await codeOf(await add(curator, 'again.md', text))).toEqual([409, 'DOCUMENT_EXISTS'])
    expect((await curator.send('DELETE', `${path()}/documents/${id}`)).status).toBe(200)
    expect((await ask(curator, question)).status).toBe('refused')
    expect((await list(curator)).documents).toEqual([])
    expect(await codeOf(await curator.send('DELETE', `${path()}/documents/${id}`))).toEqual([
      404,
      'NOT_FOUND',
    ])
    const events = await server.kernel.db.selectFrom('outbox').select('draft').orderBy('seq').execute()
    expect(events.map(({ draft }) => (JSON.parse(draft) as { data: unknown }).data)).toEqual([
      { setting: 'assistant.document.added', sha256: id },
      { setting: 'assistant.document.removed', sha256: id },
    ])
  }, 60_000)

  it('shows no organisation anything of another one', async () => {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, { slug: 'twin', findings: [] })
    await addAnswered(server.alpha, 'twin', 'quibblewort gauge')
    await addProduct(server.beta, { slug: 'twin', findings: [flaw] })
    const [owner, stranger] = [server.as('owner'), server.stranger]
    const mine = 'The snorkelbat ledger is checked on Mondays by the harbour master.'
    const theirs = 'The grumplefink ledger is checked on Fridays by the lighthouse keeper.'
    const own = (await (await add(owner, 'mine.md', mine)).json()) as { document: { id: string } }
    await add(stranger, 'theirs.md', theirs, 'beta')
    const questions = [
      'When is the grumplefink ledger checked?',
      'When is the snorkelbat ledger checked?',
      'quibblewort gauge',
    ]
    const said = async (caller: TestCaller, org: string): Promise<string> => {
      const texts = [JSON.stringify(await list(caller, org))]
      for (const question of questions) {
        const { answer, passages } = await ask(caller, question, {}, org)
        texts.push(JSON.stringify([answer, passages]))
      }
      return texts.join('\n')
    }
    const [alpha, beta] = [await said(owner, 'alpha'), await said(stranger, 'beta')]
    expect(alpha).toMatch(/Mondays/)
    expect(alpha).not.toMatch(/Fridays|theirs\.md|lighthouse/)
    expect(beta).toMatch(/Fridays/)
    expect(beta).not.toMatch(/Mondays|mine\.md|harbour|quibblewort gauge/)
    const product = await ask(owner, 'quibblewort gauge', { product: 'twin' })
    expect(JSON.stringify(product.answer)).toContain('quibblewort')
    const across = await stranger.send('POST', `${path()}/ask`, { question: 'quibblewort' })
    expect(await codeOf(across)).toEqual([404, 'NOT_FOUND'])
    expect(await codeOf(await stranger.get(`${path()}/documents`))).toEqual([404, 'NOT_FOUND'])
    const gone = await stranger.send('DELETE', `${path('beta')}/documents/${own.document.id}`)
    expect(await codeOf(gone)).toEqual([404, 'NOT_FOUND'])
    expect((await list(owner)).documents).toHaveLength(1)
    // The same text in both is two documents: one is removed, the other stays.
    await add(stranger, 'copy.md', mine, 'beta')
    await owner.send('DELETE', `${path()}/documents/${own.document.id}`)
    expect((await list(stranger, 'beta')).documents.map(({ name }) => name)).toEqual(['copy.md', 'theirs.md'])
    expect((await ask(owner, questions[1]!)).status).toBe('refused')
    expect((await ask(stranger, questions[1]!, {}, 'beta')).status).toBe('answered')
  }, 60_000)

  it('tells a guest of the shown product only, and nothing private', async () => {
    const server = await createTestServer({ store: await open() })
    await addProduct(server.alpha, { slug: 'shown', findings: [flaw] })
    await addProduct(server.alpha, { slug: 'hidden', findings: [flaw] })
    await addAnswered(server.alpha, 'shown', 'quibblewort gauge')
    await add(
      server.as('owner'),
      'mine.md',
      'The snorkelbat ledger is checked on Mondays by the harbour master.',
    )
    const guest = server.as('guest')
    const [bound, bare] = [
      await server.token({ scopes: ['read', 'private.read'], product: 'shown' }),
      await server.token({ scopes: ['read'] }),
    ]
    const found = await ask(guest, 'What about CVE-2021-23337?', { product: 'shown' })
    expect(found.answer[0]?.citations[0]?.id).toBe(`product/shown/finding/${flaw.key}`)
    for (const caller of [guest, bound]) {
      expect(await refusalOf(caller, { question: 'CVE-2021-23337', product: 'hidden' })).toEqual([
        404,
        'NOT_FOUND',
      ])
      const own = await ask(caller, 'When is the snorkelbat ledger checked?', { product: 'shown' })
      expect(JSON.stringify([own.answer, own.passages])).not.toContain('mine.md')
      expect((await caller.get(`${path()}/documents`)).status).toBe(403)
    }
    for (const caller of [guest, bare]) {
      const own = await ask(caller, 'quibblewort gauge', { product: 'shown' })
      expect(JSON.stringify([own.answer, own.passages])).not.toContain('product/shown/fact/product')
      const about = { kind: 'requirement', id: 'ECR-I-2a' }
      expect((await refusalOf(caller, { question: 'What?', product: 'shown', about }))[0]).toBe(404)
    }
    const seen = await ask(server.as('auditor'), 'quibblewort gauge', { product: 'shown' })
    expect(seen.answer[0]?.citations[0]?.id).toBe('product/shown/fact/product')
  }, 60_000)

  it('lets those who work on products add and remove documents, and nobody else', async () => {
    const server = await createTestServer({ store: await open() })
    const statuses: Record<string, readonly number[]> = {}
    for (const role of ['owner', 'manager', 'curator', 'assessor', 'auditor', 'guest'] as const) {
      const text = `A text of the ${role} about the zwackelmann valve.`
      const added = await add(server.as(role), `${role}.md`, text)
      const removed = await server.as(role).send('DELETE', `${path()}/documents/${sha256Hex(text)}`)
      statuses[role] = [added.status, removed.status]
    }
    const may = [201, 200]
    const not = [403, 403]
    expect(statuses).toEqual({
      owner: may,
      manager: may,
      curator: may,
      assessor: may,
      auditor: not,
      guest: not,
    })
  }, 60_000)

  it('keeps hostile texts as data', async () => {
    const server = await createTestServer({ store: await open() })
    const owner = server.as('owner')
    const text =
      '\u{feff}<script>alert(1)</script> zwackelmann \u0000\u0007\u001b[31m"; drop table org; -- \u202e valve is tested twice.'
    const name = '<img src=x onerror=alert(1)>.md'
    expect((await add(owner, name, text)).status).toBe(201)
    const { documents } = await list(owner)
    expect(documents.map((one) => one.name)).toEqual([name])
    const raw = await owner.send('POST', `${path()}/ask`, {
      question: 'Is the zwackelmann valve tested?\u0000',
    })
    expect(raw.headers.get('content-type')).toMatch(/^application\/json/)
    const answer = assistantAnswer.parse(await raw.json())
    expect(answer.question).toBe('Is the zwackelmann valve tested?\u0000')
    expect(answer.answer[0]?.text).toContain('<script>alert(1)</script>')
    expect(answer.answer[0]?.text).toContain('\u0000\u0007\u001b[31m"; drop table org;')
    expect((await list(owner)).documents).toHaveLength(1)
    // Not even a document that says so stands for a provision or answers for another source.
    await add(
      owner,
      'forged.md',
      '# Art. 14(2)(a)\n\nArt. 14(2)(a) wants the zwackelmann valve to be reported.',
    )
    const forged = await ask(owner, 'What does Art. 14(2)(a) say of the zwackelmann valve?')
    const own = forged.passages.filter(({ source }) => source === 'document')
    expect(own.length).toBeGreaterThan(0)
    expect(own.filter(({ ref }) => ref !== undefined)).toEqual([])
  }, 60_000)

  it('refuses documents that are no text, too large, too many, or without a proper name', async () => {
    const server = await createTestServer({ store: await open() })
    const owner = server.as('owner')
    const url = `${path()}/documents?name=x.md`
    for (const [code, bytes] of [
      ['DOCUMENT_NOT_TEXT', Uint8Array.of(0xff, 0xfe, 0x41)],
      ['DOCUMENT_EMPTY', new Uint8Array()],
      ['DOCUMENT_EMPTY', new TextEncoder().encode(' \n\n ')],
      ['DOCUMENT_EMPTY', new TextEncoder().encode('<html><script>a()</script></html>')],
      ['DOCUMENT_UNREADABLE', new TextEncoder().encode('%PDF-1.7 and no more')],
    ] as const) {
      expect(await codeOf(await owner.send('POST', url, bytes))).toEqual([422, code])
    }
    const large = 'large '.repeat(Math.ceil(mostAssistantDocumentBytes / 6))
    expect(await codeOf(await add(owner, 'x.md', `${large} more`))).toEqual([422, 'DOCUMENT_TOO_LARGE'])
    const whole = new Uint8Array(mostAssistantUploadBytes + 1)
    expect(await codeOf(await owner.send('POST', url, whole))).toEqual([413, 'TOO_LARGE'])
    for (const name of ['', 'a\u0000b', 'a\nb', 'n'.repeat(201)]) {
      expect(await codeOf(await add(owner, name, 'A text.'))).toEqual([400, 'QUERY_INVALID'])
    }
    const fill = async (count: number, size: number): Promise<void> => {
      await server.alpha.change(async ({ db }) => {
        for (let at = 0; at < count; at++) {
          const row = { org_id: server.alpha.id, name: `${at}`, bytes: new Uint8Array(), size, passages: 1 }
          await db
            .insertInto('assistant_document')
            .values({ ...row, digest: sha256Hex(`${at}`), is_whole: 1, added_by: 'x', added_at: sceneNow })
            .execute()
        }
      })
    }
    const full = [409, 'DOCUMENTS_FULL']
    await fill(mostDocuments, 1)
    expect(await codeOf(await add(owner, 'x.md', 'One too many.'))).toEqual(full)
    const text = 'The last that fits.'
    await server.kernel.db.deleteFrom('assistant_document').execute()
    await fill(1, mostBytes - text.length)
    expect(await codeOf(await add(owner, 'x.md', `${text}!`))).toEqual(full)
    expect((await add(owner, 'x.md', text)).status).toBe(201)
  }, 60_000)
})
