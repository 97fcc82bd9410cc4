/** Whatever a command changes in a product with a ledger is recorded, once; a product without one is left alone. */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { scratch } from '../cli.ts'
import {
  createProduct,
  inProduct,
  type LedgerProduct,
  put,
  rowsOf,
  startLedger,
  typesSince,
} from './ledger-product.ts'

let shop: LedgerProduct

beforeAll(() => {
  shop = createProduct('ledger-events', ['left', 'middle', 'right'])
  startLedger(shop)
}, 60_000)

function done(args: readonly string[], code = 0): void {
  const ran = shop.run(args)
  expect([args, ran.code, ran.stderr]).toEqual([args, code, expect.anything()])
}

/** What `args` adds to the log. */
function added(args: readonly string[]): readonly (string | undefined)[] {
  const before = rowsOf(shop).length
  done(args)
  return typesSince(shop, before)
}

const decide = (name: string): readonly string[] => [
  'triage',
  'decide',
  name,
  '--status',
  'not_affected',
  '--justification',
  'vulnerable_code_not_present',
  '--reason',
  'looked at the sources',
]

test('a check records the SBOM and the scan, by the digests of what was written', () => {
  const out = scratch('ledger-report')
  expect(added(['check', '.', '--offline', '--out', out])).toEqual(['sbom.generated', 'scan.completed'])
  const scan = rowsOf(shop).at(-1)
  const value = ask('ledger-event', ['ledger', 'show', String(scan?.index)], inProduct(shop))
  const digest = createHash('sha256')
    .update(readFileSync(join(out, 'findings.json')))
    .digest('hex')
  expect(value.event?.data).toMatchObject({ resultSha256: digest, findings: { unknown: 3 } })
  expect(value.personal).toMatchObject({ actor: { name: expect.stringMatching(/^occtet /) as string } })
})

test('decisions: made, noted, revoked; one event each, of the file as it then is', () => {
  expect(added(decide('GHSA-left'))).toEqual(['vuln.triaged'])
  const [file = ''] = readdirSync(join(shop.tree, '.occtet/decisions'))
  const id = file.replace(/\.yaml$/, '')
  const row = rowsOf(shop).at(-1)
  const value = ask('ledger-event', ['ledger', 'show', String(row?.index)], inProduct(shop))
  const bytes = readFileSync(join(shop.tree, '.occtet/decisions', file))
  expect(value.event?.data['decisionSha256']).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(row?.sentence).toBe('Lead developer decided ‘not affected’ for GHSA-left in pkg:npm/left')
  expect(added(['triage', 'note', id, '--reason', 'asked upstream'])).toEqual(['vuln.noted'])
  expect(added(['triage', 'revoke', id, '--reason', 'it is loaded after all'])).toEqual(['vuln.reopened'])
  expect(added([...decide('GHSA-left'), '--dry-run'])).toEqual([])
})

test('several decisions at once are several events', () => {
  expect(
    added([
      'triage',
      'decide',
      'GHSA-middle',
      'GHSA-right',
      '--status',
      'under_investigation',
      '--reason',
      'looking',
      '--deadline',
      '2026-12-20',
    ]),
  ).toEqual(['vuln.triaged', 'vuln.triaged'])
})

test('VEX, papers, policy and licences', () => {
  expect(added(['vex', 'export', '.', '--format', 'openvex', '--out', join(shop.tree, 'vex.json')])).toEqual([
    'vex.issued',
  ])
  const papers = scratch('ledger-papers')
  expect(
    added(['documents', 'create', 'sbom-summary', '.', '--offline', '--format', 'html', '--out', papers]),
  ).toEqual(['document.generated'])
  expect(added(['policy', 'init', '.'])).toEqual(['config.changed'])
  expect(
    added([
      'licenses',
      'conclude',
      'pkg:npm/left@1.0.0',
      'MIT',
      '--reason',
      'the file says so',
      '--source',
      'LICENSE',
    ]),
  ).toEqual(['config.changed'])
})

test('the CRA engine: answers, plan, risk, diligence, a saved assessment', () => {
  const answers = join(scratch('ledger-answers'), 'answers.ndjson')
  writeFileSync(answers, '')
  expect(added(['cra', 'plan', '.', '--offline', '--assign', 'ACT-21=lead developer'])).toEqual([
    'config.changed',
  ])
  expect(added(['cra', 'risk', 'start', '.', '--offline'])).toEqual(['config.changed'])
  expect(added(['cra', 'status', '.', '--offline', '--save', 'baseline'])).toEqual(['assessment.completed'])
})

test('a case: each entry by its own event, under the case, found by the product from any folder', () => {
  const before = rowsOf(shop).length
  const opened = shop.run([
    'case',
    'open',
    'aev',
    '--title',
    'left is exploited',
    '--signal',
    'a customer wrote',
  ])
  expect([opened.code, opened.stderr]).toEqual([0, expect.anything()])
  const id = /AEV-\d{8}-1/.exec(opened.stdout)?.[0] ?? ''
  // Outside of the tree: the product's private folder names the ledger.
  const away = inProduct(shop)
  done(['case', 'log', id, 'aware', 'seen in logs', '--decided-by', 'head of security'])
  done(['case', 'stage', id, 'early-warning', '--reference', 'R-1'])
  done(['case', 'measure', id, 'corrective', '1.0.1 is out'])
  done(['case', 'stage', id, 'notification', '--reference', 'R-2'])
  done(['case', 'stage', id, 'final-report', '--reference', 'R-3'])
  done(['case', 'close', id, '--reason', 'over'])
  expect(typesSince(shop, before)).toEqual([
    'case.opened',
    'case.noted',
    'incident.aware',
    'clock.started',
    'notification.submitted',
    'corrective.available',
    'notification.submitted',
    'notification.submitted',
    'case.closed',
  ])
  const submitted = rowsOf(shop).find(({ type }) => type === 'notification.submitted')
  const value = ask('ledger-event', ['ledger', 'show', String(submitted?.index)], away)
  expect(value.event?.data).toMatchObject({
    caseId: id,
    stage: 'early-warning',
    late: false,
    reference: 'R-1',
  })
})

test('the log verifies, and the product remembers its newest state', () => {
  const report = ask('ledger-fsck', ['ledger', 'fsck'], inProduct(shop))
  expect(report).toMatchObject({ isIntact: true, pending: 0, faults: [] })
  expect(report.events.verified).toBe(report.size)
  done(decide('GHSA-left'))
  const { note } = ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop))
  const root = note.split('\n')[2] ?? ''
  expect(readFileSync(join(shop.tree, '.occtet/ledger.yaml'), 'utf8')).toContain(root)
})

test('check writes nothing into the tree', () => {
  const path = join(shop.tree, '.occtet/ledger.yaml')
  const before = readFileSync(path, 'utf8')
  done(['check', '.', '--offline', '--out', scratch('ledger-report-2')])
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('a ledger that cannot be written stops the change: nothing is decided, and the reason is said', () => {
  const folder = join(shop.home, 'ledger')
  const [name = ''] = readdirSync(folder)
  const journal = join(folder, name, 'log', 'journal')
  const bytes = readFileSync(journal)
  writeFileSync(journal, 'garbage')
  const decisions = readdirSync(join(shop.tree, '.occtet/decisions'))
  const ran = shop.run(decide('GHSA-middle'))
  expect(ran.code).toBe(5)
  expect(ran.stderr).toContain('occtet ledger fsck')
  expect(readdirSync(join(shop.tree, '.occtet/decisions'))).toEqual(decisions)
  writeFileSync(journal, bytes)
})

test('a ledger that is not on this machine: the change is made, and it is said loudly that nobody recorded it', () => {
  const folder = join(shop.home, 'ledger')
  const [name = ''] = readdirSync(folder)
  const old = JSON.stringify(ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop)).size)
  const copy = scratch('ledger-old')
  renameSync(join(folder, name), join(copy, 'kept'))
  expect(shop.run(['ledger', 'list']).code).toBe(3)
  const ran = shop.run(decide('GHSA-right'))
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('NOT RECORDED')])
  renameSync(join(copy, 'kept'), join(folder, name))
  expect(JSON.stringify(ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop)).size)).toBe(old)
})

test('an older copy of everything that was put back is noticed against the product’s own file', () => {
  const folders = [join(shop.home, 'ledger'), join(shop.home, 'config')]
  const copy = scratch('ledger-copy')
  const copies = folders.map((_, at) => join(copy, String(at)))
  const replace = (from: readonly string[], to: readonly string[]): void => {
    for (const [at, folder] of to.entries()) {
      rmSync(folder, { recursive: true, force: true })
      cpSync(from[at] ?? '', folder, { recursive: true })
    }
  }
  replace(folders, copies)
  done(['triage', 'decide', 'GHSA-right', '--status', 'fixed', '--reason', 'patched here'])
  const newer = scratch('ledger-newer')
  replace(folders, [join(newer, '0'), join(newer, '1')])
  replace(copies, folders)
  const ran = shop.run(decide('GHSA-middle'))
  expect([ran.code, ran.stderr]).toEqual([5, expect.stringContaining('was put back')])
  replace([join(newer, '0'), join(newer, '1')], folders)
  done(decide('GHSA-middle'))
})

test('a product without a ledger records nothing and makes none', () => {
  const other = createProduct('ledger-none', ['left'])
  const ran = other.run(decide('GHSA-left'))
  expect(ran.code).toBe(0)
  expect(existsSync(join(other.home, 'ledger'))).toBe(false)
  const asked = other.run(['check', '.', '--offline', '--record', '--out', scratch('ledger-report-3')])
  expect([asked.code, asked.stderr]).toEqual([
    2,
    expect.stringContaining('there is no ledger on this machine'),
  ])
})

test('a link that is no link stops the command before it changes anything', () => {
  const other = createProduct('ledger-broken', ['left'])
  put(other.tree, '.occtet/ledger.yaml', 'schema: occtet.ledger/1\norigin: x\n')
  const ran = other.run(decide('GHSA-left'))
  expect([ran.code, ran.stderr]).toEqual([3, expect.stringMatching(/ledger\.yaml:\d+: /)])
  expect(existsSync(join(other.tree, '.occtet/decisions'))).toBe(false)
  rmSync(other.tree, { recursive: true, force: true })
})
