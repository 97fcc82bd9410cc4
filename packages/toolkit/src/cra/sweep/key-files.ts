/** Finds files that are private keys by their first bytes; their contents never leave here. */
import type { PathRole } from '../../model/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import type { SourceSweep } from './sweep.ts'

const keyName = /\.(pem|key|p8|ppk)$|(^|\/)id_(rsa|dsa|ecdsa|ed25519)$/i
const begin =
  /^-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH) )?PRIVATE KEY-----\r?\n(?!Proc-Type: 4,ENCRYPTED)|^PuTTY-User-Key-File-/m
const most = { files: 500, bytes: 16_384 } as const

export interface KeyFile {
  readonly kind: 'private-key'
  readonly path: string
  readonly line: number
  readonly role: PathRole
}

/** Keys without a pass phrase, of at most 500 files with a name for keys. */
export function findKeyFiles(sweep: SourceSweep, tree: RepoFiles): readonly KeyFile[] {
  const decoder = new TextDecoder('latin1')
  return sweep.files
    .filter(({ path }) => keyName.test(path))
    .slice(0, most.files)
    .flatMap(({ path, role }): KeyFile[] => {
      const start = tree.readStart(path, most.bytes)
      const text = start === undefined ? '' : decoder.decode(start.bytes)
      const at = begin.exec(text)
      if (at === null) return []
      return [{ kind: 'private-key', path, line: text.slice(0, at.index).split('\n').length, role }]
    })
}
