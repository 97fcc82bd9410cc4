/** Table of data: calls that write a password or key into a log. */
import type { CodePattern } from '../pattern.ts'

const name =
  '(?:password|passwd|passphrase|secret_?key|api_?key|private_?key|access_?token|refresh_?token|client_?secret)'
const call =
  '\\b(?:console\\.(?:log|info|debug|warn|error)|(?:\\w{0,20}log(?:ger|ging)?|LOG|LOGGER|slog|zap|winston|pino)\\.(?:trace|debug|info|warn|warning|error|fatal|critical|log|Printf?|Println|Debugf?|Infof?|Warnf?|Errorf?|Fatalf?)|NSLog|syslog|error_log|Rails\\.logger\\.\\w+|(?:info|debug|warn|error|trace)!)\\s*\\('
const harmless =
  /mask|redact|hash|length|\.len\(|\blen\(|\*{3}|strlen|is_?set|isnull|!!|bool|censor|hidden|obfus|typeof|count|empty|exists|valid/i
const words = [
  'passw',
  'passphrase',
  'secretkey',
  'secret_key',
  'apikey',
  'api_key',
  'privatekey',
  'private_key',
  'accesstoken',
  'access_token',
  'refreshtoken',
  'refresh_token',
  'clientsecret',
  'client_secret',
]

export const logSecrets: readonly CodePattern[] = [
  {
    group: 'log-secrets',
    kind: 'secret-as-argument',
    languages: ['js', 'py', 'go', 'java', 'cs', 'rb', 'php', 'rs', 'swift', 'c'],
    words,
    test: new RegExp(`${call}[^;\\n]{0,200}[,(+.$>\\s]\\$?(${name})\\s*(?:[,)+]|$)`, 'i'),
    unless: harmless,
    ignoresStrings: true,
  },
  {
    group: 'log-secrets',
    kind: 'secret-in-text',
    languages: ['js', 'py', 'cs', 'rb'],
    words,
    test: new RegExp(`${call}[^;\\n]{0,200}[{](?:[\\w.]{1,60}\\.)?(${name})[}]`, 'i'),
    unless: harmless,
  },
]
