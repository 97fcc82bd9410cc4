/** What somebody stated about the sample product: invented, dates too, and said to be. Data. */
import type { ProductProfile } from '@occtet/toolkit/cra'

export const sampleProfile: ProductProfile = {
  schema: 'occtet.product/1',
  id: 'telemetry-hub',
  product: {
    name: 'Telemetry Hub (sample)',
    type: 'Software',
    license: 'Apache-2.0',
    description:
      'Collects readings of sensors on site and shows them in a browser. A sample: product, dates and answers are invented.',
    intendedPurpose: 'Watching temperature and humidity in storage rooms.',
    foreseeableUse: ['Alarms for goods that spoil'],
    environment: 'A local network behind a router',
    essentialFunctions: ['Collecting readings', 'Showing readings'],
  },
  manufacturer: {
    name: 'Sample Manufacturing',
    address: '1 Example Street, 00000 Example',
    email: 'security@sample.example',
    website: 'https://sample.example',
    country: 'DE',
  },
  security: {
    contacts: ['mailto:security@sample.example'],
    acknowledgeDays: 5,
    fixTargetDays: 30,
  },
  support: {
    endsAt: '2033-03',
    expectedUseYears: 5,
    reasons: ['Rooms are fitted out again about every five years.'],
  },
  reporting: { decisions: 'DE', employees: 'DE' },
  facts: {},
}

/** The scope wizard: its answers lay down the facts that the classifier takes. Sold from 2028 on, so the whole law applies. */
export const sampleScope: Readonly<Record<string, unknown>> = {
  A1: 'installed-software',
  A2: 'no',
  A3: 'yes',
  A4: 'yes',
  A5: 'none',
  A6: 'no',
  A7: '2028-03-01',
  A8: ['networked', 'stores-data', 'sends-data', 'professionals', 'user-interface'],
  A9: 'small',
  B1: 'maker',
  B2: 'no',
  B4: ['price'],
  B5: 'company',
  C1: 'none',
  C3: 'none',
  C6: ['none'],
}

export interface SampleSitting {
  /** Before the day on which the sample was made. */
  readonly daysAgo: number
  /** Its standing is kept for this release. */
  readonly release: string
  /** By the ids of the questionnaire. */
  readonly answers: Readonly<Record<string, unknown>>
}

/** Three sittings, so that a trend can be drawn: some requirements met, some open, one clash with what was found, one "not sure". */
export const sampleSittings: readonly SampleSitting[] = [
  {
    daysAgo: 60,
    release: '1.3.0',
    answers: { ...sampleScope, C2: 'partial', D1: 'no', E1: 'no', E3: 'yes', F1: 'no', F9: 'no', G1: 'no' },
  },
  {
    daysAgo: 28,
    release: '1.4.0',
    answers: {
      C2: 'yes',
      D1: 'partial',
      E1: 'partial',
      E5: 'partial',
      E7: 'yes',
      E9: 'partial',
      F2: 'no',
      G1: 'yes',
    },
  },
  {
    daysAgo: 0,
    release: '1.4.0',
    answers: {
      D2: 'partial',
      D5: 'partial',
      E2: 'yes',
      E4: 'yes',
      E8: 'unknown',
      E11: 'yes',
      E12: 'no',
      F1: 'yes',
      F3: 'yes',
      F9: 'yes',
      F10: 'yes',
      G2: 'no',
      G5: 'partial',
      H1: 'yes',
      H2: 'partial',
    },
  },
]

/** Roles, not persons. */
export const sampleActor = 'Product owner'
export const sampleDeveloper = 'Developer'

/** Two people for "not affected" and "accept": so that a page shows what waits. */
export const samplePolicy = `# Rules of the sample: two people for what is closed without a fix.
schema: occtet.policy/1
name: Rules of the sample

decisions:
  expireAfterDays: 90
  fourEyes: [not_affected, accept]

rules: []
`
