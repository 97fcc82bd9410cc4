/** A time stamp of the log, asked for by the command and carried to a stranger in the package. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, readAnswer } from '../ask.ts'
import { cliFolder, scratch } from '../cli.ts'
import { type LocalAuthority, startAuthority } from '../conformance/timestamps/authority.ts'
import {
  authority as authorityExtensions,
  describeOpenssl,
  type Holder,
  stamper,
  Workshop,
} from '../conformance/timestamps/openssl.ts'
import { createProduct, inProduct, type LedgerProduct, startLedger } from './ledger-product.ts'

describeOpenssl('occtet ledger stamp', () => {
  let bench: Workshop
  let root: Holder
  let tsa: LocalAuthority
  let shop: LedgerProduct
  let key: string

  beforeAll(async () => {
    bench = new Workshop()
    root = bench.issue({ name: 'Root', key: 'P-256', extensions: authorityExtensions })
    const middle = bench.issue({
      name: 'Middle',
      key: 'P-256',
      issuer: root,
      extensions: authorityExtensions,
    })
    const signer = bench.issue({ name: 'Stamps', key: 'P-256', issuer: middle, extensions: stamper })
    tsa = await startAuthority(bench, signer, { middle })
    shop = createProduct('ledger-stamp', ['left'])
    key = startLedger(shop).key
  }, 60_000)
  afterAll(async () => {
    await tsa.close()
    bench.close()
  })

  /** Not by spawnSync: the authority answers in this process. */
  function stamp(
    anchors: string,
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
    const args = ['ledger', 'stamp', '--tsa', tsa.url, '--anchors', anchors, '--json']
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [`${cliFolder}occtet.mjs`, ...args],
        { cwd: shop.tree, env: { PATH: process.env['PATH'], ...shop.env } },
        (cause, stdout, stderr) => resolve({ code: cause === null ? 0 : Number(cause.code), stdout, stderr }),
      )
    })
  }

  test('the stamp is kept, recorded, and dates what a stranger sees', async () => {
    const ran = await stamp(root.certificateFile)
    expect([ran.code, ran.stderr]).toEqual([0, ''])
    const stamped = readAnswer('ledger-stamp', ran.stdout)
    const list = ask('ledger-events', ['ledger', 'list', '--type', 'anchor.timestamped'], inProduct(shop))
    expect(list.events).toHaveLength(1)
    const file = join(scratch('ledger-stamped'), 'evidence.zip')
    const made = ask('ledger-export', ['ledger', 'export', '--out', file], inProduct(shop))
    expect(made.timestamps).toBe(1)
    const args = ['ledger', 'verify', file, '--key', key, '--anchors', root.certificateFile]
    const opened = ask('ledger-package', args)
    expect(opened.verdict.kind).toBe('valid')
    // What was in the log when it was stamped was there at that time at the latest; what came later was not.
    const dated = opened.records.filter(({ notAfter }) => notAfter?.source === 'time-stamp')
    expect(dated.length).toBe(stamped.size)
    expect(Math.abs(Date.parse(dated[0]?.notAfter?.time ?? '') - Date.parse(stamped.time))).toBeLessThan(1000)
  })

  test('an authority that is not trusted dates nothing, and nothing is recorded', async () => {
    const stranger = bench.issue({ name: 'Stranger', key: 'P-256', extensions: authorityExtensions })
    const before = ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop)).size
    const ran = await stamp(stranger.certificateFile)
    expect(ran.code).toBe(6)
    expect(ran.stderr).toContain('not accepted')
    expect(ask('ledger-checkpoint', ['ledger', 'checkpoint'], inProduct(shop)).size).toBe(before)
    const none = await stamp(join(shop.tree, 'package.json'))
    expect(none.code).toBe(3)
  })
})
