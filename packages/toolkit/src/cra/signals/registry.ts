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
import { updateDoc } from './update-doc.ts'
import { resetDoc } from './reset-doc.ts'
import { logDoc } from './log-doc.ts'
import { backupDoc } from './backup-doc.ts'
import { privacyDoc } from './privacy-doc.ts'
import { riskDoc } from './risk-doc.ts'
import { archDoc } from './arch-doc.ts'
import { incidentPlan } from './incident-plan.ts'
import { userdoc } from './userdoc.ts'
import { changelog } from './changelog.ts'
import { upstreamLinks } from './upstream-links.ts'

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
  updateDoc,
  resetDoc,
  logDoc,
  backupDoc,
  privacyDoc,
  riskDoc,
  archDoc,
  incidentPlan,
  userdoc,
  changelog,
  upstreamLinks,
]
