/** A new ledger of events, and opening one. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { EventDraft } from '../../../ledger/index.ts'
import type { VerifierKey } from '../../../translog/index.ts'
import { createLedgerOn, openLedgerOn } from '../create.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import { nodeDisk } from '../node-disk.ts'
import { LedgerReader } from '../reader.ts'
import { guard, names } from '../store.ts'
import { machine, type EventLedgerOptions, EventLedger } from './event-ledger.ts'
import { createEventKey, type EventKey, readEventKey } from './event-key.ts'
import { replayOverwrites } from './erase.ts'
import type { LedgerHome } from './ledger-home.ts'
import { createTenantKey, readTenantKey, toTenantKey } from './tenant-key.ts'
import { openVault, Vault } from './vault.ts'

export interface NewEventLedger extends EventLedgerOptions {
  /** As the public leaf shall show it, for ever. Of a person's own business it is that person's name: ask before. */
  readonly organisation: string
  readonly policySha256?: string
  /** Default: this program. */
  readonly actor?: EventDraft['actor']
}

export interface CreatedLedger {
  /** Of the log; what outsiders pin. */
  readonly verifierKey: string
  /** Of the first key for events. */
  readonly keyid: string
}

/**
 * Makes the three keys, the log, and its first leaves `log.created` and `key.added`. Throws LEDGER_EXISTS where the log has
 * entries already. Safe to repeat after a crash.
 */
export async function createEventLedger(home: LedgerHome, options: NewEventLedger): Promise<CreatedLedger> {
  const { disk = nodeDisk, random = machine.random } = options
  await makeFolders(disk, home.secrets)
  await createTenantKey(disk, home.tenantKey, random(32))
  const key = readEventKey(home.eventKey) ?? (await createEventKey(disk, home.eventKey))
  if (!isStarted(home)) await createLedgerOn(disk, home.log, home.origin)
  const ledger = await openParts(home, options)
  try {
    if (ledger.size > 0n) {
      throw new LedgerError('LEDGER_EXISTS', `${home.log.dir}: this log has ${ledger.size} entries already`)
    }
    await ledger.start(firstLeaves(home, key, { options, log: new LedgerReader(home.log.dir).key }))
    await ledger.publish()
    return { verifierKey: ledger.verifierKey, keyid: key.keyid }
  } finally {
    await ledger.close()
  }
}

/** Throws LedgerError: as `openLedger`, and KEY_INVALID where a key is missing. Finishes what a crash left. */
export async function openEventLedger(
  home: LedgerHome,
  options: EventLedgerOptions = {},
): Promise<EventLedger> {
  const ledger = await openParts(home, options)
  try {
    if (ledger.size === 0n) {
      throw new LedgerError('NOT_A_LEDGER', `${home.log.dir}: its creation was not finished; create it again`)
    }
    await ledger.finish()
    return ledger
  } catch (cause) {
    await ledger.close()
    throw cause
  }
}

async function openParts(home: LedgerHome, options: EventLedgerOptions): Promise<EventLedger> {
  const { disk = nodeDisk, random = machine.random, now = machine.now, elapsed = machine.elapsed } = options
  const { writer, report } = await openLedgerOn(disk, home.log, options.writer)
  try {
    const tenant = toTenantKey(readTenantKey(home.tenantKey), random)
    const key = readEventKey(home.eventKey)
    if (key === undefined) {
      throw new LedgerError('KEY_INVALID', `${home.eventKey}: the key that signs events is missing`)
    }
    const place = { disk, vault: home.vault, dataKeys: home.dataKeys, tenant, random }
    await replayOverwrites({ home, disk, tenant, vault: new Vault(place) })
    const vault = await openVault(place, writer.size)
    return new EventLedger({ home, disk, writer, report, tenant, vault, key, now, elapsed, random })
  } catch (cause) {
    await writer.close()
    throw cause
  }
}

function isStarted(home: LedgerHome): boolean {
  return existsSync(join(home.log.dir, names.identity))
}

/** In one batch: the log has both, or none. */
function firstLeaves(
  home: LedgerHome,
  { keyid, spki, algorithm }: EventKey,
  { options, log }: { readonly options: NewEventLedger; readonly log: VerifierKey },
): readonly EventDraft[] {
  const { organisation, policySha256, actor = { kind: 'service', who: { name: 'occtet' } } } = options
  const opened = { organisation, origin: home.origin, key: { purpose: 'event', algorithm, keyid, spki } }
  const logKey = toSpki(log.publicKey)
  return [
    { type: 'log.created', actor, data: policySha256 === undefined ? opened : { ...opened, policySha256 } },
    {
      type: 'key.added',
      actor,
      data: {
        purpose: 'log',
        algorithm: 'ed25519',
        keyid: createHash('sha256').update(logKey).digest('hex'),
        spki: logKey.toString('base64'),
      },
    },
  ]
}

/** RFC 8410. */
function toSpki(publicKey: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
}

async function makeFolders(disk: LedgerDisk, folder: string): Promise<void> {
  const path = resolve(folder)
  if (existsSync(path)) return
  await makeFolders(disk, dirname(path))
  await guard(path, async () => {
    await disk.makeFolder(path)
    await disk.syncFolder(dirname(path))
  })
}
