/** Events survive: each write of the disk going wrong, and kills at seeded moments. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  checkEvents,
  createEventLedger,
  type LedgerHome,
  openEventLedger,
  openEventReader,
} from '../../../packages/toolkit/src/adapters/ledger/events/index.ts'
import type { LedgerDisk } from '../../../packages/toolkit/src/adapters/ledger/disk.ts'
import { checkLedgerFolder } from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { seededRandom } from '../../random.ts'
import { buildChild, runChild } from '../../soak/killed-child.ts'
import { breakDisk, eva, type Fault, homeIn, newFolder, officer, triage } from './event-parts.ts'
import { draftOf, type EventWork } from './events-kill-work.ts'

/** Creation, recording, a change of keys, an erasure of each depth, publication, closing. */
async function live(
  home: LedgerHome,
  disk: LedgerDisk | undefined,
  acknowledged: Map<string, bigint>,
): Promise<void> {
  const options = disk === undefined ? {} : { disk }
  await createEventLedger(home, { organisation: 'Acme', ...options })
  const ledger = await openEventLedger(home, options)
  const note = async (numbers: readonly number[]): Promise<void> => {
    const drafts = numbers.map((number) => triage(number, number === 3 ? { caseId: 'C-1' } : {}))
    for (const { id, index } of await ledger.record(drafts)) acknowledged.set(id, index)
  }
  try {
    await note([1, 2, 3])
    await ledger.rotateKey(eva)
    const order = {
      reason: 'asked',
      legalGround: { kind: 'court-order', reference: 'case 1' },
      actor: officer,
    } as const
    await ledger.erase({ index: 2n }, 'payload', order)
    await ledger.erase({ caseId: 'C-1' }, 'key', order)
    await note([4, 5])
    await ledger.publish()
    await ledger.erase({ person: 'eva@example.org' }, 'key', order)
    await note([6])
  } finally {
    await ledger.close()
  }
}

/** Between the steps that are broken: every step in the soak run. */
const STRIDE = process.env['OCCTET_SOAK'] === undefined ? 31 : 1

test.each<[Fault, number]>([
  // Each begins elsewhere: together they meet three steps of each stride.
  ['fail', 1],
  ['lie', 1 + Math.floor(STRIDE / 3)],
  ['half', 1 + Math.floor((2 * STRIDE) / 3)],
])(
  'a write that goes wrong (%s), then a restart: all acknowledged events are there, once, and the check is clean',
  { timeout: 600_000 },
  async (fault, first) => {
    const whole = breakDisk(Number.POSITIVE_INFINITY, fault)
    await live(homeIn(newFolder()), whole.disk, new Map())
    expect(whole.steps()).toBeGreaterThan(150)
    const problems: string[] = []
    let silent = 0
    for (let at = first; at <= whole.steps(); at += STRIDE) {
      const folder = newFolder()
      const home = homeIn(folder)
      const acknowledged = new Map<string, bigint>()
      const wasTold = await live(home, breakDisk(at, fault).disk, acknowledged).then(
        () => false,
        () => true,
      )
      if (!wasTold) silent++
      problems.push(...(await recover(home, acknowledged)).map((problem) => `step ${at}: ${problem}`))
      rmSync(folder, { recursive: true, force: true })
    }
    expect(problems).toEqual([])
    expect(silent).toBe(0)
  },
)

/** The process is gone; its lock file stands for it no longer. */
async function recover(
  home: LedgerHome,
  acknowledged: ReadonlyMap<string, bigint>,
): Promise<readonly string[]> {
  try {
    await createEventLedger(home, { organisation: 'Acme' }).catch((cause: unknown) => {
      if ((cause as { code?: string }).code !== 'LEDGER_EXISTS') throw cause
    })
    const ledger = await openEventLedger(home)
    await ledger.record(
      [1, 2, 3, 4, 5, 6].map((number) => triage(number, number === 3 ? { caseId: 'C-1' } : {})),
    )
    await ledger.close()
    return [...(await findProblems(home)), ...findMoved(home, acknowledged)]
  } catch (cause) {
    return [String(cause)]
  }
}

async function findProblems(home: LedgerHome): Promise<readonly string[]> {
  const faults = [...checkLedgerFolder(home.log).faults, ...(await checkEvents(home)).faults]
  return faults.map(({ file, code, message }) => `${file}: ${code}: ${message}`)
}

function findMoved(home: LedgerHome, acknowledged: ReadonlyMap<string, bigint>): readonly string[] {
  const reader = openEventReader(home)
  return [...acknowledged].flatMap(([id, index]) => {
    const stored = reader.event(index)
    if (stored === undefined) return [`${id} is lost`]
    if (stored.state === 'erased') return []
    return 'event' in stored && stored.event.id === id ? [] : [`${index} does not hold ${id}`]
  })
}

const KILLS = process.env['OCCTET_SOAK'] === undefined ? 12 : 200

test(`${KILLS} kills of a process that records and erases: nothing acknowledged is lost, nothing erased comes back`, {
  timeout: 600_000,
}, async () => {
  const folder = newFolder()
  const home = homeIn(folder)
  const random = seededRandom(20_261_122)
  const ackPath = join(folder, 'acknowledged')
  const workPath = join(folder, 'work.json')
  await createEventLedger(home, { organisation: 'Acme' })
  const script = await buildChild(
    folder,
    `import { readFileSync } from 'node:fs'
     import { work } from ${JSON.stringify(fileURLToPath(new URL('./events-kill-work.ts', import.meta.url)))}
     await work(JSON.parse(readFileSync(process.argv[2], 'utf8')))`,
  )
  let whole = 0
  let struck = 0
  for (let kill = 0; kill < KILLS; kill++) {
    // Some that were acknowledged, and some that may have come through, are recorded again.
    const from = Math.max(0, readAcks(ackPath).size - 20)
    writeFileSync(workPath, JSON.stringify({ home, ackPath, from, rounds: 9 } satisfies EventWork))
    const isTiming = kill % 10 === 0
    const run = await runChild(script, [workPath], isTiming ? undefined : whole * (0.2 + 0.8 * random()))
    if (isTiming) whole = run.ms
    if (run.wasKilled) struck++
  }
  const ledger = await openEventLedger(home)
  const places = readAcks(ackPath)
  const again = await ledger.record([...places.keys()].map(draftOf))
  await ledger.close()
  expect(again.filter(({ isNew }) => isNew)).toEqual([])
  expect(again.map(({ index }) => Number(index))).toEqual([...places.values()])
  expect(await findProblems(home)).toEqual([])
  expect(struck).toBeGreaterThan(KILLS / 4)
})

function readAcks(path: string): ReadonlyMap<number, number> {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
  const places = new Map<number, number>()
  for (const line of lines) {
    const [number = '', place = ''] = line.split(' ')
    if (number !== 'erased') places.set(Number(number), Number(place))
  }
  return places
}
