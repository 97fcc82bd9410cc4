/** Table of data: shapes of keys and tokens. What matches is checked again before it counts (`secret-checks.ts`). */
import type { PathRole } from '../../../model/index.ts'
import type { CodePattern, PatternGroup } from '../pattern.ts'

const everywhere: readonly PathRole[] = ['product', 'test', 'example', 'docs', 'tooling', 'locale']

function shape(kind: string, words: readonly string[], test: RegExp): CodePattern {
  const group: PatternGroup = 'secrets'
  return { group, kind, words, test, roles: everywhere }
}

export const secrets: readonly CodePattern[] = [
  shape(
    'github-token',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    /(?<![A-Za-z0-9_])(gh[pousr]_[A-Za-z0-9]{36})(?![A-Za-z0-9_])/,
  ),
  shape(
    'github-fine-token',
    ['github_pat_'],
    /(?<![A-Za-z0-9_])(github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9_])/,
  ),
  shape('gitlab-token', ['glpat-'], /(?<![A-Za-z0-9_])(glpat-[A-Za-z0-9_-]{20})(?![A-Za-z0-9_-])/),
  shape('npm-token', ['npm_'], /(?<![A-Za-z0-9_])(npm_[A-Za-z0-9]{36})(?![A-Za-z0-9_])/),
  shape(
    'pypi-token',
    ['pypi-ageichlwas5vcmc'],
    /(?<![A-Za-z0-9_-])(pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,300})/,
  ),
  shape('aws-access-key', ['akia', 'asia'], /(?<![A-Za-z0-9])((?:AKIA|ASIA)[A-Z2-7]{16})(?![A-Za-z0-9])/),
  shape(
    'slack-token',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-'],
    /(?<![A-Za-z0-9])(xox[bpar]-\d{9,14}-\d{9,14}-[A-Za-z0-9-]{20,80})(?![A-Za-z0-9])/,
  ),
  shape(
    'slack-webhook',
    ['hooks.slack.com'],
    /(hooks\.slack\.com\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{24})(?![A-Za-z0-9])/,
  ),
  shape(
    'stripe-live-key',
    ['sk_live_', 'rk_live_'],
    /(?<![A-Za-z0-9])([sr]k_live_[A-Za-z0-9]{24,99})(?![A-Za-z0-9])/,
  ),
  shape(
    'sendgrid-key',
    ['sg.'],
    /(?<![A-Za-z0-9])(SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
  ),
  shape('digitalocean-token', ['dop_v1_'], /(?<![A-Za-z0-9])(dop_v1_[a-f0-9]{64})(?![a-f0-9])/),
  shape('shopify-token', ['shpat_'], /(?<![A-Za-z0-9])(shpat_[a-fA-F0-9]{32})(?![a-fA-F0-9])/),
  shape(
    'anthropic-key',
    ['sk-ant-api'],
    /(?<![A-Za-z0-9])(sk-ant-api\d{2}-[A-Za-z0-9_-]{93})(?![A-Za-z0-9_-])/,
  ),
  shape(
    'private-key',
    ['private key-----'],
    /(-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----)/,
  ),
  {
    group: 'secrets',
    kind: 'random-value',
    languages: [
      'js',
      'py',
      'go',
      'java',
      'cs',
      'rb',
      'php',
      'rs',
      'swift',
      'dart',
      'yaml',
      'json',
      'toml',
      'conf',
      'xml',
    ],
    words: [
      'secret',
      'passw',
      'api_key',
      'apikey',
      'api-key',
      'access_key',
      'accesskey',
      'auth_token',
      'authtoken',
    ],
    test: /(?:secret|passw(?:or)?d|api[_-]?key|access[_-]?key|auth[_-]?token)(?:[_-]?key)?["']?\s*(?::=|=>|[:=])\s*["'`]([A-Za-z0-9+/=_-]{24,120})["'`]/i,
    unless:
      /process\.env|getenv|ENV\[|\$\{|public|example|placeholder|sha256|sha512|integrity|hash|fingerprint|sitekey|site_key/i,
  },
]
