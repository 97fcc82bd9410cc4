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
import { authLibs } from './auth-libs.ts'
import { binaries } from './binaries.ts'
import { buildFlags } from './build-flags.ts'
import { ciDast } from './ci-dast.ts'
import { containerHardening } from './container-hardening.ts'
import { cryptoLibs } from './crypto-libs.ts'
import { debugDefault } from './debug-default.ts'
import { defaultCreds } from './default-creds.ts'
import { deleteApi } from './delete-api.ts'
import { fuzz } from './fuzz.ts'
import { logSecrets } from './log-secrets.ts'
import { logging } from './logging.ts'
import { monetisation } from './monetisation.ts'
import { netBehaviour } from './net-behaviour.ts'
import { openapi } from './openapi.ts'
import { permissions } from './permissions.ts'
import { pinned } from './pinned.ts'
import { productForm } from './product-form.ts'
import { rateLimit } from './rate-limit.ts'
import { secrets } from './secrets.ts'
import { telemetry } from './telemetry.ts'
import { tlsConfig } from './tls-config.ts'
import { traits } from './traits.ts'
import { updateMech } from './update-mech.ts'
import { vendored } from './vendored.ts'

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
  authLibs,
  binaries,
  buildFlags,
  ciDast,
  containerHardening,
  cryptoLibs,
  debugDefault,
  defaultCreds,
  deleteApi,
  fuzz,
  logSecrets,
  logging,
  monetisation,
  netBehaviour,
  openapi,
  permissions,
  pinned,
  productForm,
  rateLimit,
  secrets,
  telemetry,
  tlsConfig,
  traits,
  updateMech,
  vendored,
]
