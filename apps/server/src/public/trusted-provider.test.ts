/** A trusted provider of CSAF: every document signed, as GnuPG sees it; the role falls when anything of it is missing. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer, type TestServer } from '../testing/server.ts'
import { addProduct, componentOf, findingOf } from '../triage/testing/scene.ts'
import { makeSigningKey, readSigningKey, type SigningKey } from './openpgp.ts'
import { allOff, type Wishes } from './page-row.ts'
import { signJob } from './sign-job.ts'
import { createPublicSite } from './site.ts'

const publicUrl = 'https://cra.example.org'
const path = '/api/orgs/alpha/products/shown/public'
const keysPath = '/api/orgs/alpha/openpgp-keys'
const parts = { ...allOff.parts, csaf: true, securityTxt: true }
const wishes: Wishes = {
  ...allOff,
  isOn: true,
  parts,
  publisher: { name: 'The maker', namespace: 'https://example.org' },
  contacts: ['mailto:security@example.org'],
}
const now = '2026-11-22T11:00:00Z'
const hasGpg = spawnSync('gpg', ['--version']).status === 0

interface Links {
  readonly link: readonly { readonly rel: string; readonly href: string }[]
}

interface Metadata {
  readonly role: string
  readonly public_openpgp_keys: readonly { readonly fingerprint: string; readonly url: string }[]
}

describeStores('CSAF trusted provider', ({ open }) => {
  let first: SigningKey
  let second: SigningKey
  beforeAll(async () => {
    const name = 'The maker'
    first = await makeSigningKey({ name, email: 'psirt@example.org', years: 2, now })
    second = await makeSigningKey({ name, years: 3, now })
  }, 120_000)

  const start = async (): Promise<TestServer & { visit: (url: string) => Promise<Response> }> => {
    const late: { site?: ReturnType<typeof createPublicSite> } = {}
    const peer = { address: '192.0.2.7', isLoopback: false }
    const server = await createTestServer({
      store: await open(),
      parts: { others: async (request) => late.site?.(request, peer) },
    })
    // Only the pages have to know the address: sessions of the test have one of their own.
    const kernel = { ...server.kernel, settings: { ...server.kernel.settings, publicUrl } }
    late.site = createPublicSite({ kernel, verifierPage: undefined })
    const purl = 'pkg:npm/lodash@4.17.20'
    const finding = findingOf(purl, 'GHSA-1')
    await addProduct(server.alpha, { slug: 'shown', findings: [finding], components: [componentOf(purl)] })
    const owner = server.as('owner')
    expect((await owner.send('PUT', path, { wishes, version: 0 })).status).toBe(200)
    const decided = await owner.send('POST', '/api/orgs/alpha/triage/decide', {
      findings: [{ product: 'shown', finding: finding.key }],
      verdict: {
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        responses: [],
      },
      reason: 'We never call it.',
      scope: 'component',
    })
    expect(decided.status, await decided.clone().text()).toBeLessThan(300)
    return { ...server, visit: async (url) => server.app.request(url.replace(publicUrl, '')) }
  }

  const publish = async (server: TestServer): Promise<void> => {
    const owner = server.as('owner')
    const { files, release } = (await (await owner.get(`${path}/outgoing`)).json()) as {
      files: { kind: string; path: string; sha256: string }[]
      release: string
    }
    const chosen = files.map((file) => ({ path: file.path, sha256: file.sha256 }))
    expect(files.map(({ kind }) => kind)).toContain('csaf')
    expect((await owner.send('POST', `${path}/files`, { release, files: chosen })).status).toBe(201)
  }

  const bring = async (server: TestServer, { privateKey }: SigningKey): Promise<Response> =>
    server.as('owner').send('POST', keysPath, { kind: 'bring', key: privateKey })

  const runJob = async ({ kernel, alpha: org }: TestServer): Promise<unknown> =>
    signJob.run({
      org,
      kernel,
      id: 'j',
      input: null,
      now: kernel.now,
      progress: () => undefined,
      signal: new AbortController().signal,
    })

  const metadataOf = async (visit: (url: string) => Promise<Response>): Promise<Metadata> =>
    (await (await visit('/.well-known/csaf/provider-metadata.json')).json()) as Metadata

  const entriesOf = async (visit: (url: string) => Promise<Response>): Promise<readonly Links[]> => {
    const feed = await visit('/pub/alpha/shown/csaf/white/csaf-feed-tlp-white.json')
    return ((await feed.json()) as { feed: { entry: readonly Links[] } }).feed.entry
  }

  const roleOf = async (server: TestServer): Promise<{ role: string; lacks: string[] }> =>
    ((await (await server.as('owner').get(path)).json()) as { csaf: { role: string; lacks: string[] } }).csaf

  test('without a key it is a provider, with one it is trusted, and GnuPG agrees with each signature', async () => {
    const { visit, ...server } = await start()
    await publish(server)
    expect(await metadataOf(visit)).toMatchObject({ role: 'csaf_provider', public_openpgp_keys: [] })
    const unsigned = await entriesOf(visit)
    expect(unsigned.flatMap(({ link }) => link.map(({ rel }) => rel))).not.toContain('signature')
    const made = await bring(server, first)
    expect(made.status, await made.clone().text()).toBe(201)
    expect(await runJob(server)).toEqual({ signed: 1, left: 0 })
    expect(await runJob(server)).toEqual({ signed: 0, left: 0 })
    const metadata = await metadataOf(visit)
    expect(metadata.role).toBe('csaf_trusted_provider')
    expect(metadata.public_openpgp_keys.map(({ fingerprint }) => fingerprint)).toEqual([
      first.fingerprint.toUpperCase(),
    ])
    const key = await (await visit(metadata.public_openpgp_keys[0]?.url ?? '')).text()
    expect(key).toBe(first.publicKey)
    for (const { link } of await entriesOf(visit)) {
      const href = (rel: string): string => link.find((one) => one.rel === rel)?.href ?? ''
      const document = new Uint8Array(await (await visit(href('self'))).arrayBuffer())
      const signature = await (await visit(href('signature'))).text()
      expect(href('signature')).toBe(`${href('self')}.asc`)
      expect(signature).toMatch(/^-----BEGIN PGP SIGNATURE-----\n/)
      // Without GnuPG it fails only where it is asked for (OCCTET_REQUIRE_GPG=1), as in CI.
      if (!hasGpg && process.env['OCCTET_REQUIRE_GPG'] !== '1') continue
      expect(gpgSays({ key, document, signature })).toContain('GOODSIG')
      const changed = Uint8Array.from(document, (byte, at) => (at === 5 ? byte ^ 1 : byte))
      expect(gpgSays({ key, document: changed, signature })).toContain('BADSIG')
    }
  })

  test('what is published later is signed at once, and folders list it', async () => {
    const { visit, ...server } = await start()
    expect((await bring(server, first)).status).toBe(201)
    await publish(server)
    expect(await metadataOf(visit)).toMatchObject({ role: 'csaf_trusted_provider' })
    const folder = '/pub/alpha/shown/csaf/white/'
    const [line = ''] = (await (await visit(`${folder}index.txt`)).text()).split('\n')
    expect(await (await visit(folder)).text()).toContain('href="2026/"')
    const listing = await (await visit(`${folder}2026/`)).text()
    for (const end of ['', '.sha256', '.sha512', '.asc']) {
      expect(listing).toContain(`href="${line.slice(5)}${end}"`)
      expect((await visit(`${folder}${line}${end}`)).status).toBe(200)
    }
    expect((await visit(`${folder}1999/`)).status).toBe(404)
    expect(await (await visit('/pub/alpha/shown/')).text()).toContain('OpenPGP')
  })

  test('rotation: the next key signs everything anew, and the one before stays public and signs no more', async () => {
    const { visit, ...server } = await start()
    await bring(server, first)
    await publish(server)
    expect((await bring(server, second)).status).toBe(201)
    expect(await metadataOf(visit)).toMatchObject({ role: 'csaf_trusted_provider' })
    expect(await runJob(server)).toEqual({ signed: 1, left: 0 })
    const { public_openpgp_keys: keys } = await metadataOf(visit)
    expect(keys.map(({ fingerprint }) => fingerprint.toLowerCase())).toEqual([
      second.fingerprint,
      first.fingerprint,
    ])
    for (const { url } of keys) expect((await visit(url)).status).toBe(200)
    const rows = await server.kernel.db.selectFrom('openpgp_key').selectAll().execute()
    const old = rows.find(({ fingerprint }) => fingerprint === first.fingerprint)
    expect(old).toMatchObject({ private_key: null })
    expect((await bring(server, first)).status).toBe(409)
    // Nothing private in any row or answer.
    const answer = await (await server.as('owner').get(keysPath)).text()
    for (const text of [answer, JSON.stringify(rows)]) expect(text).not.toContain('PRIVATE KEY')
  })

  test('the role falls with the key: told 90 days before, lost 30 days before, and after its end nothing is signed', async () => {
    const { visit: _, ...server } = await start()
    await bring(server, first)
    await publish(server)
    expect(await roleOf(server)).toEqual({ role: 'none', lacks: ['NOT_HTTPS'] })
    const days = (n: number): void => {
      server.clock.now = Date.parse(first.expiresAt ?? '') - n * 86_400_000
    }
    const stateOf = async (): Promise<unknown> =>
      ((await (await server.as('auditor').get(keysPath)).json()) as { rows: { state: string }[] }).rows[0]
        ?.state
    const seen: unknown[] = []
    for (const left of [200, 89, 29, -1]) {
      days(left)
      await server.alpha.change(async ({ db }) => {
        await db.updateTable('member').set({ ends_at: null }).where('org_id', '=', 'org-alpha').execute()
      })
      await server.kernel.db
        .updateTable('session')
        .set({ expires_at: '2099-01-01T00:00:00Z', seen_at: server.kernel.now() })
        .execute()
      seen.push([await stateOf(), (await roleOf(server)).lacks])
    }
    expect(seen).toEqual([
      ['good', ['NOT_HTTPS']],
      ['ends-soon', ['NOT_HTTPS']],
      ['too-short', ['NOT_HTTPS', 'OPENPGP_ENDS', 'OPENPGP_SIGNATURES']],
      ['expired', ['NOT_HTTPS', 'OPENPGP_ENDS', 'OPENPGP_SIGNATURES']],
    ])
    expect(await runJob(server)).toEqual({ signed: 0, left: 0 })
  })

  test('only the owner gives a key; others see it; a key is public only beside a page', async () => {
    const { visit, ...server } = await start()
    for (const role of ['manager', 'curator', 'assessor', 'auditor', 'guest'] as const) {
      const refused = await server.as(role).send('POST', keysPath, { kind: 'bring', key: first.privateKey })
      expect([role, refused.status]).toEqual([role, 403])
    }
    expect((await server.stranger.get(keysPath)).status).toBe(404)
    await bring(server, first)
    const address = `/.well-known/csaf/openpgp/${first.fingerprint}.asc`
    expect((await visit(address)).status).toBe(200)
    expect((await visit(`/.well-known/csaf/openpgp/${'0'.repeat(40)}.asc`)).status).toBe(404)
    await server.as('owner').send('PUT', path, { wishes: { ...wishes, isOn: false }, version: 1 })
    expect((await visit(address)).status).toBe(404)
    expect(
      ((await (await server.as('auditor').get(keysPath)).json()) as { rows: unknown[] }).rows,
    ).toHaveLength(1)
  })
})

describe('a key that is brought', () => {
  test.each([
    ['no key', 'hello', 'KEY_UNREADABLE'],
    ['nothing', '', 'KEY_UNREADABLE'],
    ['half a key', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nxcaGBG', 'KEY_UNREADABLE'],
  ])('%s is refused', async (_, armored, code) => {
    expect(await readSigningKey({ armored, passphrase: undefined, now })).toMatchObject({
      ok: false,
      error: { code },
    })
  })

  test('a locked one needs its passphrase; public, weak and expired ones are refused', async () => {
    const { generateKey } = await import('openpgp')
    const date = new Date('2026-01-01T00:00:00Z')
    const make = async (more: object): Promise<{ privateKey: string; publicKey: string }> =>
      generateKey({
        type: 'ecc',
        curve: 'ed25519Legacy',
        userIDs: [{ name: 'x' }],
        date,
        ...more,
        format: 'armored',
      })
    const read = async (armored: string, passphrase?: string): Promise<unknown> => {
      const result = await readSigningKey({ armored, passphrase, now })
      return result.ok ? 'read' : result.error.code
    }
    const locked = await make({ passphrase: 'open sesame' })
    expect(await read(locked.privateKey)).toBe('PASSPHRASE_NEEDED')
    expect(await read(locked.privateKey, 'wrong')).toBe('PASSPHRASE_WRONG')
    expect(await read(locked.privateKey, 'open sesame')).toBe('read')
    expect(await read(locked.publicKey)).toBe('KEY_PUBLIC')
    expect(await read((await make({ keyExpirationTime: 3600 })).privateKey)).toBe('KEY_EXPIRED')
    expect(await read((await make({ type: 'rsa', rsaBits: 2048 })).privateKey)).toBe('KEY_WEAK')
  }, 60_000)
})

/** Status words of GnuPG, in a keyring of its own. */
function gpgSays(given: { key: string; document: Uint8Array; signature: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-gpg-'))
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('key.asc'), given.key)
  writeFileSync(at('document'), given.document)
  writeFileSync(at('document.asc'), given.signature)
  const common = ['--homedir', folder, '--batch', '--no-tty', '--faked-system-time', '20261122T130000']
  spawnSync('gpg', [...common, '--import', at('key.asc')])
  const run = spawnSync('gpg', [
    ...common,
    '--status-fd',
    '1',
    '--verify',
    at('document.asc'),
    at('document'),
  ])
  return run.stdout.toString()
}
