/** Where a log can be read: a web server or a folder. Not trusted: everything that comes from it is checked. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { err, ok, type Result } from '../../../base/index.ts'
import { reasonOf } from '../../feddb/errors.ts'
import type { Exchange } from '../witness/exchange.ts'

export interface SourceError {
  readonly code: 'MISSING' | 'FAILED'
  readonly message: string
}

export interface LogSource {
  /** As the user knows it. */
  readonly address: string
  /** The whole of a file, at most `limit` bytes. */
  readonly read: (path: string, limit: number) => Promise<Result<Uint8Array, SourceError>>
}

export function openSource(
  address: string,
  { exchange, timeout }: { readonly exchange: Exchange; readonly timeout: number },
): LogSource {
  if (!/^https?:\/\//i.test(address)) return openFolder(address)
  const base = address.replace(/\/+$/, '')
  return {
    address: base,
    read: async (path, limit) => {
      const url = `${base}/${path}`
      const answer = await exchange({ url, timeout, limit })
      if (answer.kind === 'failed') return err({ code: 'FAILED', message: `${url}: ${answer.reason}` })
      if (answer.status === 200) return ok(answer.body)
      const code = answer.status === 404 ? 'MISSING' : 'FAILED'
      return err({ code, message: `${url}: answered ${answer.status}` })
    },
  }
}

function openFolder(address: string): LogSource {
  const folder = resolve(address.startsWith('file:') ? fileURLToPath(address) : address)
  return {
    address: folder,
    read: (path, limit) => Promise.resolve(readFile(join(folder, path), limit)),
  }
}

function readFile(path: string, limit: number): Result<Uint8Array, SourceError> {
  try {
    if (!existsSync(path)) return err({ code: 'MISSING', message: `${path}: missing` })
    const { size } = statSync(path)
    if (size > limit) return err({ code: 'FAILED', message: `${path}: larger than ${limit} bytes` })
    return ok(new Uint8Array(readFileSync(path)))
  } catch (cause) {
    return err({ code: 'FAILED', message: `${path}: ${reasonOf(cause)}` })
  }
}
