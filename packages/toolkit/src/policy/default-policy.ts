/** The policy that holds where a product has none: in the same form as a user's own, so that it can be copied. */
import { type Policy } from './model.ts'
import { parsePolicy } from './read-policy.ts'

export const defaultPolicyText = `# Rules that hold for this product. Facts and forms: docs/reference/policy.md; try it with: occtet policy test
schema: occtet.policy/1
name: OCCTET's default policy

# Decisions on findings (occtet triage).
decisions:
  expireAfterDays: 90

rules:
  - id: no-malicious-code
    about: finding
    category: risk
    level: fail
    when:
      malicious: true
    because: A package that is itself an attack must not be shipped or built with.
    hint: Remove it, and treat what ran it as compromised.

  - id: no-exploited
    about: finding
    category: risk
    level: fail
    when:
      exploited: true
      informational: 'no'
      not: { decision: [not_affected, fixed] }
    onUnknown: pass # exploitation-data says so once
    because: A vulnerability that is exploited already must not be shipped (Annex I, Part I, point (2)(a)), and may have to be reported (Art. 14).
    hint: Update, or decide with a reason and have it confirmed.

  - id: critical-decided-in-a-week
    about: finding
    category: decision
    level: fail
    when:
      severity: critical
      informational: 'no'
      decision: none
      any:
        - days-known: { above: 7 }
        - days-known: unknown
    onUnknown: pass # unrated-decided-in-a-month
    because: A critical vulnerability without a decision after a week is not handled without delay (Annex I, Part II, point (2)).
    hint: 'Decide: occtet triage decide'

  - id: high-decided-in-a-month
    about: finding
    category: decision
    level: warn
    when:
      severity: high
      informational: 'no'
      decision: none
      any:
        - days-known: { above: 30 }
        - days-known: unknown
    onUnknown: pass # unrated-decided-in-a-month
    because: A severe vulnerability without a decision after a month is not handled without delay (Annex I, Part II, point (2)).
    hint: 'Decide: occtet triage decide'

  - id: unrated-decided-in-a-month
    about: finding
    category: decision
    level: warn
    when:
      severity: unknown
      informational: 'no'
      decision: none
      any:
        - days-known: { above: 30 }
        - days-known: unknown
    because: Nobody has rated it, so somebody has to look (Annex I, Part II, point (2)).
    hint: 'Decide: occtet triage decide'

  - id: action-overdue
    about: finding
    category: decision
    level: fail
    when:
      decision: [affected, under_investigation]
      days-to-deadline: { below: 0 }
    onUnknown: pass
    because: What was decided should be done by its day.
    hint: Do it, or decide anew with a new day and a reason.

  - id: unmaintained
    about: finding
    category: maintenance
    level: warn
    when:
      informational: [unmaintained, unsound]
      decision: none
    because: Nobody mends what is found in a component that nobody maintains (Art. 13(5)).
    hint: Look for a successor, or take care of it yourself.

  - id: license-known
    about: component
    category: license
    level: warn
    when:
      license: unknown
    because: A component whose license is unknown must not be passed on.
    hint: Conclude it after reading its sources.

  - id: no-network-copyleft
    about: component
    category: license
    level: warn
    when:
      license-class: [network-copyleft, non-commercial, source-available]
      scope: [runtime, optional, peer]
    onUnknown: pass
    because: These licenses bind what is built with them, or forbid ordinary use.
    hint: Check whether the product may be shipped with it, and lift the rule for it by an exception.

  - id: pinned-version
    about: component
    category: unknown-data
    level: warn
    when:
      version-known: false
    because: Nothing can be said about a component whose version is not pinned.
    hint: Commit a lock file.

  - id: from-a-registry
    about: component
    category: source
    level: note
    when:
      origin: [git, url]
    because: Code that comes from an address instead of a registry has no advisories under its name.
    hint: Look after it by hand.

  - id: fresh-data
    about: product
    category: age
    level: fail
    when:
      any:
        - data-age: { above: 30 }
        - data-full: false
    because: Old or thin vulnerability data makes silence worthless.
    hint: 'Bring it up to date: occtet db sync'

  - id: exploitation-data
    about: product
    category: unknown-data
    level: fail
    when:
      kev-loaded: false
    because: Without a list of exploited vulnerabilities nobody can say that none of them is in the product.
    hint: 'Load one: occtet db sync, or occtet db import with the KEV catalogue of CISA or of the EU'

  - id: everything-read
    about: product
    category: unknown-data
    level: warn
    when:
      any:
        - files-unread: { above: 0 }
        - decisions-broken: { above: 0 }
    because: What was not read may hold anything.
    hint: The report lists the files and what is wrong with them.
`

let parsed: Policy | undefined

export function defaultPolicy(): Policy {
  if (parsed === undefined) {
    const read = parsePolicy(defaultPolicyText)
    if (!read.ok)
      throw new Error(`the default policy is not legal: line ${read.error.line}, ${read.error.message}`)
    parsed = read.value
  }
  return parsed
}
