/** Rows for what the kinds read: container files, start commands, markers, platforms, releases. */
import { describe, expect, it } from 'vitest'
import { memorySources } from '../../reachability/index.ts'
import { readInstalls } from './container-installs.ts'
import { isMarkerFalse } from './markers.ts'
import { toPlatforms } from './platforms.ts'
import { findRun } from './product-runs.ts'
import { isSameRelease } from './releases.ts'

describe('what container files install', () => {
  it.each([
    ['npm', 'FROM node\nRUN npm ci --omit=dev', 'omitted'],
    ['npm', 'FROM node\nRUN npm ci', 'installed'],
    ['npm', 'FROM node\nENV NODE_ENV=production\nRUN npm ci', 'omitted'],
    ['npm', 'FROM node\nENV NODE_ENV=production\nRUN npm ci --include=dev', 'installed'],
    ['npm', 'FROM node\nRUN npm install && npm run build && npm prune --omit=dev', 'omitted'],
    ['npm', 'FROM node AS b\nRUN npm ci\nFROM nginx\nCOPY --from=b /app/dist /srv', 'apart'],
    ['npm', 'FROM node AS b\nRUN npm ci\nFROM node\nCOPY --from=b /app /app', 'installed'],
    ['npm', 'FROM node AS b\nRUN npm ci\nFROM b', 'installed'],
    ['npm', 'FROM node\nRUN npm \\\n  ci \\\n  --omit=dev', 'omitted'],
    ['npm', 'FROM node\nRUN npm install -g serve', 'none'],
    ['npm', 'FROM node\nRUN yarn install --production', 'omitted'],
    ['npm', 'FROM node\nRUN yarn', 'installed'],
    ['npm', 'FROM alpine\nRUN apk add curl', 'none'],
    ['pypi', 'FROM python\nRUN poetry install --only main', 'omitted'],
    ['pypi', 'FROM python\nRUN poetry install', 'installed'],
    ['pypi', 'FROM python\nRUN uv sync --no-dev', 'omitted'],
    ['pypi', 'FROM python\nRUN uv sync', 'installed'],
    ['pypi', 'FROM python\nRUN pip install -r requirements_test.txt', 'installed'],
    ['pypi', 'FROM python\nRUN pip install .[dev]', 'installed'],
    [
      'pypi',
      'FROM python AS base\nRUN pip install .\nFROM base AS lint\nRUN pip install -r requirements_test.txt',
      'apart',
    ],
    ['pypi', 'FROM python\nRUN pipenv install --dev', 'installed'],
    ['pypi', 'FROM python\nRUN pipenv install', 'omitted'],
    ['composer', 'FROM php\nRUN composer install --no-dev', 'omitted'],
    ['composer', 'FROM php\nRUN composer install', 'installed'],
    ['gem', 'FROM ruby\nRUN bundle install', 'installed'],
    ['cargo', 'FROM rust\nRUN cargo build', 'none'],
  ])('%s: %j is %s', (type, text, kind) => {
    const tree = memorySources({ 'docker/Dockerfile': text })
    expect(readInstalls(tree, type, ['requirements_test.txt']).kind).toBe(kind)
  })

  it('counts a file that cannot be read as one that installs', () => {
    expect(readInstalls(memorySources({ Dockerfile: undefined }), 'npm', []).kind).toBe('installed')
  })

  it('names the worst of several files', () => {
    const tree = memorySources({
      'a/Dockerfile': 'FROM node\nRUN npm ci --omit=dev',
      'b/Dockerfile': 'FROM node\nRUN npm ci',
    })
    expect(readInstalls(tree, 'npm', [])).toEqual({ kind: 'installed', path: 'b/Dockerfile', line: 2 })
  })
})

describe('what the product is started with', () => {
  it.each([
    [{ Dockerfile: 'FROM node\nCMD ["npx", "nodemon", "a.js"]' }, 'nodemon', true],
    [{ Dockerfile: 'FROM node\nCMD ["node", "a.js"]' }, 'nodemon', false],
    [
      { Procfile: 'web: npm run go', 'package.json': '{"scripts":{"go":"npm run on","on":"nodemon a.js"}}' },
      'nodemon',
      true,
    ],
    [{ 'package.json': '{"scripts":{"start":"nodemon a.js"}}' }, 'nodemon', true],
    [{ 'package.json': '{"scripts":{"dev":"nodemon a.js"}}' }, 'nodemon', false],
    [{ 'package.json': '{"scripts":{"start":"node nodemon-less.js"}}' }, 'nodemon', false],
    [{ 'package.json': '{"scripts":{"start":"npm run start"}}' }, 'nodemon', false],
  ])('%j names %s: %s', (files, name, isRun) => {
    expect(findRun(memorySources(files as Record<string, string>), new Set([name])) !== undefined).toBe(isRun)
  })
})

describe('markers (PEP 508)', () => {
  it.each([
    ["sys_platform == 'win32'", 'linux/amd64', true],
    ["sys_platform == 'win32'", 'windows', false],
    ["'win32' == sys_platform", 'linux', true],
    ["sys_platform != 'linux'", 'linux', true],
    ["platform_system in 'Windows Darwin'", 'linux', true],
    ["platform_system not in 'Linux'", 'linux', true],
    ["os_name == 'nt' and python_version < '3.8'", 'linux', true],
    ["os_name == 'nt' or python_version < '3.8'", 'linux', false],
    ["(sys_platform == 'win32' or sys_platform == 'darwin') and extra == 'x'", 'linux', true],
    ["platform_machine == 'aarch64'", 'linux/amd64', true],
    ["platform_machine == 'aarch64'", 'linux', false],
    ["platform_machine == 'arm64'", 'linux/arm64', false],
    ["sys_platform == 'win32'", 'android', false],
    ["sys_platform == 'win32' garbage", 'linux', false],
    ["sys_platform == 'win32", 'linux', false],
    ["python_version < '3.8'", 'linux', false],
    ['', 'linux', false],
    ['('.repeat(100), 'linux', false],
  ])('%s on %s is certainly false: %s', (marker, name, isFalse) => {
    const [platform] = toPlatforms([name]) ?? []
    if (platform === undefined) throw new Error('the row names a known platform')
    expect(isMarkerFalse(marker, platform)).toBe(isFalse)
  })
})

describe('platforms', () => {
  it.each([
    [['linux/amd64', 'darwin/arm64'], 2],
    [['linux/arm/v7'], 1],
    [['linux', 'any'], undefined],
    [['unix'], undefined],
    [['linux/x86_64'], 1],
    [['linux/unheard'], undefined],
    [[], undefined],
    [['constructor'], undefined],
  ])('%j: %s', (names, count) => {
    expect(toPlatforms(names)?.length).toBe(count)
  })
})

describe('releases', () => {
  it.each([
    ['debian', 'bookworm', '12', true],
    ['debian', '12.5', '12', true],
    ['debian', 'sid', '12', false],
    ['ubuntu', 'jammy', '22.04', true],
    ['ubuntu', 'Pro:16.04', '16.04', false],
    ['ubuntu', '22.04', '22.10', false],
    ['alpine', 'v3.19', '3.19.1', true],
    ['alpine', 'v3.19', 'v3.20', false],
    ['rhel', 'rhel_aus:8.6::appstream', '8', false],
    ['almalinux', '8.6', '8', true],
  ])('%s: %s and %s are one: %s', (distribution, a, b, isOne) => {
    expect(isSameRelease(distribution, a, b)).toBe(isOne)
  })
})
