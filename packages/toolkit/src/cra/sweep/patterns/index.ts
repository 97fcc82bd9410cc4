/** All patterns of the sweep, in the order in which they are numbered. */
import type { CodePattern } from '../pattern.ts'
import { buildFlags } from './build-flags.ts'
import { certificateChecks } from './certificate-checks.ts'
import { debugDefault } from './debug-default.ts'
import { defaultCreds } from './default-creds.ts'
import { hintPatterns } from './hints.ts'
import { logSecrets } from './log-secrets.ts'
import { secrets } from './secrets.ts'
import { structure } from './structure.ts'
import { traitPatterns } from './traits.ts'
import { weakCrypto } from './weak-crypto.ts'
import { weakTransport } from './weak-transport.ts'

export const patterns: readonly CodePattern[] = [
  ...certificateChecks,
  ...weakCrypto,
  ...weakTransport,
  ...debugDefault,
  ...defaultCreds,
  ...secrets,
  ...logSecrets,
  ...hintPatterns,
  ...structure,
  ...buildFlags,
  ...traitPatterns,
]
