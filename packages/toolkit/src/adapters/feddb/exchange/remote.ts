/**
 * Where a published FedDB lies: a folder (a mirror, a stick) or a web server that serves such a folder.
 * Trust: whoever controls it can send any bytes, or none; everything is checked against the signed checkpoint.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { downloadFile, NetworkFailure } from '../../download.ts'
import { guard } from '../files.ts'
import { CHECKPOINT } from './snapshot-log.ts'

export interface Remote {
  /** Address as the user knows it. */
  readonly address: string
  /** The whole of a small file; undefined where there is none. Throws NetworkFailure or FeddbError. */
  readonly read: (path: string, limit: number) => Promise<Uint8Array | undefined>
  /** Brings a file of this size to `to`, going on where an earlier attempt stopped. The bytes are unchecked. */
  readonly bring: (path: string, to: string, size: number) => Promise<void>
}

/** Of several places below the address (`/feddb` of a server), the one that has a checkpoint; undefined where none has. */
export async function findRemote(address: string): Promise<Remote | undefined> {
  const isWeb = /^https?:\/\//i.test(address)
  const bases = isWeb ? [address, `${address.replace(/\/+$/, '')}/feddb`] : [address]
  for (const base of bases) {
    const remote = isWeb ? openWeb(base) : openFolder(base)
    if ((await remote.read(CHECKPOINT, MAX_CHECKPOINT)) !== undefined) return remote
  }
  return undefined
}

export const MAX_CHECKPOINT = 128 * 1024

function openFolder(address: string): Remote {
  const folder = resolve(address.startsWith('file:') ? fileURLToPath(address) : address)
  return {
    address: folder,
    read: (path, limit) => {
      const file = join(folder, path)
      if (!existsSync(file) || !statSync(file).isFile()) return Promise.resolve(undefined)
      return Promise.resolve(guard(file, () => new Uint8Array(readFileSync(file).subarray(0, limit + 1))))
    },
    bring: (path, to) => {
      guard(to, () => {
        mkdirSync(dirname(to), { recursive: true })
        copyFileSync(join(folder, path), `${to}.part`)
        renameSync(`${to}.part`, to)
      })
      return Promise.resolve()
    },
  }
}

const PATIENCE = 30_000

function openWeb(address: string): Remote {
  const base = address.replace(/\/+$/, '')
  return {
    address: base,
    read: async (path, limit) => {
      const url = `${base}/${path}`
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) })
        if (response.status === 404) return undefined
        if (!response.ok) throw refused(url, `answered ${response.status}`)
        return await readBounded(response, url, limit)
      } catch (cause) {
        throw cause instanceof NetworkFailure ? cause : unreachable(url, cause)
      }
    },
    bring: async (path, to, size) => {
      await downloadFile({ url: `${base}/${path}`, to, limit: size })
    },
  }
}

async function readBounded(response: Response, url: string, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > limit)
      throw new NetworkFailure({ code: 'TOO_LARGE', url, message: `${url} sends more than ${limit} bytes` })
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

function refused(url: string, what: string): NetworkFailure {
  return new NetworkFailure({ code: 'REFUSED', url, message: `${url} ${what}` })
}

function unreachable(url: string, cause: unknown): NetworkFailure {
  const reason =
    cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : String(cause)
  return new NetworkFailure({ code: 'UNREACHABLE', url, message: `${url} cannot be read: ${reason}`, cause })
}
