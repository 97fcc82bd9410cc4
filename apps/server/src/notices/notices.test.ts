/** Notices: told once, in time, to those who may hear; webhooks signed, and never into the own network. */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { SMTPServer } from 'smtp-server'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import { addProduct, exploited, findingOf } from '../triage/testing/scene.ts'
import { findTarget, isPrivate, readTarget } from './address-guard.ts'
import { backoff } from './deliver.ts'
import type { Mail, Mailer } from './mail.ts'
import { raiseNotice } from './raise.ts'
import { goRound, type NoticePorts } from './run.ts'
import { createSmtpMailer } from './smtp.ts'
import { mailAfter, type Wishes } from './wishes.ts'

const base: Wishes = {
  clock: 'on',
  exploited: 'on',
  'ledger-broken': 'on',
  'report-received': 'off',
  'daily-digest': 'off',
  weekly: 'off',
  language: 'en',
}

test('quiet hours hold mail back, never that of a clock', () => {
  const quiet = { ...base, quiet: { from: '22:00', to: '07:00' } }
  expect(mailAfter(quiet, 'exploited', '2026-11-22T23:00:00Z')).toBe('2026-11-23T07:00:00Z')
  expect(mailAfter(quiet, 'exploited', '2026-11-22T03:00:00Z')).toBe('2026-11-22T07:00:00Z')
  expect(mailAfter(quiet, 'exploited', '2026-11-22T12:00:00Z')).toBe('2026-11-22T12:00:00Z')
  expect(mailAfter(quiet, 'clock', '2026-11-22T23:00:00Z')).toBe('2026-11-22T23:00:00Z')
  expect(mailAfter({ ...base, exploited: 'digest' }, 'exploited', '2026-11-22T12:00:00Z')).toBe(
    '2026-11-23T06:00:00Z',
  )
  expect(mailAfter({ ...base, exploited: 'off' }, 'exploited', '2026-11-22T12:00:00Z')).toBeUndefined()
})

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '169.254.169.254',
  '192.168.0.1',
  '100.64.1.1',
  '::1',
  '::ffff:127.0.0.1',
  'fe80::1',
  'fd00::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'nonsense',
])('%s is no address of the public internet', (address) => {
  expect(isPrivate(address)).toBe(true)
})

test('public addresses pass, names that lead inside do not', async () => {
  expect([isPrivate('93.184.216.34'), isPrivate('2606:2800:220:1::1')]).toEqual([false, false])
  for (const text of [
    'http://example.org/',
    'https://localhost/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://a:b@example.org/',
    'ftp://example.org',
    'https://printer/',
    'https://2130706433/',
  ]) {
    expect(readTarget(text, false).ok, text).toBe(false)
  }
  const resolve = async (): Promise<readonly { address: string; family: number }[]> =>
    await Promise.resolve([
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ])
  expect((await findTarget('https://example.org/', { allowsPrivate: false, resolve })).ok).toBe(false)
})

/** Beside the summary of the day, which is a subject of its own. */
const isExploited = (text: string): boolean => text.includes('is exploited')

describeStores('notices', ({ open }) => {
  const mails: Mail[] = []
  const mailer: Mailer = {
    send: async (mail) => {
      mails.push(mail)
      await Promise.resolve()
    },
  }
  const ports: NoticePorts = { mailer, allowsPrivate: true }
  const start = async (): Promise<TestServer> => {
    mails.length = 0
    const server = await createTestServer({
      store: await open(),
      settings: { notices: { smtpUrl: 'smtp://127.0.0.1', allowsPrivateWebhooks: true } },
    })
    await addProduct(server.alpha, {
      slug: 'shown',
      findings: [
        findingOf('pkg:npm/lodash@4.17.20', 'GHSA-1', exploited),
        findingOf('pkg:npm/braces@1.0.0', 'GHSA-2', exploited),
      ],
    })
    return server
  }

  test('several rounds at once tell each person once, in one mail, without the flaw', async () => {
    const server = await start()
    await Promise.all([goRound(server.kernel, ports), goRound(server.kernel, ports)])
    await goRound(server.kernel, ports)
    const own = mails.filter(({ to, text }) => to === 'account-curator@example.org' && isExploited(text))
    expect(own).toHaveLength(1)
    expect(own[0]?.text).not.toMatch(/GHSA|lodash|braces/)
    expect(own[0]?.text).toContain('2 times')
    expect(
      mails.some(({ to }) => to.startsWith('account-auditor') || to.startsWith('account-stranger')),
    ).toBe(false)
    const list = (await (await server.as('curator').get('/api/orgs/alpha/notices')).json()) as {
      rows: { kind: string }[]
    }
    expect(list.rows.filter(({ kind }) => kind === 'exploited')).toHaveLength(2)
    expect(await (await server.as('auditor').get('/api/orgs/alpha/notices')).json()).toEqual({ rows: [] })
  })

  test('the same subject waits for its hour; a failed mail is tried again with the same id', async () => {
    const server = await start()
    const sent: Mail[] = []
    let fails = true
    const shaky: Mailer = {
      send: async (mail) => {
        sent.push(mail)
        await Promise.resolve()
        if (fails) throw new Error('no')
      },
    }
    await goRound(server.kernel, { ...ports, mailer: shaky })
    const first = sent.length
    const about = sent.filter(({ text }) => isExploited(text)).length
    expect(first).toBeGreaterThan(0)
    fails = false
    server.clock.now += 61_000
    await goRound(server.kernel, { ...ports, mailer: shaky })
    expect(sent).toHaveLength(2 * first)
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(first)
    await server.alpha.change(async (change) => {
      await raiseNotice(server.alpha, change, {
        key: 'k',
        kind: 'exploited',
        what: 'exploited.new',
        subject: 'exploited:shown',
        product: 'shown',
        href: '/triage',
        values: { product: 'x' },
        at: server.kernel.now(),
      })
    })
    await goRound(server.kernel, { ...ports, mailer: shaky })
    expect(sent).toHaveLength(2 * first)
    server.clock.now += 3_600_000
    await goRound(server.kernel, { ...ports, mailer: shaky })
    expect(sent.filter(({ text }) => isExploited(text))).toHaveLength(3 * about)
  })

  test('whoever wants nothing hears nothing; nobody on clocks is counted as nobody', async () => {
    const server = await start()
    const off = {
      clock: 'off',
      exploited: 'off',
      'ledger-broken': 'off',
      'report-received': 'off',
      'daily-digest': 'off',
      weekly: 'off',
      language: 'de',
    }
    for (const role of ['owner', 'manager', 'curator'] as const) {
      expect((await server.as(role).send('PUT', '/api/orgs/alpha/notices/settings', off)).status).toBe(200)
    }
    await goRound(server.kernel, ports)
    expect(mails).toEqual([])
    expect(await (await server.as('owner').get('/api/orgs/alpha/notices/settings')).json()).toMatchObject({
      clockListeners: 0,
      mail: 'ready',
    })
    const token = await server.token({ scopes: ['read'] })
    expect((await token.get('/api/orgs/alpha/notices/settings')).status).toBe(403)
  })

  test('webhooks: signed, retried, not redirected, secret shown once', async () => {
    const server = await start()
    const seen: { headers: IncomingMessage['headers']; body: string }[] = []
    let status = 503
    const target = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
      request.on('end', () => {
        seen.push({ headers: request.headers, body })
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
      })
    })
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/hook`
    const owner = server.as('owner')
    expect(
      (
        await server
          .as('curator')
          .send('POST', '/api/orgs/alpha/webhooks', { url, events: ['exploited'], isOn: true })
      ).status,
    ).toBe(403)
    const { secret, webhook } = (await (
      await owner.send('POST', '/api/orgs/alpha/webhooks', { url, events: ['exploited'], isOn: true })
    ).json()) as { secret: string; webhook: { id: string } }
    expect(await (await owner.get('/api/orgs/alpha/webhooks')).text()).not.toContain(secret)
    await goRound(server.kernel, ports)
    expect(seen).toHaveLength(2)
    status = 302
    server.clock.now += 6000
    await goRound(server.kernel, ports)
    expect(seen).toHaveLength(4)
    status = 204
    server.clock.now += (backoff[1] ?? 0) * 1000
    await goRound(server.kernel, ports)
    await goRound(server.kernel, ports)
    expect(seen).toHaveLength(6)
    for (const { headers, body } of seen) {
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
      const expected = createHmac('sha256', key)
        .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`)
        .digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${expected}`)
      expect(body).not.toMatch(/GHSA|lodash/)
    }
    expect(new Set(seen.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
    const path = `/api/orgs/alpha/webhooks/${webhook.id}`
    expect(await (await owner.get(`${path}/deliveries`)).json()).toMatchObject({
      rows: [{ state: 'done', attempts: 3 }, { state: 'done' }],
    })
    expect((await server.stranger.get(`/api/orgs/beta/webhooks/${webhook.id}/deliveries`)).status).toBe(404)
    expect((await owner.send('DELETE', path)).status).toBe(204)
    await new Promise((resolve) => target.close(resolve))
  })

  test('mail goes out by SMTP', async () => {
    const got: string[] = []
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, _session, done) => {
        let text = ''
        stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
        stream.on('end', () => {
          got.push(text)
          done()
        })
      },
    })
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()))
    const { port } = smtp.server.address() as AddressInfo
    const own = createSmtpMailer(`smtp://127.0.0.1:${port}`, 'occtet@example.org')
    await own.send({
      to: 'a@example.org',
      subject: 'Hello\r\nBcc: evil@example.org',
      text: 'Line',
      messageId: '<x@example.org>',
    })
    own.close()
    expect(got[0]).toContain('Message-ID: <x@example.org>')
    expect(got[0]).not.toMatch(/^Bcc:/m)
    await new Promise<void>((resolve) => smtp.close(() => resolve()))
  })
})
