/** A forge of our own on this machine: what is asked, with which token, and that a refusal is never a "no". */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchForge, isForgeFolder } from './forge-fetch.ts'
import { readForgeFolder } from './forge-folder.ts'
import { type ForgeAddress, parseForgeAddress } from './forge-questions.ts'

interface Seen {
  readonly method: string
  readonly url: string
  readonly token: string | undefined
}

let server: Server
let seen: Seen[] = []
let answers: Map<string, { readonly status: number; readonly body?: unknown; readonly location?: string }>
let folder = ''

beforeEach(async () => {
  seen = []
  answers = new Map()
  folder = mkdtempSync(join(tmpdir(), 'occtet-forge-'))
  server = createServer((request, response) => {
    const url = request.url ?? ''
    seen.push({ method: request.method ?? '', url, token: request.headers.authorization })
    const answer = answers.get(url) ?? { status: 404, body: { message: 'Not Found' } }
    response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location })
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})

afterEach(async () => {
  await new Promise((closed) => server.close(closed))
  rmSync(folder, { recursive: true, force: true })
})

function address(path: string, kind?: 'github' | 'gitlab'): ForgeAddress {
  const { port } = server.address() as AddressInfo
  const found = parseForgeAddress(`http://127.0.0.1:${port}${path}`, kind)
  if (found === undefined) throw new Error('no address')
  return found
}

const now = '2026-06-01T00:00:00Z'

function release(at: number): object {
  return {
    tag_name: `v1.0.${at}`,
    published_at: `2026-01-01T00:00:${String(at % 60).padStart(2, '0')}Z`,
    draft: at === 3,
    prerelease: false,
    body: 'notes',
    assets: [{ name: 'p.tgz', browser_download_url: 'https://forge.test/p.tgz', digest: 'sha256:aa' }],
  }
}

test('GitHub: everything is asked once, read back in one shape, and lists come in pages', async () => {
  const r = '/api/v3/repos/o/p'
  const repository = {
    html_url: 'https://forge.test/o/p',
    private: false,
    visibility: 'public',
    archived: false,
    default_branch: 'main',
    security_and_analysis: { secret_scanning: { status: 'enabled' } },
  }
  answers.set(r, { status: 200, body: repository })
  const pages = [0, 1].map((page) =>
    Array.from({ length: page === 0 ? 100 : 5 }, (_, at) => release(page * 100 + at)),
  )
  answers.set(`${r}/releases?per_page=100&page=1`, { status: 200, body: pages[0] })
  answers.set(`${r}/releases?per_page=100&page=2`, { status: 200, body: pages[1] })
  answers.set(`${r}/private-vulnerability-reporting`, { status: 200, body: { enabled: true } })
  answers.set(`${r}/vulnerability-alerts`, { status: 204 })
  const advisory = {
    ghsa_id: 'GHSA-1',
    cve_id: 'CVE-2026-1',
    state: 'published',
    severity: 'high',
    published_at: '2026-02-01T00:00:00Z',
    summary: 's',
    description: 'd',
    vulnerabilities: [{ vulnerable_version_range: '< 1.0.5', patched_versions: '1.0.5' }],
  }
  const draft = { ...advisory, ghsa_id: 'GHSA-2', state: 'draft' }
  answers.set(`${r}/security-advisories?state=published&per_page=100&page=1`, {
    status: 200,
    body: [advisory, draft],
  })
  const pulls = [
    { number: 7, merged_at: '2026-05-01T00:00:00Z', user: { login: 'a' } },
    { number: 8, merged_at: null, user: { login: 'a' } },
  ]
  answers.set(`${r}/pulls?state=closed&sort=updated&direction=desc&per_page=100`, {
    status: 200,
    body: pulls,
  })
  const reviews = [
    { state: 'APPROVED', user: { login: 'a' } },
    { state: 'APPROVED', user: { login: 'b' } },
    { state: 'COMMENTED', user: { login: 'c' } },
  ]
  answers.set(`${r}/pulls/7/reviews?per_page=100`, { status: 200, body: reviews })
  answers.set(`${r}/branches/main`, { status: 200, body: { protected: true } })
  answers.set(`${r}/rules/branches/main?per_page=100`, {
    status: 200,
    body: [{ type: 'pull_request' }, { type: 'deletion' }],
  })
  answers.set('/api/v3/orgs/o', { status: 200, body: { login: 'o', two_factor_requirement_enabled: true } })

  const fetched = await fetchForge({ address: address('/o/p'), to: folder, token: 'secret', now })
  expect(fetched.answers.find(({ file }) => file === 'organization-security-policy.json')?.status).toBe(404)
  expect(new Set(seen.map(({ method, token }) => `${method} ${token}`))).toEqual(
    new Set(['GET Bearer secret']),
  )
  expect(new Set(seen.map(({ url }) => url)).size).toBe(seen.length)
  for (const file of readdirSync(folder))
    if (file.endsWith('.json')) expect(readFileSync(join(folder, file), 'utf8')).not.toContain('secret"')

  const read = readForgeFolder(folder)
  if (!read.ok) throw new Error(read.error)
  const forge = read.value
  expect([forge.forge, forge.fetchedAt]).toEqual(['github', now])
  expect(forge.repository).toMatchObject({
    isRead: true,
    value: { isPublic: true, isArchived: false, defaultBranch: 'main' },
  })
  expect(forge.releases.isRead && forge.releases.value.length).toBe(104)
  expect(forge.protection).toMatchObject({ value: { isEnabled: true, rules: ['deletion', 'pull_request'] } })
  expect(forge.privateReporting).toMatchObject({ value: true })
  expect(forge.dependencyAlerts).toMatchObject({ value: true, place: { path: 'forge.json' } })
  expect(forge.secretScanning).toMatchObject({ value: true })
  expect(forge.mfaRequired).toMatchObject({ value: true })
  expect(forge.advisories.isRead && forge.advisories.value.map(({ id, affected }) => [id, affected])).toEqual(
    [['GHSA-1', [{ range: '< 1.0.5', patched: '1.0.5' }]]],
  )
  expect(
    forge.merges.isRead && forge.merges.value.map(({ number, approvers }) => [number, approvers]),
  ).toEqual([[7, ['b']]])
  expect(isForgeFolder(folder)).toBe(true)
})

test('what the forge does not tell is unread with a reason, never "no"', async () => {
  const r = '/api/v3/repos/o/p'
  answers.set(r, { status: 200, body: { private: false, default_branch: 'main' } })
  answers.set(`${r}/branches/main`, { status: 200, body: { protected: false } })
  answers.set(`${r}/branches/main/protection`, { status: 403, body: { message: 'Resource not accessible' } })
  answers.set('/api/v3/orgs/o', { status: 200, body: { login: 'o', two_factor_requirement_enabled: null } })
  answers.set(`${r}/security-advisories?state=published&per_page=100&page=1`, {
    status: 301,
    location: 'http://127.0.0.1:1/',
  })
  await fetchForge({ address: address('/o/p.git'), to: folder, token: undefined, now })
  const read = readForgeFolder(folder)
  if (!read.ok) throw new Error(read.error)
  const { repository, ...rest } = read.value
  expect(repository.isRead).toBe(true)
  const parts = Object.entries(rest).filter(([, part]) => typeof part === 'object')
  expect(parts.map(([name, part]) => [name, (part as { isRead: boolean }).isRead])).toEqual(
    parts.map(([name]) => [name, false]),
  )
  expect(rest.dependencyAlerts).toMatchObject({ reason: expect.stringContaining('404') as unknown })
  expect(rest.advisories).toMatchObject({ reason: expect.stringContaining('301') as unknown })
  expect(seen.every(({ token }) => token === undefined)).toBe(true)
})

test('an empty list of rules and an unprotected branch together are a "no"', async () => {
  const r = '/api/v3/repos/o/p'
  answers.set(r, { status: 200, body: { private: true, default_branch: 'main' } })
  answers.set(`${r}/branches/main`, { status: 200, body: { protected: false } })
  answers.set(`${r}/rules/branches/main?per_page=100`, { status: 200, body: [] })
  await fetchForge({ address: address('/o/p'), to: folder, token: 'x', now })
  const read = readForgeFolder(folder)
  expect(read.ok && read.value.protection).toMatchObject({ isRead: true, value: { isEnabled: false } })
})

test('GitLab: project, releases, protection, approvals', async () => {
  const p = '/api/v4/projects/g%2Fsub%2Fp'
  answers.set(p, {
    status: 200,
    body: {
      web_url: 'https://lab.test/g/p',
      visibility: 'public',
      archived: false,
      default_branch: 'release/1',
    },
  })
  answers.set(`${p}/releases?per_page=100&page=1`, {
    status: 200,
    body: [
      {
        tag_name: 'v1',
        released_at: '2026-01-01T00:00:00.000Z',
        description: 'd',
        assets: { links: [{ name: 'a', url: 'https://lab.test/a' }] },
      },
    ],
  })
  answers.set(`${p}/protected_branches?per_page=100`, {
    status: 200,
    body: [{ name: 'rel*', allow_force_push: false }],
  })
  answers.set(`${p}/merge_requests?state=merged&order_by=updated_at&per_page=30`, {
    status: 200,
    body: [{ iid: 4, merged_at: '2026-01-01T00:00:00Z', author: { username: 'a' } }],
  })
  answers.set(`${p}/merge_requests/4/approvals`, {
    status: 200,
    body: { approved_by: [{ user: { username: 'b' } }] },
  })
  await fetchForge({ address: address('/g/sub/p', 'gitlab'), to: folder, token: 'x', now })
  const read = readForgeFolder(folder)
  if (!read.ok) throw new Error(read.error)
  expect(read.value).toMatchObject({
    forge: 'gitlab',
    repository: { value: { isPublic: true } },
    protection: { value: { isEnabled: true } },
    mfaRequired: { isRead: false },
    advisories: { isRead: false },
  })
  expect(read.value.merges.isRead && read.value.merges.value[0]?.approvers).toEqual(['b'])
  expect(read.value.releases.isRead && read.value.releases.value[0]?.assets).toEqual([
    { name: 'a', url: 'https://lab.test/a' },
  ])
})

test('addresses: the interface of the named host, and nothing that could send the token astray', () => {
  expect(parseForgeAddress('https://github.com/o/p.git')).toEqual({
    forge: 'github',
    api: 'https://api.github.com',
    project: 'o/p',
  })
  expect(parseForgeAddress('https://gitlab.test/g/s/p')?.api).toBe('https://gitlab.test/api/v4')
  expect(parseForgeAddress('https://code.test/o/p')?.api).toBe('https://code.test/api/v3')
  for (const url of [
    'http://github.com/o/p',
    'https://user:pass@github.com/o/p',
    'https://github.com/o',
    'https://github.com/o/../p',
    'https://github.com/o/p/q',
    'https://github.com/o/p?x=1',
    'git@github.com:o/p.git',
    'ftp://github.com/o/p',
  ])
    expect(parseForgeAddress(url), url).toBeUndefined()
})

test('a folder of somebody else is not written to; one that is no export says what it needs', () => {
  expect(isForgeFolder(join(folder, 'new'))).toBe(true)
  writeFileSync(join(folder, 'thesis.doc'), 'x')
  expect(isForgeFolder(folder)).toBe(false)
  const read = readForgeFolder(folder)
  expect(read.ok ? '' : read.error).toContain('repository.json')
  writeFileSync(join(folder, 'forge.json'), '{"forge": "sourcehut"}')
  const named = readForgeFolder(folder)
  expect(named.ok ? '' : named.error).toContain('sourcehut')
})
