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
import { netBackoff } from './net-backoff.ts'
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
import { pvr } from './pvr.ts'
import { publicSource } from './public.ts'
import { maintained } from './maintained.ts'
import { codeReview } from './code-review.ts'
import { branchProt } from './branch-prot.ts'
import { sbomPresent } from './sbom/present.ts'
import { sbomValid } from './sbom/valid.ts'
import { sbomToplevel } from './sbom/toplevel.ts'
import { sbomDepth } from './sbom/depth.ts'
import { sbomFresh } from './sbom/fresh.ts'
import { sbomPurl } from './sbom/purl.ts'
import { sbomBsi } from './sbom/bsi.ts'
import { sbomEol } from './sbom/eol.ts'
import { sbomUnused } from './sbom/unused.ts'
import { vulnOpen } from './vuln/open.ts'
import { vulnKev } from './vuln/kev.ts'
import { vulnEpss } from './vuln/epss.ts'
import { vulnFixavail } from './vuln/fixavail.ts'
import { vulnVex } from './vuln/vex.ts'
import { vulnUnreviewed } from './vuln/unreviewed.ts'
import { vulnAge } from './vuln/age.ts'
import { vulnReach } from './vuln/reach.ts'
import { relFirst } from './rel/first.ts'
import { relSigned } from './rel/signed.ts'
import { relProvenance } from './rel/provenance.ts'
import { relHashes } from './rel/hashes.ts'
import { relHttps } from './rel/https.ts'
import { relCadence } from './rel/cadence.ts'
import { relSecurityOnly } from './rel/security-only.ts'
import { relAdvisories } from './rel/advisories.ts'
import { relAdvisoryQuality } from './rel/advisory-quality.ts'
import { relAdvisoryLag } from './rel/advisory-lag.ts'
import { relArchive } from './rel/archive.ts'
import { platMfa } from './plat/mfa.ts'
import { platDepAlerts } from './plat/dep-alerts.ts'
import { platSecretScan } from './plat/secret-scan.ts'
import { orgSecurityMd } from './org/security-md.ts'
import { webSecurityTxt } from './web/security-txt.ts'
import { webDoc } from './web/doc.ts'
import { webSupport } from './web/support.ts'
import { ciScaSchedule } from './ci-sca-schedule.ts'
import { ciSbom } from './ci-sbom.ts'
import { networkLibs } from './sbom/network-libs.ts'
import { backend } from './backend.ts'
import { purposeWords } from './purpose-words.ts'
import { packageMeta } from './package-meta.ts'

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
  netBackoff,
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
  pvr,
  publicSource,
  maintained,
  codeReview,
  branchProt,
  sbomPresent,
  sbomValid,
  sbomToplevel,
  sbomDepth,
  sbomFresh,
  sbomPurl,
  sbomBsi,
  sbomEol,
  sbomUnused,
  vulnOpen,
  vulnKev,
  vulnEpss,
  vulnFixavail,
  vulnVex,
  vulnUnreviewed,
  vulnAge,
  vulnReach,
  relFirst,
  relSigned,
  relProvenance,
  relHashes,
  relHttps,
  relCadence,
  relSecurityOnly,
  relAdvisories,
  relAdvisoryQuality,
  relAdvisoryLag,
  relArchive,
  platMfa,
  platDepAlerts,
  platSecretScan,
  orgSecurityMd,
  webSecurityTxt,
  webDoc,
  webSupport,
  ciScaSchedule,
  ciSbom,
  networkLibs,
  backend,
  purposeWords,
  packageMeta,
]
