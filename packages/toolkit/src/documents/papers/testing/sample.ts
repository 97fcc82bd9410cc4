/** Inputs for tests of the papers: an invented product with everything given, with nothing given, and with hostile text. */
import {
  assessEvidence,
  type ProductProfile,
  type QuestionnaireAnswer,
  type SignalResult,
} from '../../../cra/index.ts'
import { questionsOf } from '../kinds/requirement-questions.ts'
import type { PaperInput, RiskView } from '../input.ts'

export const generatedAt = '2026-11-22T10:00:00Z'

const signals: readonly SignalResult[] = [
  {
    id: 'SIG-REPO-SECURITY-MD',
    title: 'Security policy file',
    state: 'present',
    strength: 'strong',
    statement: 'SECURITY.md names a contact.',
    facts: {},
    evidence: [{ path: 'SECURITY.md', line: 3, changedAt: '2026-09-02T08:00:00Z' }],
  },
  {
    id: 'SIG-REPO-CI-TESTS',
    title: 'Automated tests in CI',
    state: 'present',
    strength: 'medium',
    statement: '2 workflows run tests.',
    facts: {},
    evidence: [{ path: '.github/workflows/ci.yml', line: 21 }],
  },
  {
    id: 'SIG-REPO-DANGEROUS-WF',
    title: 'Dangerous workflow patterns',
    state: 'contrary',
    strength: 'strong',
    statement: '1 workflow checks out untrusted code with write permission.',
    facts: {},
    evidence: [{ path: '.github/workflows/pr.yml', line: 14 }],
  },
  {
    id: 'SIG-REPO-ARCH-DOC',
    title: 'Architecture documentation',
    state: 'present',
    strength: 'weak',
    statement: 'docs/architecture.md looks like a description of the architecture.',
    facts: {},
    evidence: [{ path: 'docs/architecture.md', line: 1 }],
  },
]

export const fullProfile: ProductProfile = {
  schema: 'occtet.product/1',
  id: 'tideway',
  product: {
    name: 'Tideway Müller Gateway',
    version: '4.2.0',
    type: 'TW-400',
    purl: 'pkg:generic/tideway@4.2.0',
    description: 'Gateway that reads water meters and passes readings on.',
    intendedPurpose: 'Reads water meters by radio and sends readings to the utility.',
    foreseeableUse: ['Use behind a consumer router', 'Use with an unchanged start password'],
    environment: 'Cabinets of utilities, reachable from their network only.',
    essentialFunctions: ['Collect readings', 'Pass readings on'],
    securityProperties: ['Readings are signed', 'Updates are checked before they are installed'],
    hardware: 'docs/photos.pdf',
  },
  manufacturer: {
    name: 'Tideway Größe GmbH',
    address: 'Hafenstraße 1, 20457 Hamburg, Germany',
    email: 'office@tideway.example',
    website: 'https://tideway.example',
    country: 'DE',
  },
  security: {
    contacts: ['security@tideway.example', 'https://tideway.example/report'],
    policyUrl: 'https://tideway.example/cvd',
    encryptionKeyUrl: 'https://tideway.example/key.asc',
    acknowledgeDays: 3,
  },
  support: { endsAt: '2034-03', expectedUseYears: 6, reasons: ['Utilities use gateways for six years.'] },
  conformity: {
    procedure: 'A',
    standards: [{ reference: 'EN 303 645', title: 'Cyber Security for Consumer IoT', parts: '5.1 to 5.3' }],
    signatory: { name: 'The managing director', function: 'Managing director', place: 'Hamburg' },
  },
  links: {
    declaration: 'https://tideway.example/doc/tw-400',
    userInformation: 'https://tideway.example/manual',
    sbom: 'https://tideway.example/sbom',
    updates: 'https://tideway.example/updates',
  },
  facts: { traits: ['networked', 'hardware', 'update_mechanism'], cited_standard_applied: 'none' },
}

/** Questions that papers ask, all answered yes with a document. */
const asked = [
  'C2',
  'C5',
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'E17',
  'F9',
  'H1',
  'H2',
  'H4',
  'H6',
  'I1',
  'I2',
]
const askedMore = [
  'I4',
  'I5',
  'I6',
  'I8',
  'I9',
  'J1',
  'J2',
  'J3',
  'J4',
  'J5',
  'J6',
  'J7',
  'J8',
  'J9',
  'F13',
  'E3',
  'E4',
]

export function answer(question: string, fields: Partial<QuestionnaireAnswer> = {}): QuestionnaireAnswer {
  return {
    question,
    value: { kind: 'scale', value: 'yes' },
    at: '2026-11-20T09:00:00Z',
    by: 'Assessor',
    source: 'person',
    catalogue: '1.0.1',
    documents: [{ name: `docs/${question}.md`, path: `docs/${question}.md`, attached: true }],
    ...fields,
  }
}

function allAnswers(): readonly QuestionnaireAnswer[] {
  const status = assessEvidence(signals)
  const ids = new Set([...asked, ...askedMore, ...status.requirements.flatMap((one) => questionsOf(one.id))])
  return [...ids].map((id) => answer(id))
}

const risk: RiskView = {
  file: 'risk.yaml',
  intendedPurpose: 'Reads water meters by radio and sends readings to the utility.',
  foreseeableUse: ['Use with an unchanged start password'],
  expectedUseYears: 6,
  version: '3',
  author: 'Assessor',
  approvedBy: 'Owner',
  reviewTriggers: ['New interface', 'Incident'],
  nextReview: '2027-05-01',
  environment: ['Cabinets of utilities'],
  users: ['Trained staff of utilities'],
  assets: ['Readings', 'Signing key'],
  boundary: ['Gateway firmware', 'Cloud relay (remote data processing)'],
  threats: [
    {
      id: 'T-01',
      title: 'Forged readings',
      likelihood: 'possible',
      impact: 'serious',
      treatment: 'reduce: readings are signed',
      residual: 'low',
    },
  ],
  requirements: assessEvidence(signals).requirements.map((one) => ({
    id: one.id,
    applies: one.id === 'ECR-I-2m' ? 'no' : 'yes',
    text: one.id === 'ECR-I-2m' ? 'No data of users is stored.' : 'See docs/measures.md.',
  })),
  treatment: ['Residual risk is judged against harm to customers of the utility.'],
  constraints: [
    'The radio protocol of old meters knows no encryption; readings are checked for plausibility.',
  ],
}

/** Everything given: nothing mandatory is missing in any paper of a manufacturer. */
export function fullInput(fields: Partial<PaperInput> = {}): PaperInput {
  return {
    profile: fullProfile,
    classification: {
      scope: 'in_scope',
      roles: ['manufacturer'],
      class: 'default',
      category: undefined,
      applies: 'full',
      routes: [
        { id: 'A', allowed: true, isAvailable: true },
        { id: 'B+C', allowed: true, isAvailable: undefined },
        { id: 'H', allowed: true, isAvailable: undefined },
        { id: 'CERT', allowed: true, isAvailable: false },
      ],
      obligations: ['OBL-M-13-12c'],
      support: { minimumYears: 5, expectedYears: 6, endNotBefore: '2034-03' },
      retainUntil: '2038-03-01',
    },
    status: assessEvidence(signals),
    evidenceAt: '2026-11-12T10:00:00Z',
    answers: allAnswers(),
    inventory: {
      readAt: '2026-11-22T09:00:00Z',
      components: 1284,
      direct: 61,
      withVersion: 1280,
      withLicense: 1190,
      ecosystems: [
        { id: 'npm', components: 1200 },
        { id: 'cargo', components: 84 },
      ],
      files: [{ path: 'package-lock.json', status: 'parsed', packages: 1200 }],
    },
    findings: {
      asOf: '2026-11-21T00:00:00Z',
      sources: ['ghsa', 'osv'],
      bySeverity: [{ severity: 'high', findings: 1 }],
      findings: [
        {
          id: 'GHSA-xvch-5gv4-984h',
          purl: 'pkg:npm/minimist@1.2.5',
          severity: 'critical',
          fixedIn: '1.2.6',
          decision: undefined,
        },
      ],
      unknown: 4,
    },
    risk,
    dueDiligence: {
      others: 1200,
      upstream: [
        {
          package: 'pkg:npm/minimist',
          vulnerability: 'GHSA-xvch-5gv4-984h',
          reported: '2026-10-02, its maintainers',
          fix: 'none',
        },
      ],
      entries: [
        {
          purl: 'pkg:npm/minimist@1.2.5',
          reason: 'Reads the command line',
          license: 'MIT',
          maintenance: 'releases in 2026',
          vulnerabilities: '1 known, fixed in 1.2.6',
          decision: 'update planned',
          by: 'Assessor',
        },
      ],
    },
    toolVersion: '0.1.0',
    generatedAt,
    language: 'en',
    ...fields,
  }
}

/** Nothing but a name: every paper is a list of gaps. */
export function emptyInput(fields: Partial<PaperInput> = {}): PaperInput {
  return {
    profile: { schema: 'occtet.product/1', id: 'bare', product: { name: 'Bare' }, facts: {} },
    status: assessEvidence([]),
    evidenceAt: generatedAt,
    answers: [],
    toolVersion: '0.1.0',
    generatedAt,
    language: 'en',
    ...fields,
  }
}

/** Controls, direction overrides, a word of 3,000 letters, and syntax of HTML, Markdown, PDF, XML and RFC 9116. */
export const hostile = [
  '\u202egnp.exe\u202c \u0000\u0007\u001b[31mred',
  '</style><script>alert(1)</script><img src=x onerror=alert(2)>',
  '| a | b |\n# heading\n[x](javascript:alert(3)) ![i](http://evil.example/i.png) www.evil.example <b>bold</b> `code`',
  ') Tj /JS (app.alert(1)) \\',
  ']]></w:t><!ENTITY x "y">&x;',
  'security@tideway.example\nContact: mailto:evil@evil.example',
  `${'W'.repeat(3000)}`,
  '漢字 עברית العربية 😀 \ud800',
] as const

/** Hostile text in every field that takes text. */
export function hostileInput(fields: Partial<PaperInput> = {}): PaperInput {
  return spoil({ ...fullInput(), ...fields })
}

function spoil(input: PaperInput): PaperInput {
  const all = hostile.join(' ')
  const { profile } = input
  return {
    ...input,
    profile: {
      ...profile,
      product: {
        ...profile.product,
        name: all,
        version: all,
        type: all,
        description: all,
        intendedPurpose: all,
        foreseeableUse: hostile,
        environment: all,
      },
      manufacturer: { name: all, address: all, email: all, website: all },
      security: { contacts: hostile, policyUrl: all, encryptionKeyUrl: all, acknowledgeDays: 1 },
      support: { endsAt: all, reasons: hostile, expectedUseYears: 5 },
      links: { declaration: all, userInformation: all, sbom: all, updates: all },
    },
    answers: input.answers.map((one) => ({
      ...one,
      by: all,
      note: all,
      documents: [{ name: all, attached: false }],
    })),
    status: {
      ...input.status,
      signals: input.status.signals.map((one) => ({
        ...one,
        statement: all,
        evidence: [{ path: all, line: 1 }],
      })),
    },
    toolVersion: all,
  }
}
