/** VulnerableCode ids and their files in the data repository of generation A. */
import { err, ok, type Result } from '../../base/index.ts'
import { quote } from '../purl/parts.ts'
import { formatBase32 } from './path-text.ts'

export interface VcidError {
  readonly code: 'VCID_INVALID'
  readonly message: string
}

const VCID = /^VCID(?:-[a-hjkmnp-z1-9]{4}){3}$/

/** The id of a random UUID's 16 bytes. */
export function formatVcid(uuid: Uint8Array): string {
  const digits = formatBase32(uuid)
  return `VCID-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8, 12)}`
}

/** `aboutcode-vulnerabilities/<first two digits>/<id>.yml`. */
export function vcidPath(vcid: string): Result<string, VcidError> {
  if (!VCID.test(vcid)) {
    return err({
      code: 'VCID_INVALID',
      message: `expected VCID- and three groups of four digits, found ${quote(vcid)}`,
    })
  }
  return ok(`aboutcode-vulnerabilities/${vcid.slice(5, 7)}/${vcid}.yml`)
}
