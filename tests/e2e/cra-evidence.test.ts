/** `occtet cra evidence` as a user runs it: a repository with history, an SBOM, an exported forge, a saved page. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { schemas } from '../../packages/contract/src/index.ts'
import { cliFolder, occtet, scratch } from '../cli.ts'

type Status = z.infer<(typeof schemas)['cra-status']>

let product = ''

beforeAll(() => {
  product = scratch('product')
  const files: Readonly<Record<string, string>> = {
    'SECURITY.md': '# Security\n\nReport to security@project.test. We respond within 5 days.\n',
    'package.json': '{ "name": "p", "version": "1.1.0", "dependencies": { "lodash": "4.17.20" } }\n',
    'package-lock.json': `${JSON.stringify({
      name: 'p',
      version: '1.1.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'p', version: '1.1.0', dependencies: { lodash: '4.17.20' } },
        'node_modules/lodash': { version: '4.17.20' },
      },
    })}\n`,
    'sbom.cdx.json': JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { type: 'application', name: 'p', version: '1.0.0' } },
      components: [{ type: 'library', name: 'left-pad', version: '1.0.0', purl: 'pkg:npm/left-pad@1.0.0' }],
    }),
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(product, path), text)
  git('init', '-q')
  git('add', '-A')
  git('commit', '-q', '-m', 'first')
  git('tag', 'v1.1.0')
  mkdirSync(join(product, 'forge'))
})

function git(...args: readonly string[]): void {
  const date = '2026-10-01T00:00:00Z'
  execFileSync('git', ['-c', 'commit.gpgsign=false', ...args], {
    cwd: product,
    env: {
      PATH: process.env['PATH'],
      HOME: product,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@project.test',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@project.test',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
  })
}

function evidence(args: readonly string[]): Status {
  const ran = occtet(['cra', 'evidence', product, '--json', ...args])
  expect(ran.code, ran.stderr).toBe(0)
  const parsed = schemas['cra-status'].safeParse(JSON.parse(ran.stdout))
  expect(parsed.success ? [] : parsed.error.issues).toEqual([])
  return JSON.parse(ran.stdout) as Status
}

function signal(status: Status, id: string): Status['signals'][number] {
  const found = status.signals.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

test('evidence has place and age; the SBOM is compared with what the product asks for', () => {
  const status = evidence([])
  const policy = signal(status, 'SIG-REPO-SECURITY-MD').evidence[0]
  expect(policy).toMatchObject({ path: 'SECURITY.md', line: 3, changedAt: '2026-10-01T00:00:00Z' })
  expect(policy?.commit).toMatch(/^[0-9a-f]{40}$/)
  expect(signal(status, 'SIG-SBOM-TOPLEVEL')).toMatchObject({
    state: 'contrary',
    facts: { direct: 1, covered: 0, missing: ['pkg:npm/lodash'] },
  })
  expect(signal(status, 'SIG-SBOM-FRESH').state).toBe('contrary')
  expect(signal(status, 'SIG-REL-FIRST').facts).toEqual({ date: '2026-10-01', version: '1.1.0' })
  expect(signal(status, 'SIG-REPO-PUBLIC')).toMatchObject({ state: 'unknown' })
  // The starter set knows this one; it covers nothing, so silence elsewhere would prove nothing.
  expect(signal(status, 'SIG-VULN-OPEN').state).toBe('contrary')
  expect(JSON.stringify(evidence([]))).toBe(JSON.stringify(status))
})

test('the table names state, strength, rule, place and age, in two languages', () => {
  const english = occtet(['cra', 'evidence', product])
  expect(english.code).toBe(0)
  expect(english.stdout).toMatch(/\+ found +strong +SIG-REPO-SECURITY-MD +SECURITY\.md:3.*, \d+ days old/)
  expect(english.stdout).toContain('What says nothing here, and why')
  const german = occtet(['cra', 'evidence', product, '--lang', 'de'])
  expect(german.stdout).toMatch(/\+ gefunden +stark +SIG-REPO-SECURITY-MD +SECURITY\.md:3.*, \d+ Tage alt/)
})

test('an exported folder and a saved page are read without the network', () => {
  const folder = scratch('export')
  writeFileSync(join(folder, 'repository.json'), '{"html_url": "https://forge.test/o/p", "private": false}')
  writeFileSync(join(folder, 'releases.json'), '[]')
  const page = join(folder, 'shop.html')
  writeFileSync(page, '<p>Security updates until 2031-06</p>')
  const status = evidence(['--forge', folder, '--page', `product=${page}`, '--offline'])
  expect(signal(status, 'SIG-REPO-PUBLIC')).toMatchObject({
    state: 'present',
    evidence: [{ path: 'forge:repository.json', in: 'forge' }],
  })
  expect(signal(status, 'SIG-WEB-SUPPORT').facts).toEqual({ found: true, date: '2031-06' })
})

test('a fetch fills the folder with what the forge says; the token is in none of its files', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    const isRepository = request.url === '/api/v3/repos/o/p'
    response.writeHead(isRepository ? 200 : 404)
    response.end(isRepository ? '{"private": true, "default_branch": "main"}' : '{"message": "Not Found"}')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const folder = join(scratch('fetch'), 'new')
  const url = `http://127.0.0.1:${port}/o/p`
  const ran = await run(['cra', 'evidence', product, '--json', '--forge', folder, '--forge-url', url])
  await new Promise((closed) => server.close(closed))
  expect(ran.code, ran.stderr).toBe(0)
  expect(ran.stderr).toContain('questions asked')
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.every((line) => line.startsWith('GET ') && line.endsWith(' Bearer t0ken'))).toBe(true)
  expect(signal(JSON.parse(ran.stdout) as Status, 'SIG-REPO-PUBLIC').state).toBe('absent')
  expect(readFileSync(join(folder, 'forge.json'), 'utf8')).not.toContain('t0ken')
})

/** Beside us, since the server of this test has to answer. */
async function run(
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [`${cliFolder}occtet.mjs`, ...args], {
    env: { PATH: process.env['PATH'], OCCTET_HOME: scratch('home'), OCCTET_FORGE_TOKEN: 't0ken' },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()))
  const code = await new Promise<number | null>((end) => child.on('close', end))
  return { code, stdout, stderr }
}

test('wrong use is told, and the network is not touched where it is forbidden', () => {
  const folder = join(scratch('none'), 'new')
  const refuse = (args: readonly string[]): string => {
    const ran = occtet(['cra', 'evidence', product, '--json', ...args])
    return `${ran.code} ${(JSON.parse(ran.stdout) as { error: { code: string } }).error.code}`
  }
  expect(refuse(['--forge-url', 'https://forge.test/o/p', '--forge', folder, '--offline'])).toBe('2 OFFLINE')
  expect(existsSync(folder)).toBe(false)
  expect(refuse(['--forge-url', 'https://forge.test/o/p'])).toBe('2 FORGE_FOLDER_MISSING')
  expect(refuse(['--forge-url', 'http://forge.test/o/p', '--forge', folder])).toBe('2 FORGE_ADDRESS')
  expect(refuse(['--forge-url', 'https://forge.test/o/p', '--forge', product])).toBe('2 FORGE_FOLDER_TAKEN')
  expect(refuse(['--forge', join(product, 'forge')])).toBe('3 FORGE_UNREADABLE')
  expect(refuse(['--page', 'shop=x'])).toBe('2 PAGE_UNKNOWN')
  expect(occtet(['cra', 'evidence', join(product, 'nowhere')]).code).toBe(3)
})
