/** Why a machine looks for something: the law names it, guidance does, or it is common practice. Data. */

/** What the words of Annex I, Annex II or Art. 13 and 14 themselves ask to be there, or not to be there. */
const law: ReadonlySet<string> = new Set([
  // Annex I, Part II, point (1): an SBOM, in a common machine-readable format, with the top-level dependencies at least.
  'SIG-SBOM-PRESENT',
  'SIG-SBOM-VALID',
  'SIG-SBOM-TOPLEVEL',
  // Annex I, Part I, point (2)(a).
  'SIG-VULN-OPEN',
  'SIG-VULN-KEV',
  // Point (2)(b).
  'SIG-REPO-DEFAULT-CREDS',
  // Point (2)(c).
  'SIG-REPO-UPDATE-MECH',
  // Part II, points (4) to (6).
  'SIG-REL-ADVISORIES',
  'SIG-REPO-SECURITY-MD',
  // Art. 13(3) and (8).
  'SIG-REPO-RISK-DOC',
  'SIG-REPO-SUPPORT-DOC',
])

/** What Commission guidance C(2026) 5252 or a technical guideline of an authority names. */
const guidance: ReadonlySet<string> = new Set(['SIG-SBOM-BSI', 'SIG-SBOM-FRESH', 'SIG-VULN-VEX'])

export function basisOf(signal: string): 'law' | 'guidance' | 'practice' {
  if (law.has(signal)) return 'law'
  return guidance.has(signal) ? 'guidance' : 'practice'
}
