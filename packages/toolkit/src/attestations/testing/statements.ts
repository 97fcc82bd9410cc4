/** One sound statement of each kind that we write. */
import type { FindingsReport } from '../../model/index.ts'
import { fromAssessment } from '../build/from-assessment.ts'
import { fromCheck } from '../build/from-check.ts'
import { fromDiligence } from '../build/from-diligence.ts'
import { fromDocument } from '../build/from-document.ts'
import { fromFindings } from '../build/from-findings.ts'
import { fromFossProject } from '../build/from-foss-project.ts'
import { fromOpenVex } from '../build/from-openvex.ts'
import { fromSbom } from '../build/from-sbom.ts'
import type { Result } from '../../base/index.ts'
import type { Subject } from '../resource.ts'
import type { NewStatement } from '../statement.ts'

export const artefactSha256 = 'a'.repeat(64)
export const subject: readonly [Subject] = [
  { name: 'gateway-2.4.0.tar.gz', digest: { sha256: artefactSha256 } },
]
const file = { name: 'notes.json', digest: { sha256: 'b'.repeat(64) } }

export function must<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

export const cycloneDx = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  components: [{ type: 'library', name: 'zlib', version: '1.3.1' }],
})

export const openVex = JSON.stringify({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://maker.example/vex/1',
  author: 'Maker PSIRT',
  timestamp: '2026-09-12T07:12:00Z',
  version: 1,
  statements: [
    {
      vulnerability: { name: 'CVE-2026-0001' },
      products: [
        { '@id': 'pkg:generic/gateway@2.4.0', hashes: { 'sha-256': 'c'.repeat(64) } },
        { '@id': 'pkg:generic/gateway-lite@2.4.0' },
      ],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
    },
  ],
})

export const report: Pick<FindingsReport, 'sources' | 'findings' | 'unknown' | 'issues'> = {
  sources: [
    {
      name: 'osv',
      ecosystems: ['npm'],
      covers: ['npm'],
      records: 10,
      asOf: '2026-09-12T00:00:00Z',
      isStale: false,
      catalogues: ['kev'],
    },
  ],
  findings: [],
  unknown: [],
  issues: [],
}

export const scan = {
  report,
  subject,
  scanner: { uri: 'pkg:npm/%40occtet/cli@0.1.0', version: '0.1.0' },
  data: { isStarterSet: false },
  startedOn: '2026-09-12T07:00:00Z',
  finishedOn: '2026-09-12T07:01:00Z',
}

export const assessment = {
  subject,
  assessment: {
    id: 'A-1',
    kind: 'self' as const,
    module: 'A',
    questionnaire: file,
    completedAt: '2026-09-12T07:12:00Z',
  },
  assessor: { id: 'did:web:maker.example', role: 'manufacturer' },
  product: { name: 'gateway', version: '2.4.0', category: 'default' },
  requirements: {
    'ECR-I-1': 'met',
    'ECR-I-2a': 'partly',
    'ECR-I-2b': 'gap',
    'ECR-I-2c': 'not-applicable',
  } as const,
  rationales: { 'ECR-I-2c': 'It cannot be updated without a technician.' },
  evidence: { 'ECR-I-1': [file] },
  validUntil: '2027-09-12T00:00:00Z',
}

export const fossProject = {
  subject,
  tier: 'light' as const,
  issuer: { id: 'did:web:steward.example', relationship: 'steward' as const },
  project: { name: 'libfoo', url: 'https://git.example/libfoo', versions: ['1.2.3'], commit: 'a'.repeat(40) },
  validFrom: '2026-09-01',
  validUntil: '2027-09-01',
  items: [
    { id: 'QA.03', status: 'met' as const, evidence: { uri: 'https://git.example/libfoo/SECURITY.md' } },
  ],
}

export const diligence = {
  subject,
  component: { purl: 'pkg:npm/left-pad@1.3.0' },
  integratedInto: 'pkg:generic/gateway@2.4.0',
  decision: {
    decision: 'accepted' as const,
    why: 'small and read',
    checks: ['update history', 'a look at its forum'],
    at: '2026-09-12',
  },
  advisories: { open: [], source: 'OSV', at: '2026-09-12T07:00:00Z' },
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

export const statements: Readonly<Record<string, NewStatement>> = {
  sbom: must(
    fromSbom({ bytes: bytes(cycloneDx), name: 'bom.cdx.json', subject, attesterId: 'did:web:maker.example' }),
  ),
  spdx: must(
    fromSbom({
      bytes: bytes(JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'gateway' })),
      name: 'bom.spdx.json',
      subject,
      attesterId: 'did:web:maker.example',
    }),
  ),
  reference: fromDocument({
    documents: [{ name: 'advisory.json', sha256: 'd'.repeat(64), mediaType: 'application/csaf+json' }],
    subject,
    attesterId: 'did:web:maker.example',
  }),
  vex: must(fromOpenVex(openVex, subject)),
  scan: must(fromFindings(scan)),
  result: fromCheck({
    subject,
    verifierId: 'pkg:npm/%40occtet/cli@0.1.0',
    policies: [],
    timeCreated: '2026-09-12T07:12:00Z',
    facts: { hasSbom: true, report, requirementsAssessed: 22, hasPassedPolicy: undefined },
  }),
  assessment: must(fromAssessment(assessment)),
  foss: must(fromFossProject(fossProject)),
  diligence: fromDiligence(diligence),
}
