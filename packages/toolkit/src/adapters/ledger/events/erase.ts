/**
 * Erasing what was recorded: an intent that survives a kill, the event that says what is gone, the bytes, the keys, and the
 * intent away again. Each step may be repeated.
 */
import { dirname, join } from 'node:path'
import { decodeUtf8, formatCanonicalJson, parseJson } from '../../../base/index.ts'
import { type EventDraft, type EventValue, formatUlid, ULID_RANDOM_BYTES } from '../../../ledger/index.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import { guard, replaceFile } from '../store.ts'
import { type ErasurePlan, type Overwrite, planErasure } from './erasure-plan.ts'
import type { LedgerHome } from './ledger-home.ts'
import type {
  ErasureDepth,
  ErasureOrder,
  ErasureReport,
  ErasureTarget,
  EventSource,
  RecordedEvent,
} from './model.ts'
import type { TenantKey } from './tenant-key.ts'
import type { Vault } from './vault.ts'

export interface ErasureParts {
  readonly home: LedgerHome
  readonly disk: LedgerDisk
  readonly vault: Vault
  readonly tenant: TenantKey
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
  readonly record: (drafts: readonly EventDraft[]) => Promise<readonly RecordedEvent[]>
  readonly source: EventSource
}

interface Intent {
  readonly overwrites: readonly Overwrite[]
  readonly keys: readonly string[]
  readonly drafts: readonly EventDraft[]
}

const PURPOSE = 'occtet-vault/erasure/v1'
const SUFFIX = '.intent'
/** Records that one `data.erased` explains. */
const GROUP = 128

export async function eraseData(
  parts: ErasureParts,
  request: { readonly target: ErasureTarget; readonly depth: ErasureDepth; readonly order: ErasureOrder },
): Promise<ErasureReport> {
  const now = parts.now()
  const today = new Date(now).toISOString().slice(0, 10)
  const plan = planErasure({ ...request, vault: parts.vault, source: parts.source, today })
  const { overwrites, digests, keys } = plan
  if (overwrites.length === 0 && keys.length === 0) {
    return { entries: [], disclosures: [], keys: 0, recorded: [] }
  }
  const drafts = toDrafts(parts, request, { plan, now })
  const path = join(folderOf(parts), `${formatUlid(now, parts.random(ULID_RANDOM_BYTES))}${SUFFIX}`)
  const text = formatCanonicalJson(JSON.parse(JSON.stringify({ overwrites, keys, drafts })) as EventValue)
  await replaceFile(parts.disk, { path, bytes: parts.tenant.wrap(PURPOSE, Buffer.from(text)) })
  const recorded = await carryOut(parts, { overwrites, keys, drafts }, path)
  return {
    entries: overwrites.map(({ index }) => BigInt(index)),
    disclosures: digests.flat(),
    keys: keys.length,
    recorded,
  }
}

/** Erasures that a kill interrupted; keys that a backup brought back are destroyed again. */
export async function finishErasures(parts: ErasureParts): Promise<void> {
  for (const path of [...parts.disk.list(folderOf(parts))].sort()) {
    if (path.endsWith(SUFFIX)) await carryOut(parts, readIntent(parts, path), path)
    else if (path.endsWith('.tmp')) await guard(path, () => parts.disk.remove(path))
  }
  for (const id of listDestroyed(parts)) {
    if (parts.vault.keys.get(id) !== undefined) await parts.vault.keys.destroy(id)
  }
}

/** The bytes alone, before the vault is read: a kill may have left half a head. */
export async function replayOverwrites(
  parts: Pick<ErasureParts, 'home' | 'disk' | 'tenant' | 'vault'>,
): Promise<void> {
  for (const path of parts.disk.list(folderOf(parts))) {
    if (path.endsWith(SUFFIX)) await overwriteRecords(parts.vault, readIntent(parts, path).overwrites)
  }
}

async function carryOut(
  parts: ErasureParts,
  { overwrites, keys, drafts }: Intent,
  path: string,
): Promise<readonly RecordedEvent[]> {
  const { disk, vault } = parts
  const recorded = await parts.record(drafts)
  await overwriteRecords(vault, overwrites)
  await noteDestroyed(parts, keys)
  for (const id of keys) await vault.keys.destroy(id)
  await guard(path, async () => {
    // What was planned is a trace as well.
    await disk.writeAt(path, new Uint8Array(disk.sizeOf(path) ?? 0), 0)
    await disk.sync(path)
    await disk.remove(path)
    await disk.syncFolder(dirname(path))
  })
  return recorded
}

async function overwriteRecords(vault: Vault, overwrites: readonly Overwrite[]): Promise<void> {
  for (const { segment, offset, head, zeros } of overwrites) {
    for (const [from, length] of zeros) {
      await vault.segments.overwrite({ segment, offset: offset + from }, new Uint8Array(length))
    }
    await vault.segments.overwrite({ segment, offset }, Buffer.from(head, 'base64'))
  }
  for (const segment of new Set(overwrites.map((one) => one.segment))) await vault.segments.sync(segment)
  for (const { index, slot } of overwrites) await vault.slots.write(index, Buffer.from(slot, 'base64'))
  if (overwrites.length > 0) await vault.slots.sync(vault.slots.synced())
}

function toDrafts(
  { random }: ErasureParts,
  { target, depth, order }: Parameters<typeof eraseData>[1],
  { plan, now }: { readonly plan: ErasurePlan; readonly now: number },
): readonly EventDraft[] {
  const { kind, reference } = order.legalGround
  const scope = 'index' in target ? 'event' : 'person' in target ? 'person' : 'case'
  const groups = Math.max(1, Math.ceil(plan.overwrites.length / GROUP))
  return Array.from({ length: groups }, (_, group) => {
    const [from, to] = [group * GROUP, (group + 1) * GROUP]
    return {
      id: formatUlid(now, random(ULID_RANDOM_BYTES)),
      type: 'data.erased',
      time: new Date(now).toISOString(),
      actor: order.actor,
      data: {
        depth,
        scope,
        entries: toRanges(plan.overwrites.slice(from, to)),
        disclosures: plan.digests.slice(from, to).flat().sort(),
        reason: order.reason,
        ground: kind,
        ...(reference === undefined ? {} : { reference }),
        ...(plan.retentionUntil === undefined ? {} : { retentionUntil: plan.retentionUntil }),
      },
    }
  })
}

function toRanges(overwrites: readonly Overwrite[]): readonly { first: number; last: number }[] {
  const ranges: { first: number; last: number }[] = []
  for (const { index } of [...overwrites].sort((a, b) => a.index - b.index)) {
    const last = ranges.at(-1)
    if (last !== undefined && last.last + 1 === index) last.last = index
    else ranges.push({ first: index, last: index })
  }
  return ranges
}

/** Written before the keys go, so that a copy of them that comes back is known. */
async function noteDestroyed({ home, disk }: ErasureParts, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const path = join(home.vault, 'destroyed')
  const known = Buffer.from(disk.read(path) ?? [])
  await replaceFile(disk, { path, bytes: Buffer.concat([known, Buffer.from(keys.join(''), 'hex')]) })
}

function listDestroyed({ home, disk }: ErasureParts): readonly string[] {
  const text = Buffer.from(disk.read(join(home.vault, 'destroyed')) ?? []).toString('hex')
  return text.match(/.{32}/g) ?? []
}

/** Trusted: only the holder of the tenant key makes one. */
function readIntent({ disk, tenant }: Pick<ErasureParts, 'disk' | 'tenant'>, path: string): Intent {
  const bytes = tenant.unwrap(PURPOSE, disk.read(path) ?? new Uint8Array())
  const text = bytes === undefined ? undefined : decodeUtf8(bytes)
  const document = text?.ok === true ? parseJson(text.value) : undefined
  if (document?.ok === true) return document.value.value as Intent
  // Zeros: it was carried out, and the kill came before the file was removed.
  if ((disk.read(path) ?? new Uint8Array()).every((byte) => byte === 0)) {
    return { overwrites: [], keys: [], drafts: [] }
  }
  throw new LedgerError('LEDGER_DAMAGED', `${path}: an erasure that was begun cannot be read`)
}

function folderOf({ home }: Pick<ErasureParts, 'home'>): string {
  return join(home.vault, 'erasures')
}
