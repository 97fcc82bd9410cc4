/** All kinds of proposals; a test walks the folder and fails where one is missing. */
import { devOnly } from './dev-only.ts'
import { distributionBackport } from './distribution-backport.ts'
import { fileAbsent } from './file-absent.ts'
import type { Proposer } from './model.ts'
import { notImported } from './not-imported.ts'
import { platformMismatch } from './platform-mismatch.ts'
import { upstreamVex } from './upstream-vex.ts'

/** In the order of `proposalKinds`. */
export const proposers: readonly Proposer[] = [
  devOnly,
  notImported,
  fileAbsent,
  platformMismatch,
  distributionBackport,
  upstreamVex,
]
