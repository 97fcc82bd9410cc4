/** From a checkpoint to a stamp on disk and its renewal, with an authority on this machine that OpenSSL runs. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  readAnchors,
  renewAnchor,
  requestTimestamp,
  type TimestampAuthority,
  timestampCheckpoint,
} from '../../../packages/toolkit/src/adapters/timestamps/index.ts'
import { validateEventData } from '../../../packages/toolkit/src/ledger/index.ts'
import type { Imprint } from '../../../packages/toolkit/src/timestamps/index.ts'
import {
  createVerifierKey,
  formatCheckpoint,
  signNote,
} from '../../../packages/toolkit/src/translog/index.ts'
import { type LocalAuthority, type Misbehaviour, startAuthority } from './authority.ts'
import { authority, describeOpenssl, type Holder, openssl, stamper, Workshop } from './openssl.ts'

const sha256 = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const imprint: Imprint = { algorithm: 'SHA-256', digest: sha256('some data') }
const DAY = 24 * 3600 * 1000

describeOpenssl('a time-stamping authority of OpenSSL', () => {
  let shop: Workshop
  let root: Holder
  let middle: Holder
  let signer: Holder
  let folder: string
  let running: LocalAuthority[] = []

  beforeAll(() => {
    shop = new Workshop()
    root = shop.issue({ name: 'Root', key: 'P-256', extensions: authority })
    middle = shop.issue({ name: 'Middle', key: 'P-256', issuer: root, extensions: authority })
    signer = shop.issue({ name: 'Stamps', key: 'P-256', issuer: middle, extensions: stamper })
  })
  afterAll(() => shop.close())
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'occtet-anchors-')), 'anchors')
  })
  afterEach(async () => {
    await Promise.all(running.map((one) => one.close()))
    running = []
    rmSync(join(folder, '..'), { recursive: true, force: true })
  })

  const start = async (by: Holder = signer, misbehave?: Misbehaviour): Promise<LocalAuthority> => {
    const local = await startAuthority(shop, by, { middle, ...(misbehave ? { misbehave } : {}) })
    running.push(local)
    return local
  }
  const trust = (local: { url: string }): TimestampAuthority => ({ url: local.url, trustAnchors: [root.der] })

  test('stamps a digest; OpenSSL reads our request and agrees on the answer', async () => {
    const local = await start()
    const before = Date.now()
    const answer = await requestTimestamp(trust(local), imprint)
    if (!answer.ok) throw new Error(answer.error.message)
    const { response, timestamp } = answer.value
    expect(Math.abs(Date.parse(timestamp.genTime) - before)).toBeLessThan(60_000)
    expect(timestamp).toMatchObject({ policy: '1.2.3.4.1', tsaName: 'CN=Stamps, O=Example Trust' })
    expect(timestamp.accuracy).toEqual({ seconds: 1, millis: 0, micros: 0 })
    expect(timestamp.chain.length).toBe(3)
    const at = Math.floor(Date.now() / 1000)
    const ask = (digest: Uint8Array): boolean =>
      shop.accepts(response, { digest, anchor: root, untrusted: [], at })
    expect([ask(imprint.digest), ask(sha256('other'))]).toEqual([true, false])
    const query = openssl(['ts', '-query', '-in', shop.write('ours.tsq', local.requests[0] ?? ''), '-text'])
    expect(String(query)).toMatch(
      /Hash Algorithm: sha256[^]*Nonce: 0x01[0-9A-F]{32}[^]*Certificate required: yes/,
    )
  })

  test('a policy is asked for, and one that the authority does not have is refused by it', async () => {
    const local = await start()
    const asked = await requestTimestamp({ ...trust(local), policy: '1.2.3.4.2' }, imprint)
    expect(asked).toMatchObject({ ok: true, value: { timestamp: { policy: '1.2.3.4.2' } } })
    const refused = await requestTimestamp({ ...trust(local), policy: '1.2.3.4.9' }, imprint)
    expect(refused).toMatchObject({ ok: false, error: { code: 'TIMESTAMP_REFUSED' } })
  })

  test('an authority that is not pinned, and an old answer sent again', async () => {
    const local = await start()
    const other = shop.issue({ name: 'Other', key: 'P-256', extensions: authority })
    const stranger = await requestTimestamp({ ...trust(local), trustAnchors: [other.der] }, imprint)
    expect(stranger).toMatchObject({ ok: false, error: { code: 'TIMESTAMP_UNTRUSTED' } })
    const first = await requestTimestamp(trust(local), imprint)
    if (!first.ok) throw new Error(first.error.message)
    const { response } = first.value
    const replayed = await requestTimestamp(trust(local), imprint, {
      random: (bytes) => new Uint8Array(bytes),
      fetch: () =>
        Promise.resolve(
          new Response(Buffer.from(response), { headers: { 'content-type': 'application/timestamp-reply' } }),
        ),
    })
    expect(replayed).toMatchObject({ ok: false, error: { code: 'TIMESTAMP_NONCE_MISMATCH' } })
  })

  const header = { 'content-type': 'application/timestamp-reply' }
  const misbehaviours: readonly (readonly [string, string, Misbehaviour])[] = [
    [
      'another type of content',
      'REFUSED',
      (_, response) => Boolean(response.writeHead(200, { 'content-type': 'text/html' }).end('x')),
    ],
    ['an error', 'REFUSED', (_, response) => Boolean(response.writeHead(503).end())],
    [
      'too much',
      'TOO_LARGE',
      (_, response) => Boolean(response.writeHead(200, header).end(Buffer.alloc(70_000))),
    ],
    ['nothing, for too long', 'UNREACHABLE', () => true],
    ['a drop by drop', 'UNREACHABLE', (_, response) => Boolean(response.writeHead(200, header).write('0'))],
    ['a cut line', 'UNREACHABLE', (request) => Boolean(request.socket.destroy())],
    [
      'another host',
      'REFUSED',
      (_, response) => Boolean(response.writeHead(307, { location: 'http://localhost:9/' }).end()),
    ],
    [
      'another port',
      'REFUSED',
      (_, response) => Boolean(response.writeHead(308, { location: 'http://127.0.0.1:9/' }).end()),
    ],
    [
      'a file',
      'REFUSED',
      (_, response) => Boolean(response.writeHead(307, { location: 'file:///etc/hostname' }).end()),
    ],
    [
      'a page to get instead',
      'REFUSED',
      (_, response) => Boolean(response.writeHead(302, { location: '/' }).end()),
    ],
    [
      'itself, for ever',
      'REFUSED',
      (_, response) => Boolean(response.writeHead(307, { location: '/again' }).end()),
    ],
  ]

  test.each(misbehaviours)('is sent %s', async (_, code, misbehave) => {
    const local = await start(signer, misbehave)
    const asked = requestTimestamp({ ...trust(local), timeout: 400 }, imprint)
    await expect(asked).rejects.toMatchObject({ name: 'NetworkFailure', code })
  })

  test('a move on the same host is followed, and the authorization goes along', async () => {
    const seen: string[] = []
    const local = await start(signer, (request, response) => {
      seen.push(`${request.url} ${request.headers.authorization}`)
      if (request.url === '/') return Boolean(response.writeHead(307, { location: '/stamp' }).end())
      return false
    })
    const answer = await requestTimestamp({ ...trust(local), authorization: 'Basic abc' }, imprint)
    expect([answer.ok, seen]).toEqual([true, ['/ Basic abc', '/stamp Basic abc']])
  })

  test.each(['no address', 'ftp://127.0.0.1/', ''])('"%s" cannot be asked', async (url) => {
    await expect(requestTimestamp(trust({ url }), imprint)).rejects.toMatchObject({ code: 'REFUSED' })
  })

  /** A signed checkpoint of a log of 600 entries. */
  const makeNote = (): string => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12)
    const key = createVerifierKey(sha256, { name: 'log.example/acme', type: 'ed25519', publicKey: raw })
    const text = formatCheckpoint({
      origin: 'log.example/acme',
      size: 600n,
      root: sha256('root'),
      extensions: [],
    })
    if (!key.ok || !text.ok) throw new Error('the checkpoint of this test is wrong')
    const note = signNote(text.value, [
      { key: key.value, sign: (message) => sign(null, message, privateKey) },
    ])
    if (!note.ok) throw new Error(note.error.message)
    return note.value
  }

  test('a checkpoint: two files, an event of the taxonomy, and a stamp that holds when read again', async () => {
    const local = await start()
    const note = makeNote()
    const stamped = await timestampCheckpoint({ note, folder, authority: trust(local) })
    if (!stamped.ok) throw new Error(stamped.error.message)
    const { files, draft, timestamp } = stamped.value
    expect(readdirSync(folder).sort()).toEqual([`${files.name}.note`, `${files.name}.tsr`])
    expect(files.name).toMatch(/^0000000600-\d{8}T\d{6}Z-[0-9a-f]{8}$/)
    expect(readFileSync(files.note, 'utf8')).toBe(note)
    // What is stamped is the text of the note, not its signatures.
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1)
    expect(Buffer.from(timestamp.imprint.digest)).toEqual(sha256(text))
    expect(draft).toEqual({
      type: 'anchor.timestamped',
      subject: [
        { name: 'checkpoint', mediaType: 'text/plain', digest: { sha256: sha256(text).toString('hex') } },
        {
          name: 'time stamp',
          mediaType: 'application/timestamp-reply',
          digest: { sha256: sha256(readFileSync(files.responses[0])).toString('hex') },
        },
      ],
      data: {
        size: 600,
        root: sha256('root').toString('base64'),
        noteSha256: sha256(text).toString('hex'),
        authority: 'CN=Stamps, O=Example Trust',
        genTime: new Date(timestamp.genTime).toISOString(),
        tokenSha256: sha256(readFileSync(files.responses[0])).toString('hex'),
      },
    })
    expect(validateEventData(draft.type, draft.data)).toMatchObject({ ok: true })
    const [state, ...others] = await readAnchors(folder, { trustAnchors: [root.der] }, { now: Date.now() })
    expect(others).toEqual([])
    expect(state).toMatchObject({
      kind: 'verified',
      checkpoint: { origin: 'log.example/acme', size: 600n },
      age: { kind: 'current' },
    })
  })

  test('nothing is kept of an answer that does not hold, nor of a note that is no checkpoint', async () => {
    const local = await start()
    const other = shop.issue({ name: 'Unrelated', key: 'P-256', extensions: authority })
    const refused = await timestampCheckpoint({
      note: makeNote(),
      folder,
      authority: { ...trust(local), trustAnchors: [other.der] },
    })
    expect([refused.ok, existsSync(folder)]).toEqual([false, false])
    const asked = local.requests.length
    const wrong = await timestampCheckpoint({ note: 'no note', folder, authority: trust(local) })
    expect(wrong).toMatchObject({ ok: false, error: { code: 'ANCHOR_NOTE_MALFORMED' } })
    expect([local.requests.length - asked, existsSync(folder)]).toEqual([0, false])
  })

  test('files that were changed, lost or swapped are told apart', async () => {
    const local = await start()
    const stamped = await timestampCheckpoint({ note: makeNote(), folder, authority: trust(local) })
    if (!stamped.ok) throw new Error(stamped.error.message)
    const { files } = stamped.value
    const codes = async (): Promise<readonly string[]> => {
      const states = await readAnchors(folder, { trustAnchors: [root.der] }, { now: Date.now() })
      return states.map((state) => (state.kind === 'refused' ? state.error.code : state.kind))
    }
    const note = readFileSync(files.note, 'utf8')
    writeFileSync(files.note, note.replace('600', '601'))
    expect(await codes()).toEqual(['TIMESTAMP_IMPRINT_MISMATCH'])
    rmSync(files.note)
    expect(await codes()).toEqual(['ANCHOR_MISSING'])
    writeFileSync(files.note, note)
    expect(await codes()).toEqual(['verified'])
    writeFileSync(files.responses[0], '')
    expect(await codes()).toEqual(['TIMESTAMP_MALFORMED'])
    rmSync(files.responses[0])
    expect(await codes()).toEqual([])
  })

  test('renewal: a stamp whose certificate ends soon is stamped again and outlives it', async () => {
    const in30Days = new Date(Date.now() + 30 * DAY).toISOString().replace(/[-:T]/g, '').slice(0, 14)
    const ending = shop.issue({
      name: 'Ending',
      key: 'P-256',
      issuer: middle,
      extensions: stamper,
      to: `${in30Days}Z`,
    })
    const stamped = await timestampCheckpoint({
      note: makeNote(),
      folder,
      authority: trust(await start(ending)),
    })
    if (!stamped.ok) throw new Error(stamped.error.message)
    const ages = async (now: number, marginDays = 90): Promise<unknown> => {
      const [state] = await readAnchors(folder, { trustAnchors: [root.der] }, { now, marginDays })
      return state?.kind === 'verified' ? state.age : state?.error
    }
    expect(await ages(Date.now())).toEqual({ kind: 'renew-soon', daysLeft: 29 })
    expect(await ages(Date.now(), 10)).toEqual({ kind: 'current', daysLeft: 29 })
    expect(await ages(Date.now() + 31 * DAY)).toEqual({ kind: 'ended', daysAgo: 1 })
    const renewed = await renewAnchor(stamped.value.files, trust(await start()))
    expect(renewed).toMatchObject({
      ok: true,
      value: {
        responses: [
          stamped.value.files.responses[0],
          stamped.value.files.responses[0].replace('.tsr', '.r1.tsr'),
        ],
      },
    })
    expect(await ages(Date.now() + 31 * DAY)).toMatchObject({ kind: 'current' })
    const [state] = await readAnchors(folder, { trustAnchors: [root.der] }, { now: Date.now() })
    if (state?.kind !== 'verified') throw new Error('the renewed stamp does not hold')
    expect(state.stamps.all.map(({ tsaName }) => tsaName)).toEqual([
      'CN=Ending, O=Example Trust',
      'CN=Stamps, O=Example Trust',
    ])
    expect(Buffer.from(state.stamps.newest.imprint.digest)).toEqual(
      sha256(readFileSync(stamped.value.files.responses[0])),
    )
  })

  test('a renewal of another stamp renews nothing', async () => {
    const local = await start()
    const one = await timestampCheckpoint({ note: makeNote(), folder, authority: trust(local) })
    const two = await requestTimestamp(trust(local), imprint)
    if (!one.ok || !two.ok) throw new Error('the stamps of this test are wrong')
    writeFileSync(join(folder, `${one.value.files.name}.r1.tsr`), two.value.response)
    const [state] = await readAnchors(folder, { trustAnchors: [root.der] }, { now: Date.now() })
    expect(state).toMatchObject({ kind: 'refused', error: { code: 'TIMESTAMP_IMPRINT_MISMATCH' } })
    expect(state?.kind === 'refused' && state.error.message).toMatch(/^renewal 1/)
  })
})
