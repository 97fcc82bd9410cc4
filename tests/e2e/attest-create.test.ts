/** `occtet attest create`: each kind on a real product, what it says, and when it refuses. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../cli.ts'
import { createProduct, openStatement, paeOf, type Product, readLines, sha256 } from './attest-product.ts'

const subject = ['--subject', '../app.tgz']
let product: Product
beforeAll(() => {
  product = createProduct('create', { hasData: true })
  expect(product.run(['cra', 'init', '--name', 'Ledger Lite']).code).toBe(0)
  expect(product.run(['check']).code).toBe(0)
})

function create(kind: string, more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const value = product.ask('attest-create', ['attest', 'create', kind, ...subject, ...more], { env })
  const line = readLines(product.at(value.bundle)).at(-1)
  if (line === undefined) throw new Error('a line was added')
  return { value, line, statement: openStatement(line) }
}

function refused(code: string, kind: string, more: readonly string[], exit = 3): string {
  const bundle = product.at('../app.tgz.intoto.jsonl')
  const before = existsSync(bundle) ? sha256(bundle) : undefined
  const { error } = product.ask('error', ['attest', 'create', kind, ...subject, ...more], { code: exit })
  expect([kind, error.code]).toEqual([kind, code])
  expect(existsSync(bundle) ? sha256(bundle) : undefined).toBe(before)
  return error.message
}

test('an SBOM: the document itself, about the artefact, under a key that OpenSSL knows', () => {
  const { value, line, statement } = create('sbom')
  expect(value.key).toMatchObject({ isNew: true, algorithm: 'ecdsa-p256' })
  expect(statSync(value.key.file).mode & 0o777).toBe(0o600)
  expect(value.bundle).toBe('../app.tgz.intoto.jsonl')
  expect(statement._type).toBe('https://in-toto.io/Statement/v1')
  expect(statement.subject).toEqual([
    { name: 'app.tgz', digest: { sha256: sha256(product.at('../app.tgz')) } },
  ])
  expect(statement.predicate).toEqual(
    JSON.parse(readFileSync(product.at('occtet-report/sbom.cdx.json'), 'utf8')) as object,
  )
  const { pem, isNew } = product.ask('attest-key', ['attest', 'key'])
  expect(isNew).toBe(false)
  const [pub, sig, message] = ['../key.pub', '../sig.der', '../message.bin'].map((path) => product.at(path))
  writeFileSync(pub ?? '', pem)
  writeFileSync(sig ?? '', Buffer.from(line.signatures[0]?.sig ?? '', 'base64'))
  writeFileSync(message ?? '', paeOf(line))
  const args = ['dgst', '-sha256', '-verify', pub ?? '', '-signature', sig ?? '', message ?? '']
  expect(execFileSync('openssl', args).toString()).toBe('Verified OK\n')
  writeFileSync(message ?? '', Buffer.concat([paeOf(line), Buffer.from(' ')]))
  expect(spawnSync('openssl', args).status).not.toBe(0)
})

test('a scan: what was found, with which data, and what it could not see', () => {
  const { statement } = create('scan')
  const { scanner, metadata } = statement.predicate as {
    readonly scanner: { readonly uri: string; readonly result: readonly { readonly id: string }[] }
    readonly metadata: { readonly annotations?: readonly { readonly gap: string }[] }
  }
  expect(scanner.uri).toMatch(/^pkg:npm\/occtet@\d/)
  expect(scanner.result.map(({ id }) => id)).toEqual(['GHSA-35jh-r3h4-6jhm'])
  expect(JSON.stringify(metadata.annotations ?? [])).not.toContain('STARTER_DATA')
  // A month later the same data no longer proves absence.
  const late = create('scan', [], { SOURCE_DATE_EPOCH: String(1_795_305_600 + 40 * 86_400) })
  expect(JSON.stringify(late.statement.predicate['metadata'])).toContain('SOURCE_STALE')
})

test('the starter set is named as what it is', () => {
  const poor = createProduct('starter')
  expect(poor.run(['check']).code).toBe(0)
  const { bundle, notes } = poor.ask('attest-create', ['attest', 'create', 'scan', ...subject])
  const [line] = readLines(poor.at(bundle))
  expect(JSON.stringify(line && openStatement(line).predicate)).toContain('STARTER_DATA')
  expect(notes.join(' ')).toContain('small sample')
})

test('a result claims what holds and no more', () => {
  const { value, statement } = create('result')
  expect(statement.predicate['properties']).toEqual([
    'OCCTET_SBOM_PRESENT',
    'OCCTET_NO_KNOWN_EXPLOITED_VULNERABILITY',
  ])
  expect(value.notes.join(' ')).toContain('OCCTET_CRA_SELF_ASSESSMENT_COMPLETE')
  expect(value.notes.join(' ')).toContain('OCCTET_POLICY_PASSED')
})

test('what could not be read of the tree is a gap of the scan, and ends the claim about exploited flaws', () => {
  const odd = createProduct('unread', { hasData: true })
  writeFileSync(odd.at('requirements.txt'), 'requests>=2\n')
  expect(odd.run(['check']).code).toBe(0)
  for (const kind of ['scan', 'result']) odd.ask('attest-create', ['attest', 'create', kind, ...subject])
  const [scan, result] = readLines(odd.at('../app.tgz.intoto.jsonl')).map(
    (line) => openStatement(line).predicate,
  )
  expect(JSON.stringify(scan?.['metadata'])).toContain('FILES_UNREAD')
  expect(result?.['properties']).toEqual(['OCCTET_SBOM_PRESENT'])
})

test('VEX: what people decided; refused as long as nobody did', () => {
  const voiceless = createProduct('vex', { hasData: true })
  expect(voiceless.run(['check']).code).toBe(0)
  const args = ['attest', 'create', 'vex', ...subject]
  expect(voiceless.ask('error', args, { code: 3 }).error.code).toBe('REPORT_MISSING')
  const decision = ['--status', 'not_affected', '--justification', 'vulnerable_code_not_in_execute_path']
  const words = ['--impact', 'The function is never called.', '--reason', 'secret of the house']
  expect(voiceless.run(['triage', 'decide', 'GHSA-35jh-r3h4-6jhm', ...decision, ...words]).code).toBe(0)
  expect(voiceless.run(['check']).code).toBe(0)
  const { predicateType, bundle } = voiceless.ask('attest-create', args)
  expect(predicateType).toBe('https://openvex.dev/ns/v0.2.0')
  const text = readFileSync(voiceless.at(bundle), 'utf8')
  const [line] = readLines(voiceless.at(bundle))
  const signed = JSON.stringify(line && openStatement(line))
  expect(signed).toContain('not_affected')
  expect(signed + text).not.toContain('secret of the house')
  // What was taken back since is not signed.
  const [{ id } = { id: '' }] = voiceless.ask('triage-decisions', ['triage', 'decisions']).decisions
  expect(voiceless.run(['triage', 'revoke', id, '--reason', 'it is called']).code).toBe(0)
  expect(voiceless.ask('error', args, { code: 3 }).error.code).toBe('REPORT_OUTDATED')
  expect(readLines(voiceless.at(bundle))).toHaveLength(1)
})

describe('an assessment', () => {
  test('needs answers', () => {
    refused('ASSESSMENT_EMPTY', 'assessment', ['--attester', 'did:web:example.org'])
  })

  test('says where all 22 requirements stand; who answered stays in the house', () => {
    cpSync(join(projectRoot, 'tests/golden/cra-flow/manufacturer.yaml'), product.at('../answers.yaml'))
    expect(product.run(['cra', 'assess', '--answers', '../answers.yaml', '--by', 'assessor']).code).toBe(0)
    expect(product.run(['check']).code).toBe(0)
    refused('ATTESTER_MISSING', 'assessment', [], 2)
    const more = ['--attester', 'did:web:example.org', '--valid-until', '2027-05-31']
    const { value, line, statement } = create('assessment', more)
    expect(value.validUntil).toBe('2027-05-31')
    const { results, summary, assessor, disclaimer } = statement.predicate as {
      readonly results: readonly {
        readonly requirement: string
        readonly status: string
        readonly rationale?: string
      }[]
      readonly summary: Readonly<Record<string, number>>
      readonly assessor: { readonly id: string }
      readonly disclaimer: string
    }
    expect(results).toHaveLength(22)
    expect(Object.values(summary).reduce((a, b) => a + b, 0)).toBe(22)
    expect(results.filter(({ status, rationale }) => status !== 'met' && rationale === undefined)).toEqual([])
    expect(results.filter(({ status }) => status === 'met').length).toBe(summary['met'])
    expect(assessor.id).toBe('did:web:example.org')
    expect(disclaimer).toContain('no EU declaration of conformity')
    expect(Buffer.from(line.payload, 'base64').toString()).not.toMatch(/maintainer|"assessor"\s*,/)
  })

  test.each(['2027-02-30', 'soon', '2026-01-01'])('--valid-until %s is refused', (day) => {
    const more = ['--attester', 'did:web:example.org', '--valid-until', day]
    const { error } = product.ask('error', ['attest', 'create', 'assessment', ...subject, ...more], {
      code: 2,
    })
    expect(error.code).toMatch(/^DAY_/)
  })
})

test('due diligence: a decision that stands, without the name of who decided', () => {
  const component = ['--component', 'pkg:npm/lodash@4.17.20']
  refused('COMPONENT_MISSING', 'diligence', [], 2)
  refused('PACKAGE_UNKNOWN', 'diligence', ['--component', 'pkg:npm/nobody'], 2)
  refused('DILIGENCE_MISSING', 'diligence', component)
  const words = ['--decision', 'accepted-with-measures', '--why', 'Small.', '--measure', 'Upgrade in May.']
  const decide = [
    'cra',
    'diligence',
    'decide',
    'lodash',
    ...words,
    '--check',
    'update history',
    '--by',
    'somebody',
  ]
  expect(product.run(decide).code).toBe(0)
  const { line, statement } = create('diligence', component)
  expect(statement.predicate).toMatchObject({
    component: { purl: 'pkg:npm/lodash@4.17.20' },
    decision: 'accept-with-measures',
    measures: ['Upgrade in May.'],
  })
  const checks = statement.predicate['checks'] as readonly { readonly id: string; readonly result: string }[]
  expect(checks.find(({ id }) => id === 'recital34.known-vulnerabilities')?.result).toBe('fail')
  expect(checks.find(({ id }) => id === 'recital34.ce-or-attestation')?.result).toBe('not-done')
  expect(Buffer.from(line.payload, 'base64').toString()).not.toContain('somebody')
  const later = { SOURCE_DATE_EPOCH: String(1_795_305_600 + 400 * 86_400) }
  const args = ['attest', 'create', 'diligence', ...subject, ...component]
  expect(product.ask('error', args, { code: 3, env: later }).error.code).toBe('DILIGENCE_STALE')
})

test('FOSS: the items of a file, the rest as not assessed; a typing error is found before anything is signed', () => {
  const write = (text: string): readonly string[] => {
    writeFileSync(product.at('../foss.yaml'), text)
    return ['--from', '../foss.yaml']
  }
  const head = [
    'tier: light',
    'issuer: { id: "did:web:example.org", relationship: maintainer }',
    'project: { name: ledger-lite, url: "https://example.org/ledger-lite", versions: ["1.2.0"], artefacts: [',
    `  { digest: { sha256: ${sha256(product.at('../app.tgz'))} } } ] }`,
  ].join('\n')
  const good = `${head}\nitems:\n  - { id: AU.01, status: met, evidence: { uri: "https://example.org/security" } }\n`
  const { value, statement } = create('foss', write(good))
  const items = statement.predicate['items'] as readonly { readonly id: string; readonly status: string }[]
  expect(items).toHaveLength(22)
  expect(items.filter(({ status }) => status === 'not_assessed')).toHaveLength(21)
  expect(statement.predicate['programme']).toBe('none')
  expect(value.validUntil).toBe('2027-11-22')
  refused('FILE_MISSING', 'foss', [], 2)
  refused('ITEM_UNKNOWN', 'foss', write(good.replace('AU.01', 'AU.99')))
  refused('FOSS_INVALID', 'foss', write(`${good}validTill: 2027-01-01\n`))
  refused('FOSS_INVALID', 'foss', write('- a list'))
  refused('SYNTAX_INVALID', 'foss', write('{'))
  const noProof = good.replace(', evidence: { uri: "https://example.org/security" }', '')
  expect(refused('PREDICATE_INVALID', 'foss', write(noProof))).toContain('items[0].evidence')
})

test('any document goes by its digest', () => {
  writeFileSync(product.at('../manual.pdf'), 'a manual')
  const { statement } = create('document', ['--from', '../manual.pdf', '--attester', 'did:web:example.org'])
  const digest = { sha256: sha256(product.at('../manual.pdf')) }
  expect(statement.predicate).toEqual({
    attester: { id: 'did:web:example.org' },
    references: [{ name: 'manual.pdf', mediaType: 'application/pdf', digest }],
  })
  refused('ATTESTER_MISSING', 'document', ['--from', '../manual.pdf'], 2)
  refused('FILE_MISSING', 'document', [], 2)
  refused('FILE_UNREADABLE', 'document', ['--from', '../absent.pdf', '--attester', 'x'])
  refused('SUBJECT_IS_STATEMENT', 'document', ['--from', '../app.tgz', '--attester', 'x'], 2)
})

describe('a report that does not speak of this product as it is', () => {
  test('there is none', () => {
    for (const kind of ['sbom', 'vex', 'scan', 'result']) {
      expect(refused('REPORT_MISSING', kind, ['--report', 'nowhere'])).toContain('nowhere')
    }
  })

  test('another product', () => {
    const other = createProduct('other')
    for (const file of ['package.json', 'package-lock.json']) {
      const text = readFileSync(other.at(file), 'utf8')
      writeFileSync(other.at(file), text.replaceAll('"ledger-lite"', '"other"'))
    }
    expect(other.run(['check']).code).toBe(0)
    expect(refused('REPORT_OTHER', 'sbom', ['--report', other.at('occtet-report')])).toContain(
      'other (1.2.0)',
    )
  })

  test('another state: a dependency was added, the SBOM was edited, two runs are mixed, or it is damaged', () => {
    const { dir } = product
    const copy = join(dir, '../copy')
    const report = (name: string, from: string, to: string): readonly string[] => {
      cpSync(join(dir, 'occtet-report'), copy, { recursive: true })
      const text = readFileSync(join(copy, name), 'utf8')
      expect(text).toContain(from)
      writeFileSync(join(copy, name), text.replace(from, to))
      return ['--report', copy]
    }
    refused('REPORT_OUTDATED', 'sbom', report('sbom.cdx.json', '4.17.20', '4.17.21'))
    refused('REPORT_MIXED', 'scan', report('findings.json', '"asOf": "2', '"asOf": "1'))
    refused('REPORT_INVALID', 'scan', report('findings.json', '"findings"', '"findinks"'))
    refused('REPORT_INVALID', 'scan', report('summary.json', '"schema"', '"schema":1,"schema"'))
    refused('REPORT_FROM_FUTURE', 'sbom', shifted(copy))
    const lock = product.at('package-lock.json')
    const before = readFileSync(lock, 'utf8')
    writeFileSync(lock, before.replaceAll('left-pad', 'right-pad'))
    refused('REPORT_OUTDATED', 'scan', [])
    writeFileSync(lock, before)
  })

  /** A report of tomorrow. */
  function shifted(folder: string): readonly string[] {
    const env = { SOURCE_DATE_EPOCH: String(1_795_305_600 + 86_400) }
    expect(product.run(['check', '--out', folder], env).code).toBe(0)
    return ['--report', folder]
  }
})

describe('keys', () => {
  test('of one’s own choice; under a passphrase from the environment alone', () => {
    const env = { OCCTET_KEY_PASSPHRASE: 'open sesame' }
    const key = ['--key', '../sealed.pem']
    const { value } = create('sbom', key, env)
    expect(value.key.isNew).toBe(true)
    expect(readFileSync(product.at('../sealed.pem'), 'utf8')).toContain('ENCRYPTED')
    refused('PASSPHRASE_NEEDED', 'sbom', key)
    const args = ['attest', 'create', 'sbom', ...subject, ...key]
    expect(product.ask('error', args, { code: 3, env: { OCCTET_KEY_PASSPHRASE: 'no' } }).error.code).toBe(
      'KEY_UNREADABLE',
    )
  })

  test('Ed25519 where asked for; never a key that others can read, nor a folder that is not there', () => {
    const key = ['--key', '../ed.pem']
    const { algorithm } = product.ask('attest-key', ['attest', 'key', ...key, '--algorithm', 'ed25519'])
    expect(algorithm).toBe('ed25519')
    expect(create('sbom', key).value.key).toMatchObject({ isNew: false, algorithm: 'ed25519' })
    execFileSync('chmod', ['644', product.at('../ed.pem')])
    refused('KEY_EXPOSED', 'sbom', key)
    refused('FILE_UNWRITABLE', 'sbom', ['--key', '../no/such/folder.pem'], 5)
  })
})

test('several artefacts, each once; a bundle of one’s own choice; a broken bundle is left alone', () => {
  const more = ['--subject', '../other.tgz', '--subject', '../app.tgz', '--out', '../all.intoto.jsonl']
  const { value, statement } = create('sbom', more)
  expect(value.bundle).toBe('../all.intoto.jsonl')
  expect(statement.subject.map(({ name }) => name)).toEqual(['app.tgz', 'other.tgz'])
  writeFileSync(product.at('../broken.jsonl'), 'not an envelope\n')
  refused('BUNDLE_BROKEN', 'sbom', ['--out', '../broken.jsonl'])
  expect(readFileSync(product.at('../broken.jsonl'), 'utf8')).toBe('not an envelope\n')
  refused('FILE_UNWRITABLE', 'sbom', ['--out', '../no/such/folder.jsonl'], 5)
  refused('FILE_UNREADABLE', 'sbom', ['--subject', '../absent.tgz'])
  refused('FILE_UNREADABLE', 'sbom', ['--subject', '..'])
})

test('names of artefacts are data: no folder of this machine, nothing that steers a terminal', () => {
  mkdirSync(product.at('../sub'), { recursive: true })
  const evil = 'a\u001b[2J\u202eexe\nb.tgz'
  writeFileSync(product.at(`../sub/${evil}`), 'evil')
  const args = ['attest', 'create', 'sbom', '--subject', `../sub/${evil}`, '--out', '../evil.intoto.jsonl']
  const ran = product.run(args)
  expect(ran.code).toBe(0)
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  expect(/[^\P{Cc}\n\t]|\p{Cf}/u.test(ran.stdout + ran.stderr)).toBe(false)
  const [line] = readLines(product.at('../evil.intoto.jsonl'))
  expect(line && openStatement(line).subject[0]?.name).toBe(evil)
  expect(JSON.stringify(line && openStatement(line))).not.toContain('/sub/')
})
