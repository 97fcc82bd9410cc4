/** What somebody stated about the sample product: invented, and said to be. Data. */
import type { ProductProfile } from '@occtet/toolkit/cra'

export const sampleProfile: ProductProfile = {
  schema: 'occtet.product/1',
  id: 'telemetry-hub',
  product: {
    name: 'Telemetry Hub (sample)',
    type: 'Software',
    license: 'Apache-2.0',
    description:
      'Collects readings of sensors on site and shows them in a browser. A sample; nobody sells it.',
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
  },
  support: {
    endsAt: '2031-12',
    expectedUseYears: 5,
    reasons: ['Rooms are fitted out again about every five years.'],
  },
  facts: {},
}

/** By the ids of the questionnaire; enough that some requirements are met, some open, and some clash with what was found. */
export const sampleAnswers: Readonly<Record<string, string>> = {
  A1: 'installed-software',
  A2: 'yes',
  A3: 'yes',
  A4: 'no',
  A5: 'none',
  A9: 'small',
  B1: 'maker',
  D1: 'partial',
  D2: 'no',
  E1: 'yes',
  E2: 'partial',
  E3: 'yes',
  E5: 'partial',
  F1: 'yes',
  F2: 'partial',
  F3: 'no',
  G1: 'yes',
  G2: 'no',
}

/** The role, not a person. */
export const sampleActor = 'Product owner'
