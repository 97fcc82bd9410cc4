import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSettings, type SettingsSources } from './settings.ts'

const folders = { data: '/data', feddb: '/feddb' }

function read(part: Partial<SettingsSources>): ReturnType<typeof readSettings> {
  return readSettings({ flags: {}, env: {}, file: undefined, folders, ...part })
}

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'occtet-settings-')), 'server.yaml')
  writeFileSync(path, text)
  return path
}

describe('settings', () => {
  test('nothing said: one machine, loopback, embedded', () => {
    const settings = read({})
    expect(settings).toMatchObject({
      ok: true,
      value: {
        mode: 'local',
        host: '127.0.0.1',
        port: 7373,
        publicUrl: 'http://127.0.0.1:7373',
        dataDir: '/data',
      },
    })
  })

  test.each([
    ['a database by URL', { database: 'postgres://occtet@db/occtet' }],
    ['an address that others can reach', { host: '0.0.0.0' }],
    ['accounts asked for', { accounts: true }],
  ])('%s means accounts', (_, flags) => {
    expect(read({ flags })).toMatchObject({ ok: true, value: { mode: 'team' } })
  })

  test('models may stand on the machine of one person, and elsewhere only if the operator says so', () => {
    const allowed = (part: Parameters<typeof read>[0]): unknown => {
      const settings = read(part)
      return settings.ok ? settings.value.allowsPrivateModels : settings.error
    }
    expect(allowed({})).toBe(true)
    expect(allowed({ env: { OCCTET_PRIVATE_MODELS: '0' } })).toBe(false)
    expect(allowed({ flags: { accounts: true } })).toBe(false)
    expect(allowed({ flags: { host: '0.0.0.0' } })).toBe(false)
    expect(allowed({ flags: { host: '0.0.0.0' }, env: { OCCTET_PRIVATE_MODELS: '1' } })).toBe(true)
  })

  test('accounts cannot be off where others can reach it', () => {
    expect(read({ flags: { host: '0.0.0.0', accounts: false } })).toMatchObject({
      ok: false,
      error: { code: 'SETTING_INVALID' },
    })
  })

  test('flags before environment before file', () => {
    const file = fileWith('port: 1\nhost: 127.0.0.1\nmaxAgeDays: 9\n')
    const env = { OCCTET_PORT: '2', OCCTET_MAX_AGE_DAYS: '8' }
    expect(read({ file, env, flags: { port: 3 } })).toMatchObject({
      ok: true,
      value: { port: 3, maxAgeDays: 8 },
    })
    expect(read({ file, env })).toMatchObject({ ok: true, value: { port: 2 } })
    expect(read({ file })).toMatchObject({ ok: true, value: { port: 1, maxAgeDays: 9 } })
  })

  test.each([
    ['an unknown name in the file', { file: fileWith('prot: 1\n') }],
    ['a file that is no YAML', { file: fileWith('{"a": [') }],
    ['a port in words', { env: { OCCTET_PORT: 'many' } }],
    ['a public address with a path', { env: { OCCTET_PUBLIC_URL: 'https://example.org/cra' } }],
    ['half a provider', { env: { OCCTET_OIDC_ISSUER: 'https://id.example.org' } }],
    ['mail without a sender', { env: { OCCTET_SMTP_URL: 'smtp://127.0.0.1:25' } }],
  ])('%s is refused', (_, part) => {
    expect(read(part).ok).toBe(false)
  })

  test('a refusal does not repeat a secret', () => {
    const refused = read({ env: { OCCTET_DATABASE: 'mysql://root:hunter2@db/x' } })
    expect(JSON.stringify(refused)).not.toContain('hunter2')
  })
})
