/** The signing key of a node, in a file that only its owner may read. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { formatSigningKey, type Signer } from '../../../translog/index.ts'
import { guard } from '../files.ts'
import { createSigningKey, readSigner, toSigner } from './ed25519.ts'
import { ExchangeError } from './errors.ts'

/** Makes a key of this name where there is no file; else reads it. Throws ExchangeError. */
export function openKeyFile(path: string, origin: string | undefined): Signer {
  if (existsSync(path)) return readKeyFile(path, origin)
  if (origin === undefined) {
    throw new ExchangeError('KEY_MISSING', `${path} is not there; name the node's origin to make a key`)
  }
  const key = createSigningKey(origin)
  if (!key.ok) throw new ExchangeError('KEY_INVALID', `${origin}: ${key.error.message}`)
  guard(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, `${formatSigningKey(key.value)}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(path, 0o600)
  })
  return toSigner(key.value)
}

function readKeyFile(path: string, origin: string | undefined): Signer {
  const mode = guard(path, () => statSync(path).mode)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new ExchangeError('KEY_EXPOSED', `${path} can be read by others; set its mode to 0600`)
  }
  const signer = readSigner(guard(path, () => readFileSync(path, 'utf8')))
  if (!signer.ok) throw new ExchangeError('KEY_INVALID', `${path}: ${signer.error.message}`)
  const { name } = signer.value.key
  if (origin !== undefined && origin !== name) {
    throw new ExchangeError('KEY_INVALID', `${path}: the key is that of ${name}, not of ${origin}`)
  }
  return signer.value
}
