/** Table of data: small trees that the rows of requirement-fixtures.ts need beside those of the single signals. */
import type { Fixture } from './fixture.ts'
import { asOf, forge, history, read } from './given.ts'
import { inventoryOf } from './inventory-of.ts'

const lock = '\n\n\n\n'

export const requirementTrees: readonly Fixture[] = [
  {
    name: 'a threat model that nobody touched for years',
    files: { 'docs/threat-model.md': '# Threat model\nSomebody steals the device.\n' },
    given: {
      asOf,
      history: history({
        lastChange: (path) =>
          path === 'docs/threat-model.md'
            ? { commit: 'a'.repeat(40), at: '2023-02-03T00:00:00Z' }
            : undefined,
      }),
    },
    expect: { 'RISK-DOC': { state: 'present', facts: { last_changed: '2023-02-03' } } },
  },
  {
    name: 'a policy with an address in a picture, and a chat',
    files: {
      'SECURITY.md':
        '# How to contact us\n- You can contact us on https://matrix.to/#/#project:matrix.test\n- Send an ![security-contact](/.github/security-contact.gif) to report.\n',
    },
    expect: {
      'SECURITY-MD': {
        state: 'present',
        strength: 'strong',
        facts: { contacts: ['https://matrix.to/#/#project:matrix.test', 'an address in a picture'] },
        at: 'SECURITY.md:2',
      },
    },
  },
  {
    name: 'a policy with pictures of other things, and a chat for talk',
    files: {
      'SECURITY.md':
        '# Security\n![contact badge](https://img.shields.io/contact.svg) ![logo](logo.png)\nTalk to us at https://matrix.to/#/#talk:matrix.test\n',
    },
    expect: { 'SECURITY-MD': { state: 'present', strength: 'weak', facts: { contacts: [] } } },
  },
  {
    name: 'a service without limits or tests of failure',
    files: {
      'src/serve.py':
        'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/a")\ndef a():\n    return "a"\n',
    },
    expect: { 'RATE-LIMIT': { state: 'absent' }, FUZZ: { state: 'absent' } },
  },
  {
    name: 'a store of data without a way out',
    files: { 'src/store.py': 'import sqlite3\n\ndb = sqlite3.connect("data.db")\n' },
    expect: { 'DELETE-API': { state: 'absent' }, 'RESET-DOC': { state: 'absent' } },
  },
  {
    name: 'security fixes in the change log, and no advisory',
    files: { 'CHANGELOG.md': '# Changes\n## 1.1\n### Security\n- Fixed CVE-2026-1234\n' },
    given: { asOf, forge: forge({ advisories: read([]), releases: read([]) }) },
    expect: {
      CHANGELOG: { state: 'present', facts: { security_entries: 2 } },
      'REL-ADVISORIES': { state: 'absent', facts: { count: 0 } },
    },
  },
  {
    name: 'a retry that waits longer each time',
    files: {
      'src/a.go':
        'package a\n\nfunc wait(attempt int) time.Duration {\n\treturn time.Second * (1 << attempt)\n}\n',
      'src/b.py': 'delay = 1\nwhile not done():\n    time.sleep(delay)\n    delay *= 2\n',
      'src/c.js': "const wait = response.headers.get('retry-after')\n",
      'src/d.java': 'class D { RetryTemplate t = build(new ExponentialBackOffPolicy()); }\n',
    },
    expect: {
      'NET-BACKOFF': {
        state: 'present',
        strength: 'weak',
        facts: {
          hints: [
            { kind: 'growing-delay', path: 'src/a.go', line: 4 },
            { kind: 'growing-delay', path: 'src/b.py', line: 4 },
            { kind: 'reads-retry-after', path: 'src/c.js', line: 1 },
            { kind: 'back-off', path: 'src/d.java', line: 1 },
          ],
        },
        at: 'src/a.go:4',
      },
    },
  },
  {
    name: 'a component that waits between tries',
    files: { 'lock.json': lock, 'src/a.js': 'run()\n' },
    given: { inventory: inventoryOf(['pkg:npm/p-retry@6.0.0', 'pkg:npm/left-pad@1.0.0']) },
    expect: { 'NET-BACKOFF': { state: 'present', at: 'lock.json:1' } },
  },
  {
    name: 'back-off that a component of a component has, that is off, or that is only spoken of',
    files: {
      'lock.json': lock,
      'src/a.js':
        "// exponentialBackoff comes later\nconst text = 'uses exponentialBackoff'\nconst retryBackoff = false\nheaders['retry-after'] = '5'\n",
      'src/b.py': 'backoff_factor = 0\nvolume *= 2\nmask = 1 << bits\nsize = 2 ** level\n',
      'tests/c.py': 'delay *= 2\n',
      'src/d.js': 'const a = Math.pow(2, level)\n',
    },
    given: { inventory: inventoryOf(['pkg:npm/retry@0.13.1'], { relation: 'transitive' }) },
    expect: { 'NET-BACKOFF': { state: 'absent', facts: { hints: [] } } },
  },
  {
    name: 'back-off in a manual, and no code',
    files: { 'README.md': '# x\nWe use exponential backoff.\n' },
    expect: { 'NET-BACKOFF': { state: 'unknown' } },
  },
]
