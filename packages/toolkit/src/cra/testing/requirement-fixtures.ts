/** Table of data: for each essential requirement a small tree where evidence is found, one where it is not, and one that clashes. */

export interface RequirementFixture {
  readonly requirement: string
  /** Name of a fixture, and the signal that is `present` in it. */
  readonly yes: readonly [fixture: string, signal: string]
  /** The signal that is `absent` or `contrary` there; of a danger, `contrary`. */
  readonly no: readonly [fixture: string, signal: string]
  /** A question that maps to the requirement: answered yes, the tree contradicts it. */
  readonly clash: readonly [fixture: string, question: string]
}

const nothing = 'no documentation'
const bareCode = 'code without anything to find'
const fullForge = 'a forge where everything is in place'
const bareForge = 'a forge that says no'
const exploited = 'an old critical finding with a fix, exploited somewhere, and a fresh one without'
const defaultPasswords = 'default passwords in Compose, settings and code'
const goodSbom = 'an SBOM of the current version with all direct dependencies'
const badSbom = 'an SBOM of an old version that breaks the schema and misses what the product asks for'

export const requirementFixtures: readonly RequirementFixture[] = [
  {
    requirement: 'ECR-I-1',
    yes: ['papers by their names', 'SIG-REPO-RISK-DOC'],
    no: [nothing, 'SIG-REPO-RISK-DOC'],
    clash: ['a threat model that nobody touched for years', 'D1'],
  },
  {
    requirement: 'ECR-I-2a',
    yes: ['statements about the product as a whole answer everything', 'SIG-VULN-VEX'],
    no: [exploited, 'SIG-VULN-KEV'],
    clash: [exploited, 'E1'],
  },
  {
    requirement: 'ECR-I-2b',
    yes: ['a manual that tells everything', 'SIG-REPO-RESET-DOC'],
    no: [defaultPasswords, 'SIG-REPO-DEFAULT-CREDS'],
    clash: [defaultPasswords, 'E3'],
  },
  {
    requirement: 'ECR-I-2c',
    yes: ['channels of updates', 'SIG-REPO-UPDATE-MECH'],
    no: [bareCode, 'SIG-REPO-UPDATE-MECH'],
    clash: [bareCode, 'E6'],
  },
  {
    requirement: 'ECR-I-2d',
    yes: ['components for cryptography, sign-in, logs and limits', 'SIG-REPO-AUTH-LIBS'],
    no: [bareCode, 'SIG-REPO-AUTH-LIBS'],
    clash: ['an interface with security, one operation of which deletes without', 'E7'],
  },
  {
    requirement: 'ECR-I-2e',
    yes: ['components for cryptography, sign-in, logs and limits', 'SIG-REPO-CRYPTO-LIBS'],
    no: ['old protocols, broken ciphers, services in the clear', 'SIG-REPO-TLS-CONFIG'],
    clash: ['old protocols, broken ciphers, services in the clear', 'E9'],
  },
  {
    requirement: 'ECR-I-2f',
    yes: [fullForge, 'SIG-REL-SIGNED'],
    no: [bareForge, 'SIG-REL-SIGNED'],
    clash: ['code of a stranger with the rights of the project', 'F11'],
  },
  {
    requirement: 'ECR-I-2g',
    yes: ['a manual that tells everything', 'SIG-REPO-PRIVACY-DOC'],
    no: ['cryptography that its authors gave up, and libraries that send data', 'SIG-REPO-TELEMETRY'],
    clash: ['cryptography that its authors gave up, and libraries that send data', 'E11'],
  },
  {
    requirement: 'ECR-I-2h',
    yes: ['loggers, events, limits and a second factor in code', 'SIG-REPO-RATE-LIMIT'],
    no: [bareCode, 'SIG-REPO-RATE-LIMIT'],
    clash: ['a service without limits or tests of failure', 'E12'],
  },
  {
    requirement: 'ECR-I-2i',
    yes: ['a retry that waits longer each time', 'SIG-REPO-NET-BACKOFF'],
    no: ['endless retries and an open relay', 'SIG-REPO-NET-BEHAVIOUR'],
    clash: ['endless retries and an open relay', 'E13'],
  },
  {
    requirement: 'ECR-I-2j',
    yes: ['a container that is held back', 'SIG-REPO-CONTAINER-HARDENING'],
    no: ['containers with power over their host', 'SIG-REPO-CONTAINER-HARDENING'],
    clash: ['containers with power over their host', 'E14'],
  },
  {
    requirement: 'ECR-I-2k',
    yes: ['hardened C', 'SIG-REPO-BUILD-FLAGS'],
    no: ['hardening switched off', 'SIG-REPO-BUILD-FLAGS'],
    clash: ['hardening switched off', 'E15'],
  },
  {
    requirement: 'ECR-I-2l',
    yes: ['loggers, events, limits and a second factor in code', 'SIG-REPO-LOGGING'],
    no: ['passwords in logs, and calls that only speak of them', 'SIG-REPO-LOG-SECRETS'],
    clash: [bareCode, 'E8'],
  },
  {
    requirement: 'ECR-I-2m',
    yes: ['deletion and export by name, comments apart', 'SIG-REPO-DELETE-API'],
    no: ['a store of data without a way out', 'SIG-REPO-RESET-DOC'],
    clash: ['a store of data without a way out', 'E17'],
  },
  {
    requirement: 'ECR-II-1',
    yes: [goodSbom, 'SIG-SBOM-PRESENT'],
    no: [badSbom, 'SIG-SBOM-VALID'],
    clash: [badSbom, 'F1'],
  },
  {
    requirement: 'ECR-II-2',
    yes: ['Dependabot for packages', 'SIG-REPO-DEP-UPDATER'],
    no: ['Renovate switched off', 'SIG-REPO-DEP-UPDATER'],
    clash: ['a shipped component that an advisory calls unmaintained', 'D6'],
  },
  {
    requirement: 'ECR-II-3',
    yes: ['tools that really run', 'SIG-REPO-CI-SAST'],
    no: ['tools that are only mentioned', 'SIG-REPO-CI-SAST'],
    clash: ['tools that are only mentioned', 'F7'],
  },
  {
    requirement: 'ECR-II-4',
    yes: [fullForge, 'SIG-REL-ADVISORIES'],
    no: ['a forge without advisories, and a policy that names the form', 'SIG-REL-ADVISORIES'],
    clash: [bareForge, 'F8'],
  },
  {
    requirement: 'ECR-II-5',
    yes: ['a full policy', 'SIG-REPO-SECURITY-MD'],
    no: ['nothing at all', 'SIG-REPO-SECURITY-MD'],
    clash: ['a stub policy', 'F9'],
  },
  {
    requirement: 'ECR-II-6',
    yes: ['a valid security.txt in the tree', 'SIG-WEB-SECURITY-TXT'],
    no: ['an expired security.txt', 'SIG-WEB-SECURITY-TXT'],
    clash: ['an expired security.txt', 'F10'],
  },
  {
    requirement: 'ECR-II-7',
    yes: [fullForge, 'SIG-REL-HTTPS'],
    no: [bareForge, 'SIG-REL-HTTPS'],
    clash: ['all rights', 'F11'],
  },
  {
    requirement: 'ECR-II-8',
    yes: [fullForge, 'SIG-REL-CADENCE'],
    no: [bareForge, 'SIG-REL-CADENCE'],
    clash: ['security fixes in the change log, and no advisory', 'F12'],
  },
]
