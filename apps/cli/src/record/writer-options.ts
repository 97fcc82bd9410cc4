/** How the log of this machine is written: who witnesses it, and what the product remembers of it. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  createCosigner,
  type Exchange,
  type LedgerHome,
  LedgerReader,
  openCosignerMemory,
  type OpenOptions,
  readTextFile,
} from '@occtet/toolkit/adapters'
import { err, ok, type Result, sha256 } from '@occtet/toolkit/base'
import { parsePolicy, type Policy } from '@occtet/toolkit/translog'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'

/** Which logs and witnesses count for this ledger (C2SP tlog-policy); set by `occtet ledger policy`. */
export function policyPath({ log }: LedgerHome): string {
  return join(dirname(log.dir), 'policy.txt')
}

/** RFC 3161 stamps of checkpoints, beside the log. */
export function anchorsFolder({ log }: LedgerHome): string {
  return join(dirname(log.dir), 'anchors')
}

/** What a monitor of this ledger remembers. */
export function monitorFolder({ log }: LedgerHome): string {
  return join(dirname(log.dir), 'monitor')
}

/** A policy that lists the log of this ledger with its own key; the message says what is wrong. */
export function checkPolicy(home: LedgerHome, text: string): Result<Policy, string> {
  const policy = parsePolicy(sha256, text)
  if (!policy.ok) return err(policy.error.message)
  const own = new LedgerReader(home.log.dir).key
  const isListed = policy.value.logs.some(({ key }) => key.name === own.name && key.id === own.id)
  return isListed ? ok(policy.value) : err(`it does not list this log, ${own.name}, with its key`)
}

/** Undefined where none was set: nobody witnesses this log. Throws (exit 3) where it cannot be read. */
export function readPolicy(home: LedgerHome): Policy | undefined {
  const path = policyPath(home)
  if (!existsSync(path)) return undefined
  const text = readTextFile(path, 256 * 1024)
  const policy = text.ok ? checkPolicy(home, text.value) : err(text.error.message)
  if (policy.ok) return policy.value
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'POLICY_INVALID',
    message: `${path}: ${policy.error}`,
    hint: 'Set it anew: occtet ledger policy FILE',
  })
}

const silence: Exchange = () =>
  Promise.resolve({ kind: 'failed', reason: 'the network is forbidden (--offline)' })

/** `remembered`: a checkpoint that the product's own files hold; an older log than that is refused. */
export function writerOptions(
  home: LedgerHome,
  { isOffline, remembered }: { readonly isOffline: boolean; readonly remembered: string | undefined },
): OpenOptions {
  const policy = readPolicy(home)
  const known = remembered === undefined ? {} : { known: [{ note: remembered }] }
  if (policy === undefined) return known
  const memory = openCosignerMemory(join(dirname(home.log.seenPath), 'witnesses.json'))
  return { ...known, cosign: createCosigner(policy, memory, isOffline ? { exchange: silence } : {}) }
}
