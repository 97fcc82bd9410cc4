/** Registry of evidence signals: one line each. */
import type { Signal } from '../signal.ts'
import { ciSast } from './ci-sast.ts'
import { ciSca } from './ci-sca.ts'
import { ciTests } from './ci-tests.ts'
import { dangerousWf } from './dangerous-wf.ts'
import { depUpdater } from './dep-updater.ts'
import { license } from './license.ts'
import { lockfiles } from './lockfiles.ts'
import { securityMd } from './security-md.ts'
import { supportDoc } from './support-doc.ts'
import { workflowPerms } from './workflow-perms.ts'

export const signals: readonly Signal[] = [
  securityMd,
  license,
  lockfiles,
  depUpdater,
  dangerousWf,
  ciSca,
  ciSast,
  ciTests,
  workflowPerms,
  supportDoc,
]
