/** Table of data: passwords that everybody knows, where a default installation takes them from. */
import type { CodePattern } from '../pattern.ts'

const group = 'default-creds' as const

/** Values of lists of common default passwords; whole values only. */
const known =
  '(?:admin|admin123|administrator|password|password1|passw0rd|p@ssw0rd|pass|root|toor|123456|12345678|123456789|1234|12345|qwerty|letmein|welcome|changeme|change_me|change-me|changeit|default|guest|secret|test|postgres|mysql|mariadb|rabbitmq|minio|minioadmin|redis|user|demo|sa)'

export const defaultCreds: readonly CodePattern[] = [
  {
    group,
    kind: 'known-password',
    languages: ['yaml', 'conf', 'toml', 'docker'],
    words: ['passw', '_pwd', '_pass', 'pass:', 'pass='],
    test: new RegExp(
      `(?:^|[\\s"'_.-])(?:[\\w.-]{0,60}[_.-])?(?:password|passwd|pass|pwd)["']?\\s*[:=]\\s*["']?(?:\\$\\{[\\w.]{1,60}:-)?${known}\\}?["']?\\s*(?:\\\\)?$`,
      'i',
    ),
    unless: /\$\{\{|secretKeyRef|cacerts|trust_?store|type\s*[:=]\s*["']?password/i,
  },
  {
    group,
    kind: 'known-password',
    languages: ['js', 'py', 'go', 'java', 'cs', 'rb', 'php', 'rs', 'c'],
    words: ['default', 'initial'],
    test: /\b(?:(?:DEFAULT|INITIAL)_(?:ADMIN_|ROOT_|USER_)?(?:PASSWORD|PASSWD|PASS)|[dD]efault(?:Admin|Root|User)?(?:Passw(?:or)?d|SecretKey)|initial(?:Admin|Root|User)?Passw(?:or)?d|(?:default|initial)_(?:admin_|root_|user_)?passw(?:or)?d)\b["']?\s*(?::=|:\s*(?:string|str|String)\s*=|[:=]|=>|\s)\s*["'`]([^"'`\s${}<>%]{3,60})["'`]/,
    unless: /label|placeholder|message|title|help|error|i18n|translate/i,
  },
  {
    group,
    kind: 'known-password',
    languages: ['js', 'py', 'go', 'java', 'cs', 'rb', 'php', 'sql'],
    words: ['admin', 'root'],
    test: /\b(?:user(?:name)?|login)["']?\s*[:=]>?\s*["'](?:admin|root|administrator)["']\s*,\s*["']?pass(?:word)?["']?\s*[:=]>?\s*["'](?:admin|password|root|123456|changeme|admin123|secret)["']/i,
  },
  {
    group,
    kind: 'known-password-in-url',
    languages: ['js', 'py', 'go', 'java', 'cs', 'rb', 'php', 'rs', 'yaml', 'conf', 'toml'],
    words: ['://'],
    test: new RegExp(
      `\\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\\+srv)?|amqps?|rediss?|sqlserver)(?:\\+\\w{1,20})?:\\/\\/(?!user(?:name)?:)\\w{1,40}:${known}@(?!host\\b|hostname\\b|server\\b|example|your|ip\\b|address)[\\w.-]+`,
      'i',
    ),
    skipsGuarded: true,
  },
]
