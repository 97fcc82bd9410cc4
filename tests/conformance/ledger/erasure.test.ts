/** Erasure: nothing that was erased is found again in any byte of any file, in any form; nothing else is lost. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import {
  checkEvents,
  type ErasureDepth,
  type ErasureOrder,
  type ErasureTarget,
  type LedgerHome,
  openEventLedger,
  openEventReader,
} from '../../../packages/toolkit/src/adapters/ledger/events/index.ts'
import { breakDisk, homeIn, idOf, newFolder, newHome, officer } from './event-parts.ts'
import { createEventLedger } from '../../../packages/toolkit/src/adapters/ledger/events/index.ts'
import type { EventDraft } from '../../../packages/toolkit/src/ledger/index.ts'

const request: ErasureOrder = {
  reason: 'asked',
  legalGround: { kind: 'data-subject-request' },
  actor: officer,
}
const court: ErasureOrder = { ...request, legalGround: { kind: 'court-order', reference: 'VG 4 K 12/26' } }

/** Every word of one event that anybody chose, marked with its number. */
function marked(number: number, more: Partial<EventDraft> = {}): EventDraft {
  const mark = `canary${number}`
  return {
    id: idOf(number),
    type: 'vuln.reopened',
    actor: { kind: 'user', who: { name: `${mark}-Näme "x"`, email: `${mark}@example.org` } },
    subject: [
      {
        name: `${mark}-subject`,
        uri: `urn:${mark}`,
        mediaType: `text/${mark}`,
        digest: { sha256: 'a'.repeat(64) },
      },
    ],
    evidence: [{ name: `${mark}-evidence`, digest: { sha256: 'b'.repeat(64) } }],
    product: `${mark}-product`,
    data: { vulnerability: `${mark}-vuln`, component: `${mark}-component`, reason: `${mark} reason` },
    personal: { member: { name: `${mark}-member` }, phone: `${mark}-phone` },
    legal: [`CRA:${mark}`],
    ...more,
  }
}

/** All that stands below home and configuration, and what the remaining keys open of it. */
function findTraces(home: LedgerHome, words: readonly string[]): readonly string[] {
  const forms = words.flatMap((word) => [
    word,
    Buffer.from(word).toString('hex'),
    // A base64 text has three phases; of each the letters that the word alone decides.
    ...[0, 1, 2].map((phase) => {
      const bytes = Buffer.from(`${'\0'.repeat(phase)}${word}`)
      const letters = bytes.toString('base64').slice(0, Math.floor((bytes.length * 8) / 6))
      return letters.slice(Math.ceil((phase * 8) / 6))
    }),
    JSON.stringify(word).slice(1, -1),
    Buffer.from(word, 'utf16le').toString('latin1'),
  ])
  const places: (readonly [string, string])[] = filesOf(home).map((path) => [
    path,
    readFileSync(path).toString('latin1'),
  ])
  const reader = openEventReader(home)
  for (let index = 0n; index < reader.size; index++) {
    const opened = JSON.stringify([reader.event(index), reader.open(index)], (_, value: unknown) =>
      typeof value === 'bigint'
        ? String(value)
        : value instanceof Uint8Array
          ? Buffer.from(value).toString('latin1')
          : value,
    )
    const payload = reader.open(index)?.envelope.payload ?? ''
    places.push([`entry ${index}`, opened + Buffer.from(payload, 'base64').toString('utf8')])
  }
  return places.flatMap(([place, text]) =>
    forms.filter((form) => form.length > 3 && text.includes(form)).map((form) => `${place}: ${form}`),
  )
}

function filesOf(home: LedgerHome): readonly string[] {
  return [dirname(home.vault), home.secrets].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
}

async function eraseIn(
  home: LedgerHome,
  target: ErasureTarget,
  depth: ErasureDepth,
  order = request,
): Promise<readonly bigint[]> {
  const ledger = await openEventLedger(home)
  try {
    return (await ledger.erase(target, depth, order)).entries
  } finally {
    await ledger.close()
  }
}

async function recordIn(home: LedgerHome, drafts: readonly EventDraft[]): Promise<void> {
  const ledger = await openEventLedger(home)
  await ledger.record(drafts)
  await ledger.close()
}

const faultsOf = async (home: LedgerHome): Promise<readonly string[]> =>
  (await checkEvents(home)).faults.map(({ code, message }) => `${code}: ${message}`)

test('the search itself finds what is there', async () => {
  const home = await newHome()
  await recordIn(home, [marked(1)])
  expect(findTraces(home, ['canary1']).some((trace) => trace.startsWith('entry 2'))).toBe(true)
  expect(findTraces(home, ['canary1']).every((trace) => trace.startsWith('entry 2'))).toBe(true)
})

test('depth disclosures: the person is gone, the event stands and verifies', async () => {
  const home = await newHome()
  await recordIn(home, [marked(1), marked(2)])
  expect(await eraseIn(home, { index: 2n }, 'disclosures')).toEqual([2n])
  const personal = ['canary1-Näm', 'canary1@', 'canary1-member', 'canary1-phone']
  expect(findTraces(home, personal)).toEqual([])
  expect(findTraces(home, ['canary1-product']).length).toBeGreaterThan(0)
  expect(findTraces(home, ['canary2@']).length).toBeGreaterThan(0)
  const reader = openEventReader(home)
  expect(reader.event(2n)).toMatchObject({ state: 'actor-erased', disclosures: [] })
  expect(reader.event(3n)).toMatchObject({ state: 'readable' })
  expect(await checkEvents(home)).toMatchObject({ verified: 5n, erased: 0n, faults: [] })
})

test('depth payload: the leaf alone remains, and the event that says so holds nothing of it', async () => {
  const home = await newHome()
  await recordIn(home, [marked(1), marked(2)])
  await eraseIn(home, { index: 2n }, 'payload', court)
  expect(findTraces(home, ['canary1-', 'canary1@', 'canary1 reason', idOf(1)])).toEqual([])
  expect(findTraces(home, ['canary2-']).length).toBeGreaterThan(0)
  const reader = openEventReader(home)
  expect(reader.event(2n)).toMatchObject({ state: 'erased' })
  expect(reader.open(2n)).toBeUndefined()
  expect(reader.events({ type: 'vuln.reopened' }).events.map(({ index }) => index)).toEqual([3n])
  const [erased] = reader.events({ type: 'data.erased' }).events
  expect(erased).toMatchObject({
    event: {
      data: {
        depth: 'payload',
        scope: 'event',
        entries: [{ first: 2, last: 2 }],
        ground: 'court-order',
        reference: 'VG 4 K 12/26',
      },
    },
  })
  expect(await checkEvents(home)).toMatchObject({ verified: 4n, erased: 1n, faults: [] })
})

test('of a person: all events that name them lose them, as actor and as member; a copy of the vault gives nothing back', async () => {
  const home = await newHome()
  const who = { name: 'canary9-Name', email: 'Canary9@Example.org' }
  await recordIn(home, [
    marked(1, { actor: { kind: 'user', who } }),
    marked(2, { personal: { member: who } }),
    marked(3, { caseId: 'C-1', actor: { kind: 'user', who } }),
    marked(4),
  ])
  const backup = join(newFolder(), 'vault')
  cpSync(home.vault, backup, { recursive: true })
  expect(await eraseIn(home, { person: 'canary9@example.org' }, 'key')).toEqual([2n, 3n, 4n])
  expect(findTraces(home, ['canary9-', 'canary9@', 'Canary9@'])).toEqual([])
  expect(findTraces(home, ['canary4@']).length).toBeGreaterThan(0)
  expect(await faultsOf(home)).toEqual([])
  // The old vault in the place of the new one: its keys are gone.
  rmSync(home.vault, { recursive: true })
  cpSync(backup, home.vault, { recursive: true })
  expect(findTraces(home, ['canary9-', 'canary9@', 'Canary9@'])).toEqual([])
  const ledger = await openEventLedger(home)
  await ledger.close()
  expect(findTraces(home, ['canary9-', 'canary9@', 'Canary9@'])).toEqual([])
})

test('of a case: payload, person and name of the case are gone, in copies of the vault too', async () => {
  const home = await newHome()
  await recordIn(home, [
    marked(1, { caseId: 'canary1-case' }),
    marked(2, { caseId: 'canary1-case' }),
    marked(3),
  ])
  const backup = join(newFolder(), 'vault')
  cpSync(home.vault, backup, { recursive: true })
  expect(await eraseIn(home, { caseId: 'canary1-case' }, 'key', court)).toEqual([2n, 3n])
  const gone = [
    'canary1-case',
    'canary1-vuln',
    'canary2-vuln',
    'canary1@',
    'canary2-product',
    'canary2-phone',
  ]
  expect(findTraces(home, gone)).toEqual([])
  expect(await checkEvents(home)).toMatchObject({ erased: 2n, faults: [] })
  rmSync(home.vault, { recursive: true })
  cpSync(backup, home.vault, { recursive: true })
  expect(findTraces(home, gone)).toEqual([])
})

test('keys that a backup brings back are destroyed again, and what is readable again is a fault', async () => {
  const home = await newHome()
  await recordIn(home, [marked(1, { caseId: 'C-1' })])
  const [vault, keys] = [join(newFolder(), 'vault'), join(newFolder(), 'keys')]
  cpSync(home.vault, vault, { recursive: true })
  cpSync(home.dataKeys, keys, { recursive: true })
  await eraseIn(home, { caseId: 'C-1' }, 'key', court)
  cpSync(keys, home.dataKeys, { recursive: true })
  await (await openEventLedger(home)).close()
  expect(findTraces(home, ['canary1-vuln'])).toEqual([])
  // Segment of the old vault and its index, with the keys: the leaf is known to have been erased.
  cpSync(keys, home.dataKeys, { recursive: true })
  const [segment = ''] = readdirSync(join(vault, 'segments'))
  const old = readFileSync(join(vault, 'segments', segment))
  const path = join(home.vault, 'segments', segment)
  const now = readFileSync(path)
  const { writeFileSync } = await import('node:fs')
  writeFileSync(path, Buffer.concat([old, now.subarray(old.length)]))
  rmSync(join(home.vault, 'index'))
  rmSync(join(home.vault, 'destroyed'))
  await (await openEventLedger(home)).close()
  expect((await faultsOf(home)).some((fault) => fault.startsWith('ERASED_READABLE'))).toBe(true)
})

test('evidence is kept until its day; personal fields, and what is no evidence, go at once', async () => {
  const home = await newHome()
  const plain = { type: 'config.changed', actor: officer, data: { setting: 'canary' } }
  const old = { time: '2010-01-01T00:00:00.000Z' }
  await recordIn(home, [marked(1), plain, marked(2, old), marked(3, { ...old, product: 'kept' })])
  await recordIn(home, [
    { type: 'support.period.set', actor: officer, product: 'kept', data: { until: '2099-12-31' } },
  ])
  const refused = { code: 'RETENTION_RUNS' }
  await expect(eraseIn(home, { index: 2n }, 'payload')).rejects.toMatchObject(refused)
  const nameless = { ...court, legalGround: { kind: 'court-order' as const } }
  await expect(eraseIn(home, { index: 2n }, 'payload', nameless)).rejects.toMatchObject(refused)
  await expect(eraseIn(home, { person: 'canary1@example.org' }, 'payload')).rejects.toMatchObject(refused)
  await expect(eraseIn(home, { index: 5n }, 'payload')).rejects.toMatchObject(refused)
  expect(await eraseIn(home, { index: 2n }, 'disclosures')).toEqual([2n])
  expect(await eraseIn(home, { index: 3n }, 'payload')).toEqual([3n])
  expect(await eraseIn(home, { index: 4n }, 'payload')).toEqual([4n])
  expect(await eraseIn(home, { index: 5n }, 'payload', court)).toEqual([5n])
  expect(await faultsOf(home)).toEqual([])
})

test.each<[string, ErasureTarget, ErasureDepth]>([
  ['the key of one event', { index: 2n }, 'key'],
  ['a public leaf', { index: 0n }, 'payload'],
  ['what is not there', { index: 99n }, 'payload'],
  ['what explains another erasure', { index: 3n }, 'payload'],
])('refused: %s', async (_, target, depth) => {
  const home = await newHome()
  await recordIn(home, [marked(1)])
  await eraseIn(home, { index: 2n }, 'disclosures')
  await expect(eraseIn(home, target, depth, court)).rejects.toMatchObject({ code: 'ERASURE_REFUSED' })
})

test('who is not known, or was erased before, leaves no event', async () => {
  const home = await newHome()
  await recordIn(home, [marked(1)])
  expect(await eraseIn(home, { person: 'nobody@example.org' }, 'key')).toEqual([])
  await eraseIn(home, { person: 'canary1@example.org' }, 'key')
  expect(await eraseIn(home, { person: 'canary1@example.org' }, 'key')).toEqual([])
  expect(openEventReader(home).events({ type: 'data.erased' }).events.length).toBe(1)
  // Somebody of the same name later has a key of their own.
  await recordIn(home, [marked(1, { id: idOf(5) })])
  expect(openEventReader(home).event(4n)).toMatchObject({ state: 'readable' })
})

test('an erasure that is cut off at any write is finished by the next opening', {
  timeout: 300_000,
}, async () => {
  const start = newFolder()
  await createEventLedger(homeIn(start), { organisation: 'Acme' })
  await recordIn(homeIn(start), [marked(1, { caseId: 'C-1' }), marked(2)])
  const copy = (): LedgerHome => {
    const folder = newFolder()
    cpSync(start, folder, { recursive: true })
    return homeIn(folder)
  }
  const erase = async (home: LedgerHome, at: number, fault: 'fail' | 'lie' | 'half'): Promise<number> => {
    const broken = breakDisk(at, fault)
    const ledger = await openEventLedger(home, { disk: broken.disk }).catch(() => undefined)
    try {
      await ledger?.erase({ caseId: 'C-1' }, 'key', court)
    } finally {
      await ledger?.close()
    }
    return broken.steps()
  }
  const steps = await erase(copy(), Number.POSITIVE_INFINITY, 'fail')
  const problems: string[] = []
  let finished = 0
  for (let at = 1; at <= steps; at++) {
    const home = copy()
    await erase(home, at, (['fail', 'lie', 'half'] as const)[at % 3] ?? 'fail').catch(() => undefined)
    await (await openEventLedger(home)).close()
    const wasBegun = openEventReader(home).events({ type: 'data.erased' }).events.length
    if (wasBegun > 1) problems.push(`step ${at}: said twice`)
    finished += wasBegun
    const traces = findTraces(home, ['canary1-vuln', 'canary1@'])
    if (traces.length > 0 !== (wasBegun === 0)) problems.push(`step ${at}: ${traces.join()}`)
    problems.push(...(await faultsOf(home)).map((fault) => `step ${at}: ${fault}`))
    if (readdirSync(join(home.vault, 'erasures')).length > 0) problems.push(`step ${at}: an intent is left`)
  }
  expect(problems).toEqual([])
  expect(finished).toBeGreaterThan(steps / 4)
  expect(finished).toBeLessThan(steps)
})
