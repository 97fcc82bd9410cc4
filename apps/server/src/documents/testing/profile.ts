/** An invented manufacturer that stated all that a declaration of conformity asks for. */
import { parseProfile, type ProductProfile } from '@occtet/toolkit/cra'

const text = `schema: occtet.product/1
id: shown
product:
  name: Tideway Größe
  version: 4.2.0
  type: TW-400
  purl: pkg:generic/tideway@4.2.0
  description: Gateway that reads water meters and passes the readings on.
  intendedPurpose: Reads water meters in the cabinets of utilities.
  foreseeableUse: [Use behind a consumer router]
manufacturer:
  name: Tideway GmbH
  address: Hafenstr. 1, Hamburg
  email: office@tideway.example
security:
  contacts: [security@tideway.example]
  policyUrl: https://tideway.example/cvd
support:
  endsAt: 2034-03
  expectedUseYears: 6
  reasons: [Utilities use gateways for six years.]
conformity:
  procedure: A
  signatory: {name: The managing director, function: Managing director, place: Hamburg}
links:
  declaration: https://tideway.example/doc
facts:
  product_form: installed_software
  data_connection: true
  eu_market: true
  exclusion: none
  test_or_own_use_only: false
  foss: {licence_foss: false, source_public: false}
  control: publishes_and_controls
  person: legal
  non_profit_all_earnings: false
  monetisation: [subscription]
  sustained_support: none
  intended_for_commercial_use: true
  own_brand: true
  established_in_eu: true
  brand_owner_outside_eu: false
  chain_position: maker
  substantial_modification: false
  core_category: none
  integrated_categories: []
  cited_standard_applied: none
  technical_documentation_public: false
  high_risk_ai: false
  ehr_system: false
  company_size: micro
  placed_on_market: 2028-03-01
  expected_use_years: 6
  traits: [networked, has_user_interface]
`

export const profileText = text

export function fullProfile(): ProductProfile {
  const parsed = parseProfile(text)
  if (!parsed.ok) throw new Error(`${parsed.error.field}: ${parsed.error.message}`)
  return parsed.value
}
