/**
 * Commands that change a product with a ledger are killed anywhere. Afterwards every entry of every decision has exactly one
 * event, and no event is there without its entry. OCCTET_KILLS: how many (24; more in the soak run).
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { cliFolder } from '../cli.ts'
import { seededRandom } from '../random.ts'
import { createProduct, inProduct, type LedgerProduct, rowsOf, startLedger } from './ledger-product.ts'

const kills = Number(process.env['OCCTET_KILLS'] ?? '24')
const seed = Number(process.env['OCCTET_FUZZ_SEED'] ?? '6')

let shop: LedgerProduct

beforeAll(() => {
  shop = createProduct('ledger-kill', ['left'])
  startLedger(shop)
  const args = [
    '--status',
    'not_affected',
    '--justification',
    'vulnerable_code_not_present',
    '--reason',
    'looked',
  ]
  expect(shop.run(['triage', 'decide', 'GHSA-left', ...args]).code).toBe(0)
}, 60_000)

/** True where the command ended by itself. */
function runKilled(args: readonly string[], after: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${cliFolder}occtet.mjs`, ...args], {
      cwd: shop.tree,
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], ...shop.env },
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), after)
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code !== null)
    })
  })
}

function decisionFile(): string {
  const folder = join(shop.tree, '.occtet/decisions')
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  return readFileSync(join(folder, name), 'utf8')
}

test(`${kills} kills (seed ${seed}): a change and its event come together or not at all`, async () => {
  const random = seededRandom(seed)
  const id = /^id: (.+)$/m.exec(decisionFile())?.[1] ?? ''
  // As long as an undisturbed one takes on this machine now: the kills shall strike all of it.
  const started = performance.now()
  expect(await runKilled(['triage', 'note', id, '--reason', 'measured'], 60_000)).toBe(true)
  const length = performance.now() - started
  let struck = 0
  let acknowledged = 1
  for (let at = 0; at < kills; at++) {
    const isDone = await runKilled(['triage', 'note', id, '--reason', `round ${at}`], random() * length * 1.1)
    if (isDone) acknowledged++
    else struck++
  }
  expect(struck).toBeGreaterThan(0)
  // The next change settles what the last kill left.
  expect(shop.run(['triage', 'note', id, '--reason', 'the end']).code).toBe(0)
  acknowledged++
  const reasons = [...decisionFile().matchAll(/reason: '?((?:round \d+|measured|the end))'?$/gm)].map(
    ([, reason]) => reason,
  )
  const rows = rowsOf(shop).filter(({ type }) => type === 'vuln.noted')
  const noted = rows.map(
    ({ index }) =>
      ask('ledger-event', ['ledger', 'show', String(index)], inProduct(shop)).event?.data['note'],
  )
  expect(noted).toEqual(reasons)
  expect(noted.length).toBeGreaterThanOrEqual(acknowledged)
  expect(new Set(noted).size).toBe(noted.length)
  expect(rowsOf(shop).filter(({ type }) => type === 'alarm.raised')).toEqual([])
  expect(ask('ledger-fsck', ['ledger', 'fsck'], inProduct(shop))).toMatchObject({
    isIntact: true,
    pending: 0,
  })
}, 600_000)
