/** Table of data: addresses of services that are reached without protection. */
import type { CodePattern } from '../pattern.ts'

/** Documentation, name spaces, the own machine, private networks, and names without a dot (services of one network). */
const harmless =
  /http:\/\/(?:localhost|127\.|0\.0\.0\.0|\[|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|host\.docker|[\w-]+(?:[:/"'`\s]|$)|[^/\s"'`]{0,200}(?:example|\.test\b|\.local\b|\.localhost\b|\.internal\b|\.lan\b|\.invalid\b|\.svc\b|\.onion\b|w3\.org|xmlsoap|schemas\.|apache\.org|purl\.org|xmlns|openid\.net|ietf\.org|gnu\.org|json-schema|iana\.org|your|domain|host|server|my-|foo|bar))|xmlns|namespace|doctype|\$schema|licen[cs]e|placeholder|@see|homepage|help|\bdocs?\b|(?:crl|ocsp)\b/i

export const weakTransport: readonly CodePattern[] = [
  {
    group: 'weak-transport',
    kind: 'plain-http',
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
      'c',
      'conf',
      'yaml',
      'toml',
    ],
    words: ['http://'],
    test: /\b(?:\w{0,40}(?:_|\b)?(?:api|endpoint|update|download|telemetry|backend|service|webhook)\w{0,20}(?:url|uri|host|server|endpoint|base)?["']?\s*(?::=|[:=])\s*|(?:fetch|axios\.(?:get|post|put)|requests\.(?:get|post|put)|http\.(?:Get|Post))\(\s*)["'`]?(http:\/\/[^"'`\s]{4,150})/i,
    unless: harmless,
    skipsGuarded: true,
  },
  {
    group: 'weak-transport',
    kind: 'plain-http-download',
    languages: ['sh', 'docker', 'make'],
    words: ['http://'],
    test: /\b(?:curl|wget|ADD)\s[^|;&\n]{0,200}?(http:\/\/[^"'`\s]{4,150})/,
    unless: harmless,
  },
]
