/**
 * The keys under which events and personal fields lie: one for each person, case and month, each in a file of its own.
 * Destroying the file makes all copies of what lay under it unreadable, backups of the vault too (ledger reference, 1.4).
 */
import { basename, join } from 'node:path'
import { decodeUtf8, formatCanonicalJson, parseJson } from '../../../base/index.ts'
import { formatBase64, parseBase64 } from '../../../translog/index.ts'
import type { LedgerDisk } from '../disk.ts'
import { guard, replaceFile } from '../store.ts'
import type { TenantKey } from './tenant-key.ts'

export type DataKeyKind = 'person' | 'case' | 'period'

export interface DataKey {
  /** 32 hex digits, random: says nothing of whose it is. */
  readonly id: string
  readonly kind: DataKeyKind
  readonly name: string
  readonly key: Uint8Array
}

export interface DataKeysPlace {
  readonly disk: LedgerDisk
  readonly folder: string
  readonly tenant: TenantKey
  readonly random: (bytes: number) => Uint8Array
}

const SUFFIX = '.key'
const ID_BYTES = 16

/** Memory grows with people, cases and months, not with the log. */
export class DataKeys {
  readonly #place: DataKeysPlace
  readonly #byId = new Map<string, DataKey | undefined>()
  #byName: Map<string, DataKey> | undefined

  constructor(place: DataKeysPlace) {
    this.#place = place
  }

  /** Undefined if it was destroyed, or is damaged, or of another tenant. */
  get(id: string): DataKey | undefined {
    if (!this.#byId.has(id)) this.#byId.set(id, this.#read(id))
    return this.#byId.get(id)
  }

  find(kind: DataKeyKind, name: string): DataKey | undefined {
    return this.#names().get(nameOf(kind, name))
  }

  /** The one of this name, made and durable where there was none. */
  async need(kind: DataKeyKind, name: string): Promise<DataKey> {
    const known = this.find(kind, name)
    if (known !== undefined) return known
    const { disk, tenant, random } = this.#place
    const id = Buffer.from(random(ID_BYTES)).toString('hex')
    const made: DataKey = { id, kind, name, key: random(32) }
    const content = formatCanonicalJson({ kind, name, key: formatBase64(made.key) })
    const bytes = tenant.wrap(purposeOf(id), Buffer.from(content))
    await replaceFile(disk, { path: this.#path(id), bytes })
    this.#byId.set(id, made)
    this.#names().set(nameOf(kind, name), made)
    return made
  }

  /** Overwritten, then removed; durable when it returns. Harmless where it is gone. */
  async destroy(id: string): Promise<void> {
    const { disk, folder } = this.#place
    const path = this.#path(id)
    const size = disk.sizeOf(path)
    await guard(path, async () => {
      if (size !== undefined) {
        await disk.writeAt(path, new Uint8Array(size), 0)
        await disk.sync(path)
        await disk.remove(path)
      }
      await disk.syncFolder(folder)
    })
    this.#byId.set(id, undefined)
    this.#byName = undefined
  }

  #names(): Map<string, DataKey> {
    if (this.#byName !== undefined) return this.#byName
    const names = new Map<string, DataKey>()
    for (const path of [...this.#place.disk.list(this.#place.folder)].sort()) {
      const name = basename(path)
      if (!name.endsWith(SUFFIX)) continue
      const found = this.get(name.slice(0, -SUFFIX.length))
      if (found !== undefined) names.set(nameOf(found.kind, found.name), found)
    }
    this.#byName = names
    return names
  }

  #read(id: string): DataKey | undefined {
    if (!/^[0-9a-f]{32}$/.test(id)) return undefined
    const wrapped = this.#place.disk.read(this.#path(id))
    const bytes = wrapped === undefined ? undefined : this.#place.tenant.unwrap(purposeOf(id), wrapped)
    return bytes === undefined ? undefined : parseKey(id, bytes)
  }

  #path(id: string): string {
    return join(this.#place.folder, `${id}${SUFFIX}`)
  }
}

/** What the tenant key wrapped. */
function parseKey(id: string, bytes: Uint8Array): DataKey | undefined {
  const text = decodeUtf8(bytes)
  const document = text.ok ? parseJson(text.value) : undefined
  const value = document?.ok === true ? document.value.value : undefined
  const { kind, name, key } = (value ?? {}) as Readonly<Record<string, unknown>>
  const secret = typeof key === 'string' ? parseBase64(key) : undefined
  if (secret?.length !== 32 || typeof name !== 'string' || !isKind(kind)) return undefined
  return { id, kind, name, key: secret }
}

function isKind(kind: unknown): kind is DataKeyKind {
  return kind === 'person' || kind === 'case' || kind === 'period'
}

function nameOf(kind: DataKeyKind, name: string): string {
  return `${kind}:${name}`
}

function purposeOf(id: string): string {
  return `occtet-vault/data-key/v1:${id}`
}
